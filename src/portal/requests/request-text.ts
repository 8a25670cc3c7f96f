import type {
  RequestAct,
  RequesterCheck,
  RequestState,
  Urgency,
} from '../../domain/data-request.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { DataRequest } from '../../store/records/visible-requests.ts'

/** A state as people read it. */
export const stateTexts: Readonly<Record<RequestState | 'expired', string>> = {
  draft: 'Draft',
  submitted: 'Waits for a decision',
  more_information: 'More information asked',
  second_approval: 'Waits for a second approver',
  granted: 'Granted',
  granted_in_part: 'Granted in part',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

export const stateColours: Readonly<Record<RequestState | 'expired', string>> = {
  draft: 'grey',
  submitted: 'blue',
  more_information: 'yellow',
  second_approval: 'yellow',
  granted: 'green',
  granted_in_part: 'green',
  refused: 'red',
  withdrawn: 'grey',
  expired: 'grey',
}

export const urgencyTexts: Readonly<Record<Urgency, string>> = {
  routine: 'Routine',
  urgent: 'Urgent',
  life_at_risk: 'Life at risk',
}

export const checkTexts: Readonly<Record<RequesterCheck, string>> = {
  call_back: 'Called back on a number of their force',
  known_account: 'Known account, and the person who holds it is known',
  letter: 'Letter or e-mail of their force, which was checked',
}

/** What was done, for the history of a request. */
export const actTexts: Readonly<Record<RequestAct, string>> = {
  edit: 'Draft kept',
  submit: 'Submitted',
  withdraw: 'Withdrawn',
  ask: 'More information asked',
  answer: 'Answered',
  check: 'Requester checked',
  grant: 'Grant decided',
  confirm: 'Grant confirmed by a second approver',
  refuse: 'Refused',
  end: 'Grant ended early',
}

export function requestName({ id, number }: Pick<DataRequest, 'id' | 'number'>): string {
  return number ?? `Draft ${id}`
}

/** `2 people` or the place, in one line. */
export function askedAbout({ about, persons, place }: DataRequest): string {
  if (about === 'person') return persons.length === 0 ? 'Nobody named yet' : persons.join('; ')
  return place
    ? `Whoever was within ${place.radiusMetres} m of ${placeText(place.latitude, place.longitude)} (WGS84)`
    : 'No place yet'
}

/** A period as people read it. */
export function periodText(within: DataRequest['within']): string {
  return within ? londonWindow(within.from, within.to) : 'None yet'
}
