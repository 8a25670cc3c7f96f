/** What is believed of positions and of people when it is asked where somebody was. */
export interface PresenceSettings {
  /** So probable inside is `inside`, so probable outside is `outside`; between them a position cannot tell. */
  readonly sure: number
  /** How long on average before somebody crosses a boundary, either way. */
  readonly minutesBetweenCrossings: number
  /** What a position said stands for so long without another. */
  readonly holdMinutes: number
  /** Two positions so far apart that say the same say it of the time between, too. */
  readonly bridgeMinutes: number
  /** Nobody moves faster. */
  readonly metresPerSecond: number
  /** An error is forgotten with this time, by mechanism (`''` is any other), or with the distance of an error. */
  readonly errorMinutes: Readonly<Record<string, number>>
  /** How often errors are three times as large as usual, and how often a position is nowhere near. */
  readonly tailShare: number
  readonly mistakenShare: number
  /** How much more probable inside is than just outside, before anything is measured; 1: no more. */
  readonly benefit: number
  /** By how much quoted circles are too small, by mechanism; `''` is any other. */
  readonly inflation: Readonly<Record<string, number>>
}

/**
 * A satellite's reflections last for minutes; a cell's error lasts for as long as somebody stays there. Circles that a phone quoted
 * held the truth in 52 of 100 satellite positions, 33 to 38 of cells' and 7 of wireless networks' (Macarulla Rodriguez et al., on
 * Google's timeline), where 95 were promised: for normal errors 2.0, 2.6 and 6.4 times too small; a tag's wireless positions are
 * taken to be better than that. `sure`, `tailShare` and `benefit` were chosen on towns of `bench/false-alarms.js` with seeds 1 to 3.
 */
export const presenceSettings: PresenceSettings = {
  sure: 0.98,
  minutesBetweenCrossings: 60,
  holdMinutes: 5,
  bridgeMinutes: 10,
  metresPerSecond: 50,
  errorMinutes: { LBS: 60, '': 5 },
  tailShare: 0.05,
  mistakenShare: 0.001,
  benefit: 50,
  inflation: { GPS: 2, LBS: 2.6, WIFI: 4, RF: 1, '': 2 },
}

/** Of a zone somebody must keep out of: to be just outside is as likely as to be inside, so that doubt is never an entry. */
export const keepOutSettings: PresenceSettings = { ...presenceSettings, benefit: 1 }
