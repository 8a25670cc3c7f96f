import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { PersonFacts } from '../people/person-facts.tsx'

/** A device wearer's own data: what is recorded, what is held, and who may see it. */
export const MyDataPage: FC<{ person: PersonFile; held: number; now: Instant }> = ({
  person,
  held,
  now,
}) => (
  <>
    <h1 class="govuk-heading-l">My data</h1>
    <h2 class="govuk-heading-m">What is held</h2>
    <p class="govuk-body">
      {`${counted(held, 'position')} of your devices, captured while an order with a trail condition was in force, and what is written below.`}
    </p>
    <p class="govuk-body">
      Also what is worked out from them, such as stays, time at home and days that were unusual;
      what was noticed and decided about your order; and what those who supervise or monitor you
      write about you.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.myMovements}>
        My movements
      </a>
    </p>
    <h2 class="govuk-heading-m">Who may see it</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>You.</li>
      <li>
        Your probation practitioner, named below, and whoever covers for them: all of this. They may
        send what they write, with a map, to your case record.
      </li>
      <li>
        Monitoring officers: your order, your movements and what is worked out from them, what your
        device reported of the order’s rules, and notes.
      </li>
      <li>
        The hub that compares positions with crimes: who was near a crime in its time, where your
        order permits that.
      </li>
      <li>
        Administrators and those who review access: who you are and who supervises you, and not
        where you were.
      </li>
      <li>
        Not the police: they learn of a match only once a person at the hub has decided to refer it.
      </li>
    </ul>
    <p class="govuk-body">Every look is recorded: who looked, when, and at what.</p>
    <PersonFacts person={person} now={now} />
  </>
)
