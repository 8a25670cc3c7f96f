import type { Instant } from '../../domain/interval.ts'
import type { WearerState } from '../../store/records/wearer-state-records.ts'
import type { RuleLooked } from './look-at.ts'

/** What is still true is written again so often, so that a page can say of when it is. */
const SAID_AGAIN_MS = 5 * 60_000

/** What is known of everybody now, as it was last written. */
export class CurrentStates {
  readonly #states = new Map<string, readonly WearerState[]>()

  constructor(states: readonly WearerState[]) {
    for (const state of states) {
      const { deviceWearerId: id } = state
      this.#states.set(id, [...(this.#states.get(id) ?? []), state])
    }
  }

  /**
   * What a look up to now says of a wearer's rules: those in force, and nothing of others.
   *
   * @returns undefined where that is what was written, and lately.
   */
  of(
    deviceWearerId: string,
    looked: readonly RuleLooked[],
    now: Instant,
  ): readonly WearerState[] | undefined {
    const before = this.#states.get(deviceWearerId) ?? []
    const states = looked.flatMap(({ rule, within, assessment }): WearerState[] => {
      const last = assessment.states.findLast(({ from, to }) => from <= now && now <= to)
      if (!last) return []
      const known = before.find(({ ruleId, state }) => ruleId === rule.id && state === last.state)
      // What reaches the beginning of the look may have begun before.
      const since = known && last.from <= within.from ? Math.min(known.since, last.from) : last.from
      return [{ deviceWearerId, ruleId: rule.id, state: last.state, since, asOf: now }]
    })
    const isKnown =
      states.length === before.length &&
      states.every((one) =>
        before.some(
          ({ ruleId, state, since, asOf }) =>
            ruleId === one.ruleId &&
            state === one.state &&
            since === one.since &&
            now - asOf < SAID_AGAIN_MS,
        ),
      )
    return isKnown ? undefined : states
  }

  written(deviceWearerId: string, states: readonly WearerState[]): void {
    if (states.length > 0) this.#states.set(deviceWearerId, states)
    else this.#states.delete(deviceWearerId)
  }
}
