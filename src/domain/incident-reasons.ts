/** Of a note, or of somebody's own words beside a reason. */
export const MOST_INCIDENT_TEXT = 2000

/** Why an incident needs no more work, in words that can be counted. */
const resolutions = {
  dealt_with: 'Spoken to and dealt with',
  decided: 'A decision was made about it',
  equipment: 'Equipment at fault',
  positions_wrong: 'Positions too uncertain to stand',
  rule_wrong: 'The rule or the zone was wrong',
  ended_by_itself: 'Ended by itself, checked',
  passed_on: 'Passed on to somebody outside',
  duplicate: 'The same as another incident',
  other: 'Other',
} as const

export type Resolution = keyof typeof resolutions
export const resolutionCodes = Object.keys(resolutions) as Resolution[]

export function isResolution(code: string): code is Resolution {
  return Object.hasOwn(resolutions, code)
}

export function resolutionText(code: string): string {
  return isResolution(code) ? resolutions[code] : code
}

/** What a person makes of a violation. Nothing else does: no clock decides. */
export const violationDecisions = ['excused', 'authorised', 'not-excused'] as const
export type ViolationDecision = (typeof violationDecisions)[number]

const decided: Readonly<Record<ViolationDecision, string>> = {
  excused: 'Excused',
  authorised: 'Authorised',
  'not-excused': 'Not excused',
}

export function violationDecisionText(decision: ViolationDecision): string {
  return decided[decision]
}

/** Why, each with what it is a reason for. */
const reasons = {
  medical: ['excused', 'Irregular medical appointment, own or of a child or dependant'],
  work: ['excused', 'Short-notice work, with proof from the employer'],
  funeral: ['excused', 'Funeral or wedding of a close relative'],
  emergency: ['excused', 'Emergency'],
  transport: ['excused', 'Transport failed'],
  equipment: ['excused', 'Equipment or positions were wrong'],
  agreed_before: ['authorised', 'Agreed before it happened'],
  court: ['authorised', 'At court'],
  escort: ['authorised', 'Under escort'],
  appointment: ['authorised', 'At an appointment that the order allows'],
  no_reason_given: ['not-excused', 'No reason was given'],
  reason_not_accepted: ['not-excused', 'The reason was not accepted'],
  no_proof: ['not-excused', 'No proof was shown'],
  other: [undefined, 'Other'],
} as const satisfies Record<string, readonly [ViolationDecision | undefined, string]>

export type ViolationReason = keyof typeof reasons
export const violationReasonCodes = Object.keys(reasons) as ViolationReason[]

export function isViolationReason(code: string): code is ViolationReason {
  return Object.hasOwn(reasons, code)
}

/** What a reason is one for; `undefined`: for any. */
export function violationReasonIsFor(code: ViolationReason): ViolationDecision | undefined {
  return reasons[code][0]
}

/** The reason as people read it. A code that is not known any more stays as it is. */
export function violationReasonText(code: string): string {
  return isViolationReason(code) ? reasons[code][1] : code
}

/** Why somebody may be away though their order asks them to be there. */
const absences = {
  medical: 'Medical appointment',
  work: 'Work or training',
  court: 'Court',
  funeral: 'Funeral or wedding of a close relative',
  family: 'Family',
  religious: 'Religious observance',
  move: 'Change of address',
  other: 'Other',
} as const

type AbsenceReason = keyof typeof absences
export const absenceReasonCodes = Object.keys(absences) as AbsenceReason[]

export function isAbsenceReason(code: string): code is AbsenceReason {
  return Object.hasOwn(absences, code)
}

export function absenceReasonText(code: string): string {
  return isAbsenceReason(code) ? absences[code] : code
}
