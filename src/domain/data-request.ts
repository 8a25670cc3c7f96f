import type { Instant, Interval } from './interval.ts'

/** How far a request for location data has come; what was granted and is over is shown as expired. */
export type RequestState =
  | 'draft'
  | 'submitted'
  | 'more_information'
  | 'second_approval'
  | 'granted'
  | 'granted_in_part'
  | 'refused'
  | 'withdrawn'

/** What can be done to a request. */
export const requestActs = [
  'edit',
  'submit',
  'withdraw',
  'ask',
  'answer',
  'check',
  'grant',
  'confirm',
  'refuse',
  'end',
] as const
export type RequestAct = (typeof requestActs)[number]

export const urgencies = ['routine', 'urgent', 'life_at_risk'] as const
export type Urgency = (typeof urgencies)[number]

/** How somebody made sure that the request is from whom it says. */
export const requesterChecks = ['call_back', 'known_account', 'letter'] as const
export type RequesterCheck = (typeof requesterChecks)[number]

/** What of a request decides what may be done next; accounts by id. */
export interface RequestProgress {
  readonly state: RequestState
  readonly requestedBy: number
  /** Whoever made sure of the requester. */
  readonly checkedBy: number | undefined
  /** Whoever would grant it, where a second approver has to agree. */
  readonly proposedBy: number | undefined
  readonly decidedBy: number | undefined
  /** When what was granted can no longer be looked at. */
  readonly grantEndsAt: Instant | undefined
}

/** Who acts: somebody who decides requests, or not. */
export interface RequestActor {
  readonly accountId: number
  readonly decides: boolean
}

/** What a grant comes to. */
export interface GrantSize {
  /** All that was asked. */
  readonly whole: boolean
  readonly needsSecond: boolean
  readonly endsAt: Instant
}

const states: Readonly<Record<RequestAct, readonly RequestState[]>> = {
  edit: ['draft'],
  submit: ['draft'],
  withdraw: ['draft', 'submitted', 'more_information', 'second_approval'],
  ask: ['submitted'],
  answer: ['more_information'],
  check: ['submitted'],
  grant: ['submitted'],
  confirm: ['second_approval'],
  refuse: ['submitted', 'more_information', 'second_approval'],
  end: ['granted', 'granted_in_part'],
}

const ofRequester: ReadonlySet<RequestAct> = new Set(['edit', 'submit', 'withdraw', 'answer'])

/** Whether somebody may do this to a request now. Nobody decides what they asked for, or agrees with themselves. */
export function mayAct(
  act: RequestAct,
  request: RequestProgress,
  { accountId, decides }: RequestActor,
  now: Instant,
): boolean {
  if (!states[act].includes(request.state)) return false
  if (ofRequester.has(act)) return accountId === request.requestedBy
  if (!decides || accountId === request.requestedBy) return false
  if (act === 'grant') return request.checkedBy !== undefined
  if (request.state === 'second_approval') return accountId !== request.proposedBy
  return act !== 'end' || shownState(request, now) !== 'expired'
}

/** The request after an act that {@link mayAct} allows. @param grant of a grant and its confirmation. */
export function afterAct(
  act: RequestAct,
  request: RequestProgress,
  { accountId }: RequestActor,
  now: Instant,
  grant?: GrantSize,
): RequestProgress {
  switch (act) {
    case 'edit':
      return request
    case 'submit':
    case 'answer':
      return { ...request, state: 'submitted' }
    case 'withdraw':
      return { ...request, state: 'withdrawn' }
    case 'ask':
      return { ...request, state: 'more_information' }
    case 'check':
      return { ...request, checkedBy: accountId }
    case 'refuse':
      return { ...request, state: 'refused', decidedBy: accountId }
    case 'end':
      return { ...request, grantEndsAt: now }
    case 'grant':
    case 'confirm': {
      if (!grant) throw new Error('Cannot grant without saying what')
      if (act === 'grant' && grant.needsSecond) {
        return { ...request, state: 'second_approval', proposedBy: accountId }
      }
      const state = grant.whole ? 'granted' : 'granted_in_part'
      return { ...request, state, decidedBy: accountId, grantEndsAt: grant.endsAt }
    }
  }
}

/** What people are told of it: a grant that is over is expired. */
export function shownState(
  { state, grantEndsAt }: Pick<RequestProgress, 'state' | 'grantEndsAt'>,
  now: Instant,
): RequestState | 'expired' {
  const granted = state === 'granted' || state === 'granted_in_part'
  return granted && (grantEndsAt ?? 0) <= now ? 'expired' : state
}

/** A circle on the ground. */
export interface Place {
  /** WGS84 degrees. */
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/** What a request is for, or what of it is granted: people or a place, in an interval. */
export interface RequestScope {
  readonly within: Interval
  /** How many people; 0 where it is a place. */
  readonly people: number
  readonly place: Place | undefined
}

/** Whether a grant is all that was asked, a part of it, or (`undefined`) more than that. */
export function grantedShare(
  asked: RequestScope,
  granted: RequestScope,
): 'whole' | 'part' | undefined {
  const radius = (scope: RequestScope) => scope.place?.radiusMetres ?? 0
  if (granted.within.from < asked.within.from || granted.within.to > asked.within.to) {
    return undefined
  }
  if (granted.people > asked.people || radius(granted) > radius(asked)) return undefined
  const same =
    granted.within.from === asked.within.from &&
    granted.within.to === asked.within.to &&
    granted.people === asked.people &&
    radius(granted) === radius(asked)
  return same ? 'whole' : 'part'
}
