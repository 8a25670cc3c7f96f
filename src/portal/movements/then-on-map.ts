import type { RuleThen } from '../../app/movements/rules-then.ts'
import { type Interval, intersect, union } from '../../domain/interval.ts'
import type { StateSpan } from '../../monitoring/finding.ts'
import type { CurfewRule, Place, Rule } from '../../monitoring/rule.ts'
import { titleOfHome } from '../../patterns/home.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapBand, MapMark } from '../map/map-legs.ts'
import { zoneTitle } from '../map/zone-on-map.ts'

type State = StateSpan['state']

const curfewStates = { inside: 'at home', outside: 'away', unknown: 'not known' } as const
const placeStates = { inside: 'there', outside: 'elsewhere', unknown: 'not known' } as const
const zoneStates = { inside: 'inside', outside: 'outside', unknown: 'not known' } as const

/** What was required and what is known, as lines beneath a map's time. Nothing outside `within` is among them. */
export function bandsThen(
  rules: readonly RuleThen[],
  { zones }: Pick<PersonFile, 'zones'>,
  within: Interval,
): MapBand[] {
  return rules.flatMap(({ rule, states, nights, appointments }) => {
    const name = ruleName(rule, zones)
    if (rule.kind === 'curfew') {
      const hours = union(nights.flatMap(({ required }) => required))
      return [
        ...required(name, 'curfew hours', hours, within),
        ...known(atHome(rule, rules), states, curfewStates, within),
      ]
    }
    if (rule.kind === 'attendance') {
      return [
        ...required(name, 'appointment', appointments, within),
        ...known(`${name}: at the place`, states, placeStates, within),
      ]
    }
    return known(name, states, zoneStates, within)
  })
}

/** Homes and the places of appointments, each while it holds in `within`. */
export function marksThen(
  rules: readonly RuleThen[],
  { zones }: Pick<PersonFile, 'zones'>,
  within: Interval,
): MapMark[] {
  return rules.flatMap(({ rule, nights, appointments }) => {
    if (rule.kind === 'curfew') {
      const required = nights.flatMap((night) => night.required)
      return rule.places.flatMap((place) => {
        const held = required.filter(({ places }) => places.includes(place))
        const [first, last] = [held[0], held.at(-1)]
        const whole = first && last && intersect({ from: first.from, to: last.to }, within)
        return whole ? [mark('home', place, whole, titleOfHome(place.name))] : []
      })
    }
    if (rule.kind !== 'attendance') return []
    const title = ruleName(rule, zones)
    return appointments.flatMap((appointment) => {
      const both = intersect(appointment, within)
      return both ? [mark('appointment', rule.place, both, title)] : []
    })
  })
}

/** `Curfew hours`, `Appointment: Supervision`, `Exclusion zone “Market Square”`: what a line or a row is of. */
export function ruleName(rule: Rule, zones: PersonFile['zones']): string {
  if (rule.kind === 'curfew') return 'Curfew hours'
  if (rule.kind === 'attendance') return `Appointment: ${rule.terms.purpose}`
  const zone = zones.find(({ id }) => id === rule.place.zoneId)
  return zone ? zoneTitle(zone) : `Zone ${rule.place.zoneId}`
}

/** Who has curfews of two orders has two homes, perhaps. */
function atHome(rule: CurfewRule, rules: readonly RuleThen[]): string {
  const curfews = rules.filter((each) => each.rule.kind === 'curfew')
  if (curfews.length === 1) return 'At home'
  return `At home (${curfews.findIndex((each) => each.rule === rule) + 1})`
}

function required(
  line: string,
  text: string,
  stretches: readonly Interval[],
  within: Interval,
): MapBand[] {
  return stretches.flatMap((stretch) => {
    const both = intersect(stretch, within)
    return both ? [{ ...both, line, state: 'required' as const, text }] : []
  })
}

function known(
  line: string,
  states: readonly StateSpan[],
  words: Readonly<Record<State, string>>,
  within: Interval,
): MapBand[] {
  return states.flatMap((span) => {
    const both = intersect(span, within)
    return both ? [{ ...both, line, state: span.state, text: words[span.state] }] : []
  })
}

/** In the middle of its place. */
function mark(kind: MapMark['kind'], { area }: Place, within: Interval, title: string): MapMark {
  const [west, south, east, north] = area.box
  return { ...within, kind, latitude: (south + north) / 2, longitude: (west + east) / 2, title }
}
