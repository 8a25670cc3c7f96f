import type { Instant, Interval } from '../domain/interval.ts'
import { Random } from './random.ts'
import { HOUR, MINUTE } from './uk-clock.ts'

/** What a tag says of its power. */
export interface TagPower {
  readonly batteryPercent: number
  readonly charging: boolean
}

/** What a tag says of itself, as vendors write it. */
export interface TagEvent {
  readonly code: string
  readonly occurredAt: Instant
}

const CHARGING_HOURS = 2
const PERCENT_AN_HOUR = 3
/** Of an hour of one tag: among sixty about one an hour. */
const TAMPERS = 0.012
const LOW_BATTERIES = 0.008
/** Of straps said to be opened, how many are said to be whole again within a minute. */
const SHORT_TAMPERS = 0.5

/** Everybody charges once a day, at an hour of their own. */
export function powerOfTag(seed: number, device: number, at: Instant): TagPower {
  const hour = new Random(seed, 'charging', device).between(17, 23)
  const since = (((at / HOUR - hour) % 24) + 24) % 24
  const charging = since < CHARGING_HOURS
  const lost = PERCENT_AN_HOUR * (24 - CHARGING_HOURS)
  const percent = charging
    ? 100 - lost * (1 - since / CHARGING_HOURS)
    : 100 - PERCENT_AN_HOUR * (since - CHARGING_HOURS)
  return { batteryPercent: Math.round(percent), charging }
}

/** Straps that are pulled at and batteries that run low, with what ends them, in order. */
export function eventsOfTag(seed: number, device: number, within: Interval): TagEvent[] {
  const events: TagEvent[] = []
  // What began in the hour before may end in this.
  for (let hour = Math.floor(within.from / HOUR) - 1; hour * HOUR < within.to; hour++) {
    events.push(...eventsOfHour(seed, device, hour))
  }
  return events
    .filter(({ occurredAt: at }) => within.from < at && at <= within.to)
    .sort((a, b) => a.occurredAt - b.occurredAt)
}

function eventsOfHour(seed: number, device: number, hour: number): TagEvent[] {
  const random = new Random(seed, 'tag events', device, hour)
  const starts = hour * HOUR + Math.floor(random.between(0, 60)) * MINUTE
  const drawn = random.uniform()
  if (drawn < TAMPERS) {
    const minutes = random.chance(SHORT_TAMPERS) ? 1 : 5 + random.whole(40)
    return [
      { code: 'EV_PID_STRAP_TAMPER_START', occurredAt: starts },
      { code: 'EV_PID_STRAP_TAMPER_END', occurredAt: starts + minutes * MINUTE },
    ]
  }
  if (drawn < TAMPERS + LOW_BATTERIES) {
    return [
      { code: 'EV_PID_BATTERY_LOW', occurredAt: starts },
      { code: 'EV_CHARGING_STARTED', occurredAt: starts + (10 + random.whole(45)) * MINUTE },
    ]
  }
  return []
}
