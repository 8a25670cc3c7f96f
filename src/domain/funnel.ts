/** What becomes of those of whom police were told; each is a part of those sent, and they may overlap. */
const cameOfIt = [
  'acknowledged',
  'arrest',
  'charge',
  'conviction',
  'no_further_action',
  'eliminated',
] as const

/** How many got how far, of crimes or of pairs of crime and wearer. */
export type Stages = Readonly<Record<'sent' | (typeof cameOfIt)[number], number>>

/** Of one force, in one period: what its crimes of the period have come to by now. */
export interface ForceFunnel {
  /** Its identifier; empty where batches did not say. */
  readonly policeForce: string
  /** Rows of batches that came in the period. */
  readonly rows: { readonly accepted: number; readonly refused: number }
  /** Crimes that first came in the period, each once. */
  readonly crimes: Stages & {
    readonly received: number
    readonly compared: number
    /** With at least one pair that somebody has to look at, or had. */
    readonly near: number
    readonly reviewed: number
    readonly qualified: number
  }
  /** Pairs of such a crime and a wearer. Waiting, fallen away, rejected and qualified are all of them. */
  readonly pairs: Stages & {
    readonly waiting: number
    readonly fallenAway: number
    readonly rejected: number
    readonly qualified: number
  }
}

export const NO_FUNNEL: Omit<ForceFunnel, 'policeForce'> = {
  rows: { accepted: 0, refused: 0 },
  crimes: {
    received: 0,
    compared: 0,
    near: 0,
    reviewed: 0,
    qualified: 0,
    ...noStages(),
  },
  pairs: { waiting: 0, fallenAway: 0, rejected: 0, qualified: 0, ...noStages() },
}

/** What a figure counts. Crimes and pairs are never mixed: a crime can have many wearers near. */
export type FunnelUnit = 'rows' | 'crimes' | 'pairs'

/** A figure with the one it is a share of. `T` is a count, or the range that is said of it. */
export interface Figure<T> {
  readonly unit: FunnelUnit
  readonly name: string
  /** What exactly is counted. */
  readonly counts: string
  readonly numerator: T
  /** What the share is of, and how many; none where it is the beginning. */
  readonly of: { readonly name: string; readonly denominator: T } | undefined
}

/** The counts of a funnel as somebody may be told them, wholes as sums of their parts. */
export interface ToldFunnel<T> {
  readonly rows: { readonly accepted: T; readonly refused: T; readonly received: T }
  readonly crimes: Readonly<Record<keyof ForceFunnel['crimes'], T>>
  readonly pairs: Readonly<Record<keyof ForceFunnel['pairs'] | 'opened' | 'reviewed', T>>
}

/** Exactly as it is, with its wholes. */
export function exactly({
  rows,
  crimes,
  pairs,
}: Omit<ForceFunnel, 'policeForce'>): ToldFunnel<number> {
  const reviewed = pairs.qualified + pairs.rejected
  return {
    rows: { ...rows, received: rows.accepted + rows.refused },
    crimes,
    pairs: { ...pairs, reviewed, opened: reviewed + pairs.waiting + pairs.fallenAway },
  }
}

/** The sum of several forces. */
export function funnelTotal(
  forces: readonly Omit<ForceFunnel, 'policeForce'>[],
): Omit<ForceFunnel, 'policeForce'> {
  const add = <T extends Readonly<Record<string, number>>>(one: T, other: T): T =>
    Object.fromEntries(
      Object.entries(one).map(([name, count]) => [name, count + (other[name] ?? 0)]),
    ) as T
  return forces.reduce(
    (sum, { rows, crimes, pairs }) => ({
      rows: add(sum.rows, rows),
      crimes: add(sum.crimes, crimes),
      pairs: add(sum.pairs, pairs),
    }),
    NO_FUNNEL,
  )
}

