import type { Family, FindingKind } from './finding.ts'

export interface KindFacts {
  readonly family: Family
  /** From 1, the gravest, to 5. */
  readonly gravity: 1 | 2 | 3 | 4 | 5
  /** What was noticed, as a caseworker would say it: of a device, never of guilt. */
  readonly words: string
}

/** What every kind of finding is called, and how grave it is. */
export const kindFacts: Readonly<Record<FindingKind, KindFacts>> = {
  'exclusion-entered': { family: 'zone', gravity: 1, words: 'In an exclusion zone' },
  'exclusion-present-at-start': {
    family: 'zone',
    gravity: 1,
    words: 'Already in an exclusion zone when its hours began',
  },
  'restriction-entered': { family: 'zone', gravity: 2, words: 'In a restriction zone' },
  'inclusion-left': { family: 'zone', gravity: 2, words: 'Outside an inclusion zone' },
  'inclusion-absent-at-start': {
    family: 'zone',
    gravity: 2,
    words: 'Not in an inclusion zone when its hours began',
  },
  'curfew-absent-at-start': {
    family: 'curfew',
    gravity: 2,
    words: 'Not at home when curfew hours began',
  },
  'curfew-left-during': {
    family: 'curfew',
    gravity: 2,
    words: 'Away from home during curfew hours',
  },
  'curfew-absent-at-end': {
    family: 'curfew',
    gravity: 2,
    words: 'Not at home when curfew hours ended',
  },
  'curfew-absent-throughout': {
    family: 'curfew',
    gravity: 1,
    words: 'Not at home from the beginning to the end of curfew hours',
  },
  'attendance-late': { family: 'attendance', gravity: 3, words: 'Late for an appointment' },
  'attendance-missed': { family: 'attendance', gravity: 2, words: 'Not at an appointment' },
  'attendance-left-early': {
    family: 'attendance',
    gravity: 3,
    words: 'Left an appointment early',
  },
  'strap-tamper': { family: 'tamper', gravity: 1, words: 'The strap was opened or damaged' },
  'case-tamper': { family: 'tamper', gravity: 1, words: 'The case was opened or damaged' },
  'battery-low': { family: 'battery', gravity: 4, words: 'The battery is low' },
  'battery-dead': { family: 'battery', gravity: 3, words: 'The battery is empty' },
  'power-off': { family: 'power', gravity: 3, words: 'The power was off' },
  'no-signal': { family: 'signal', gravity: 3, words: 'Nothing was heard from the device' },
  'device-fault': { family: 'fault', gravity: 4, words: 'The device has a fault' },
  'too-many-reports': {
    family: 'fault',
    gravity: 4,
    words: 'The device reports more than it may, so its reports come late or not at all',
  },
  'home-unit-moved': { family: 'home-unit', gravity: 2, words: 'The home unit was moved' },
  'alcohol-detected': { family: 'alcohol', gravity: 2, words: 'Alcohol was detected' },
  'feed-silent': { family: 'feed', gravity: 2, words: 'Nothing came from a feed' },
}
