/** Where a tag is, as far as its satellites are concerned. */
export type Setting = 'open' | 'canyon' | 'indoors'

/** Offences far from the wearer's usual places, close to where they were staying, or half of each. */
export type OffenceMode = 'away' | 'near' | 'mixed'

/** What makes one open town differ from another. Shares and chances are in [0, 1]. */
export interface OpenTownHabits {
  /** Crimes by people without a tag, for each one by a wearer. */
  readonly othersPerOffence: number
  /** How often a satellite position's quoted circle holds the truth. */
  readonly gpsCircleHolds: Readonly<Record<Setting, number>>
  readonly lbsCircleHolds: number
  readonly wifiCircleHolds: number
  /** Multiplies every satellite error. */
  readonly errorScale: number
  /** Minutes after which 63 % of a satellite error at rest is a new one. */
  readonly errorMemoryMinutes: number
  /** Wearers whose tag mostly knows its cell only, and says so each 3 to 10 minutes. */
  readonly mostlyLbsShare: number
  /** Whether a cell's position is its mast's, the same each time, rather than one that drifts. */
  readonly masts: boolean
  /** Multiplies how often a tag falls silent. */
  readonly silences: number
  readonly hostels: number
  readonly wearersPerHostel: number
  /** Wearers who deliver things: dozens of stops a working day. */
  readonly riderShare: number
  /** Median over wearers of the short stops outdoors in a day. */
  readonly stopsPerDay: number
  /** How many of those are at a place the wearer never goes to. */
  readonly errandShare: number
  /** Crimes by others where many people pass. */
  readonly passedByShare: number
  /** Weights of windows: an instant, minutes, 0.5 to 4 hours, up to 12 hours. */
  readonly windows: readonly [number, number, number, number]
  /** Weights of errors of the reported place: about 6, 40, 150 and 300 metres. */
  readonly placeErrors: readonly [number, number, number, number]
}

export const ordinaryHabits: OpenTownHabits = {
  othersPerOffence: 5,
  gpsCircleHolds: { open: 0.8, canyon: 0.72, indoors: 0.75 },
  lbsCircleHolds: 0.7,
  wifiCircleHolds: 0.4,
  errorScale: 1,
  errorMemoryMinutes: 9,
  mostlyLbsShare: 0.1,
  masts: false,
  silences: 1,
  hostels: 2,
  wearersPerHostel: 4,
  riderShare: 0.05,
  stopsPerDay: 2,
  errandShare: 0.15,
  passedByShare: 0.15,
  windows: [0.2, 0.25, 0.35, 0.2],
  placeErrors: [0.72, 0.17, 0.09, 0.02],
}