const outcomes = {
  acknowledged: ['Acknowledged', 'the force said that the alert came'],
  arrest: ['Arrest', 'an arrest is recorded'],
  charge: ['Charge', 'a charge is recorded'],
  conviction: ['Conviction', 'a conviction is recorded'],
  no_further_action: ['No further action', 'the force takes no further action'],
  eliminated: ['Eliminated from the enquiry', 'the wearer is eliminated from the enquiry'],
} as const

/** Every figure of a funnel in order, with what it counts and what it is a share of. */
export function figuresOf<T>({ rows, crimes, pairs }: ToldFunnel<T>): Figure<T>[] {
  const figure = (
    unit: FunnelUnit,
    name: string,
    numerator: T,
    counts: string,
    of?: readonly [name: string, denominator: T],
  ): Figure<T> => ({
    unit,
    name,
    counts,
    numerator,
    of: of && { name: of[0], denominator: of[1] },
  })
  const near = ['crimes with a match to look at', crimes.near] as const
  const opened = ['matches to look at', pairs.opened] as const
  return [
    figure('rows', 'Uploaded', rows.received, 'rows of batches that came in the period'),
    figure('rows', 'Accepted', rows.accepted, 'of those, rows without a fault', [
      'rows uploaded',
      rows.received,
    ]),
    figure('rows', 'Refused', rows.refused, 'of those, rows with a fault', [
      'rows uploaded',
      rows.received,
    ]),
    figure(
      'crimes',
      'Received',
      crimes.received,
      'crimes that first came in the period, each once',
    ),
    figure('crimes', 'Compared', crimes.compared, 'of those, crimes compared with trails', [
      'crimes received',
      crimes.received,
    ]),
    figure(
      'crimes',
      'With a match to look at',
      crimes.near,
      'of those, crimes with a wearer in radius whose evidence does not support absence',
      ['crimes compared', crimes.compared],
    ),
    figure(
      'crimes',
      'Reviewed',
      crimes.reviewed,
      'of those, crimes of which at least one match is decided',
      near,
    ),
    figure(
      'crimes',
      'Qualified',
      crimes.qualified,
      'of those, crimes of which at least one match is qualified',
      near,
    ),
    figure('crimes', 'Referred', crimes.sent, 'crimes of which police were sent an alert', near),
    ...cameOfIt.map((kind) =>
      figure(
        'crimes',
        outcomes[kind][0],
        crimes[kind],
        `of those referred, crimes of which ${outcomes[kind][1]}`,
        ['crimes referred', crimes.sent],
      ),
    ),
    figure(
      'pairs',
      'Matches to look at',
      pairs.opened,
      'pairs of such a crime and a wearer: waiting, fallen away, rejected and qualified add up to it',
    ),
    figure('pairs', 'Waiting', pairs.waiting, 'of those, pairs not decided yet', opened),
    figure(
      'pairs',
      'Fallen away',
      pairs.fallenAway,
      'of those, pairs of which nothing stands any more, not decided before',
      opened,
    ),
    figure(
      'pairs',
      'Reviewed',
      pairs.reviewed,
      'of those, pairs that people decided: rejected and qualified add up to it',
      opened,
    ),
    figure(
      'pairs',
      'Rejected',
      pairs.rejected,
      'of those reviewed, pairs not to be told to police',
      ['pairs reviewed', pairs.reviewed],
    ),
    figure(
      'pairs',
      'Qualified',
      pairs.qualified,
      'of those reviewed, pairs that may be told to police',
      ['pairs reviewed', pairs.reviewed],
    ),
    figure('pairs', 'Referred', pairs.sent, 'pairs in an alert that was sent', opened),
    ...cameOfIt.map((kind) =>
      figure(
        'pairs',
        outcomes[kind][0],
        pairs[kind],
        `of those referred, pairs of which ${outcomes[kind][1]}`,
        ['pairs referred', pairs.sent],
      ),
    ),
  ]
}

function noStages(): Stages {
  return {
    sent: 0,
    acknowledged: 0,
    arrest: 0,
    charge: 0,
    conviction: 0,
    no_further_action: 0,
    eliminated: 0,
  }
}
