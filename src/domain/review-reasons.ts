import type { Decision } from './match-case.ts'

/** Of a reviewer's own words. */
export const MOST_REMARK = 2000

/** Why a match is qualified or rejected, in words that can be counted. */
const reasons = {
  in_circle: ['qualify', 'In the circle while the window ran'],
  only_wearer: ['qualify', 'The only wearer near'],
  came_and_went: ['qualify', 'Came to the place and left it within the window'],
  not_usual: ['qualify', 'Not a place the wearer usually is at that time'],
  accuracy_poor: ['reject', 'Accuracy too poor'],
  usual_place: ['reject', 'Lives or works there'],
  passing_by: ['reject', 'Passing by on a road'],
  window_long: ['reject', 'Window too long'],
  place_uncertain: ['reject', 'Crime place not certain'],
  trail_gaps: ['reject', 'Trail has gaps'],
  other_explanation: ['reject', 'Another explanation'],
  falls_away: ['reject', 'Nothing stands of the match any more'],
  other: [undefined, 'Other'],
} as const satisfies Record<string, readonly [Decision | undefined, string]>

export type ReviewReason = keyof typeof reasons

export const reviewReasons = Object.keys(reasons) as ReviewReason[]

/** The reason as people read it. A code that is not known any more stays as it is. */
export function reasonText(code: string): string {
  return isReason(code) ? reasons[code][1] : code
}

/** What a reason is one for; `undefined`: for both. */
export function reasonIsFor(code: ReviewReason): Decision | undefined {
  return reasons[code][0]
}

export function isReason(code: string): code is ReviewReason {
  return Object.hasOwn(reasons, code)
}
