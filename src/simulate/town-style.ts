type Range = readonly [from: number, to: number]

/** What the people, tags and police of a town are like. Shares and chances lie in [0, 1]. */
export interface TownStyle {
  /** Multiplies the width of the town: half of it makes chance meetings with crimes four times as common. */
  readonly width: number
  /** Of all crimes. */
  readonly crimesByWearers: number
  /** How often a scene is close to a haunt of the offender, any of them, whatever the hour. */
  readonly closeToHaunt: number
  /** How often it is close to where the offender would have been at that minute anyway. */
  readonly closeToRoutine: number
  /** Metres from there, drawn before the scene is moved to a street. */
  readonly closeMetres: Range
  /** Metres from home of all other scenes, drawn likewise. */
  readonly awayMetres: Range
  /** Metres from the scene itself to the offender's closest haunt; others are drawn again. */
  readonly metresFromHaunts: Range
  readonly sceneIndoors: number
  /** At the scene before and after the offence. */
  readonly secondsBefore: Range
  readonly secondsAfter: Range
  /** How often an offender sees to it that the tag hears nothing. */
  readonly shielded: number
  /** Scenes of crimes by others that lie on some wearer's way to work. */
  readonly scenesOnCommutes: number

  /** Weights of an instant, minutes, hours, 6 to 12 hours; by default each type of crime has its own. */
  readonly windows: readonly number[] | undefined
  /** Weights of reported places right to 10, 40, 150, 300 m; by default likewise. */
  readonly placing: readonly number[] | undefined

  /** Weights of commuters, idlers, homebodies and night people. */
  readonly waysOfLife: readonly [number, number, number, number]
  /** Of every 30 wearers, so many live in one hostel; from 1 to 22. */
  readonly hostelDwellers: number
  /** Short stops outdoors a wearer and day, for no reason a trail could tell. */
  readonly stopsADay: number
  /** How many of them are where the wearer never stopped before; the others are at favourite corners. */
  readonly stopsAtNewPlaces: number
  /** Wearers who deliver: a shift of stops, every other one at a new door. */
  readonly riders: number
  /** How often a walk is interrupted by a chat or a smoke. */
  readonly stopsOnWalks: number

  /** Multiplies the errors of satellite fixes, and the circles quoted with them. */
  readonly errorScale: number
  /** The quoted radius over the standard deviation; 95 % of truths inside would need 2.45. */
  readonly quotedBySatellite: number
  readonly quotedByCell: number
  /** Median standard deviation of a cell's error, in metres. */
  readonly cellMetres: number
  /** Wearers whose tags hear satellites for minutes only, between hours of cells. */
  readonly mostlyByCell: number
  /** Whole minutes from one position to the next. */
  readonly minutesBetweenPositions: number
}

/** The town that `simulate` makes. Circles hold the truth some three times in four. */
export const defaultTownStyle: TownStyle = {
  width: 1,
  crimesByWearers: 1 / 3,
  closeToHaunt: 0.45,
  closeToRoutine: 0,
  closeMetres: [20, 250],
  awayMetres: [400, 4000],
  metresFromHaunts: [0, Infinity],
  sceneIndoors: 0.35,
  secondsBefore: [60, 360],
  secondsAfter: [90, 540],
  shielded: 0.07,
  scenesOnCommutes: 0,
  windows: undefined,
  placing: undefined,
  waysOfLife: [0.42, 0.32, 0.13, 0.13],
  hostelDwellers: 4,
  stopsADay: 0,
  stopsAtNewPlaces: 0.5,
  riders: 0,
  stopsOnWalks: 0.2,
  errorScale: 1,
  quotedBySatellite: 1.7,
  quotedByCell: 1.6,
  cellMetres: 420,
  mostlyByCell: 0,
  minutesBetweenPositions: 1,
}
