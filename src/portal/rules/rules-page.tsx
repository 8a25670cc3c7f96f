import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import { zoneIdsOf } from '../../domain/whole-order.ts'
import type { RuleDraft } from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { ZoneMap } from '../components/zone-map.tsx'
import { zoneOnMap, zoneTitle } from '../map/zone-on-map.ts'
import { paths, within } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { RuleFacts } from './rule-facts.tsx'
import { changeTitle, conditionFacts, zoneFacts } from './rule-words.ts'
import { type HeldRule, heldRules } from './rules-in-force.ts'

/** What holds of somebody now and from when on, on a map and in words, and the drafts of changes. */
export const RulesPage: FC<{
  person: PersonFile
  drafts: readonly RuleDraft[]
  now: Instant
  /** Whether whoever looks may draft changes. */
  changes: boolean
  done: string | undefined
}> = ({ person, drafts, now, changes, done }) => {
  const rules = heldRules(person, now)
  const named = new Set(rules.flatMap(({ condition }) => zoneIdsOf(condition)))
  const shown = person.zones.filter(({ id, to }) => named.has(id) && to > now)
  const hasOrder = person.monitoringOrders.some(({ to }) => to > now)
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">{`Rules of ${personName(person)}`}</h1>
      <p class="govuk-body">
        Zones, curfews and appointments that hold now or will.{' '}
        <a class="govuk-link" href={paths.order(person.id)}>
          Every version of the order
        </a>
      </p>
      {changes && hasOrder && (
        <ul class="app-row">
          {(
            [
              ['zone', 'Add a zone'],
              ['curfew', 'Add a curfew'],
              ['attendance', 'Add an appointment'],
            ] as const
          ).map(([kind, text]) => (
            <li>
              <a class="govuk-link" href={within(paths.newRule(person.id), { kind })}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      {changes && !hasOrder && (
        <p class="govuk-inset-text">There is no order in force, so no rule can be added.</p>
      )}
      <DraftTable drafts={drafts} />
      {rules.length === 0 && (
        <p class="govuk-body">No zone, curfew or appointment holds now or is to hold later.</p>
      )}
      <ZoneMap
        id="zones"
        title="Zones and places"
        zones={shown.flatMap((zone) => zoneOnMap(zone, zone.name ?? zoneTitle(zone)) ?? [])}
      />
      {rules.map((rule) => (
        <Rule rule={rule} person={person} now={now} changes={changes} />
      ))}
    </>
  )
}

const headings = { curfew: 'Curfew', attendance: 'Appointment' } as const

const Rule: FC<{ rule: HeldRule; person: PersonFile; now: Instant; changes: boolean }> = ({
  rule,
  person,
  now,
  changes,
}) => {
  const { order, condition, subject, from } = rule
  const isZone = subject === 'zone'
  const heading = isZone
    ? zoneTitle(rule.zone)
    : `${headings[subject]}${condition.attendance ? `: ${condition.attendance.purpose}` : ''}`
  const facts = isZone ? zoneFacts(rule.zone) : conditionFacts(condition, person.zones)
  const address = (ends?: string) =>
    within(paths.newRule(person.id), {
      kind: subject,
      order: order.id,
      change: isZone ? rule.zone.id : condition.id,
      ends,
    })
  return (
    <section aria-label={heading}>
      <h2 class="govuk-heading-m">{heading}</h2>
      <RuleFacts
        facts={[
          ...facts.filter(([name]) => name !== 'Name'),
          ['Holds', [from > now ? `From ${londonTime(from)}` : `Since ${londonDate(from)}`]],
        ]}
      />
      {changes && (
        <ul class="app-row">
          <li>
            <a class="govuk-link" href={address()}>
              Change<span class="govuk-visually-hidden"> {heading}</span>
            </a>
          </li>
          <li>
            <a class="govuk-link" href={address('1')}>
              End<span class="govuk-visually-hidden"> {heading}</span>
            </a>
          </li>
        </ul>
      )}
    </section>
  )
}

const DraftTable: FC<{ drafts: readonly RuleDraft[] }> = ({ drafts }) =>
  drafts.length === 0 ? null : (
    <Table
      caption="Drafts"
      columns={[{ title: 'Change' }, { title: 'Drafted' }, { title: 'State' }, { title: 'Why' }]}
      rows={drafts.map((draft) => [
        <a class="govuk-link" href={paths.ruleDraft(draft.id)}>
          {changeTitle(draft.change)}
        </a>,
        `${londonDate(draft.made.at)}, ${draft.made.by}`,
        draftState(draft),
        draft.why,
      ])}
    />
  )

export function draftState({ published, discarded, trial }: RuleDraft): string {
  if (published) return `Published on ${londonDate(published.at)} by ${published.by}`
  if (discarded) return `Discarded on ${londonDate(discarded.at)} by ${discarded.by}`
  if (!trial) return 'Draft, not tried yet'
  return trial.result ? 'Draft, tried' : 'Draft, being tried'
}
