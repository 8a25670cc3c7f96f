/** From when something is told as unusual of somebody, against their own days before. */
export interface SignSettings {
  /** Days before that are looked at, and how many of them must be known well enough. */
  readonly historyDays: number
  readonly leastHistoryDays: number
  /** A day is known well enough with so many hours of it. */
  readonly knownHours: number
  /** So many points of a hundred less of the known time at home than usual. */
  readonly lessAtHomePoints: number
  /** Further from home than this, and than nearly always. */
  readonly farKilometres: number
  /** So many short journeys more than usual, each of so many minutes at most. */
  readonly moreJourneys: number
  readonly shortJourneyMinutes: number
  /** So long in a place where nobody knows them to have been. */
  readonly newPlaceMinutes: number
  /** So many minutes more away between midnight and six than usual. */
  readonly awayOvernightMinutes: number
}

export const defaultSignSettings: SignSettings = {
  historyDays: 28,
  leastHistoryDays: 7,
  knownHours: 12,
  lessAtHomePoints: 20,
  farKilometres: 16.1,
  moreJourneys: 4,
  shortJourneyMinutes: 30,
  newPlaceMinutes: 50,
  awayOvernightMinutes: 60,
}
