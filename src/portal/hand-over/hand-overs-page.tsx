import type { Child, FC } from 'hono/jsx'
import type { HandOver } from '../../domain/hand-over.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths, within } from '../paths.ts'
import { stateText, stateWord } from './hand-over-text.ts'
import { SentContents } from './sent-contents.tsx'

/** Everything of one person that was sent to the case record, or is to be. */
export const HandOversPage: FC<{
  asking: Asking
  personId: string
  title: string
  handOvers: readonly HandOver[]
  isFirst: boolean
  last: number | undefined
  done: string | undefined
}> = ({ asking, personId, title, handOvers, isFirst, last, done }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">{title}</h1>
    {asking.actor.permissions.has('cases:hand-over') && (
      <p class="govuk-body">
        <a class="govuk-link" href={paths.newHandOver(personId)}>
          Send something to the case record
        </a>
      </p>
    )}
    {handOvers.length === 0 ? (
      <p class="govuk-body">Nothing of this person was sent to the case record.</p>
    ) : (
      <Table
        caption="Sent to the case record, the newest first"
        captionHidden
        columns={[
          { title: 'Written' },
          { title: 'By' },
          { title: 'Contact' },
          { title: 'State' },
          { title: 'What became of it' },
        ]}
        rows={handOvers.map((handOver) => [
          <a class="govuk-link app-when" href={paths.handOver(personId, handOver.id)}>
            {londonTime(handOver.madeAt)}
          </a>,
          handOver.madeBy,
          handOver.contents.contactType.label,
          <StateTag state={handOver.state} />,
          stateText(handOver),
        ])}
      />
    )}
    <CursorLinks
      label="Pages of what was sent"
      first={isFirst ? undefined : paths.handOvers(personId)}
      next={last === undefined ? undefined : within(paths.handOvers(personId), { before: last })}
    />
  </>
)

/** One of them, with all that left. */
export const HandOverPage: FC<{
  asking: Asking
  title: string
  handOver: HandOver
  png: Uint8Array | undefined
  done: string | undefined
}> = ({ asking, title, handOver, png, done }) => {
  const { id, deviceWearerId, state, contents, picture, madeBy, madeAt } = handOver
  const shown = picture && picture !== 'erased' && png ? { png, within: picture } : undefined
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">{title}</h1>
      <SummaryList
        rows={[
          ['State', <StateTag state={state} />],
          ['What became of it', stateText(handOver)],
          ['Written', `${madeBy}, ${londonTime(madeAt)}`],
        ]}
      />
      {(state === 'dead' || state === 'stopped') &&
        asking.actor.permissions.has('cases:hand-over') && (
          <Form
            asking={asking}
            action={paths.wakeHandOver(deviceWearerId, id)}
            button="Send it again"
          />
        )}
      <SentContents contents={contents} picture={picture === 'erased' ? 'erased' : shown} />
    </>
  )
}

/** What whoever asks sent, and the case record has not got. */
export const UnsentPage: FC<{
  title: string
  unsent: readonly (Omit<HandOver, 'deviceWearerId' | 'contents'> & {
    readonly deviceWearerId: string | undefined
  })[]
  most: number
}> = ({ title, unsent, most }) => (
  <>
    <h1 class="govuk-heading-l">{title}</h1>
    {unsent.length === 0 ? (
      <p class="govuk-body">Everything that you sent was taken.</p>
    ) : (
      <Table
        caption="Not taken yet, the newest first"
        captionHidden
        columns={[{ title: 'Written' }, { title: 'State' }, { title: 'What became of it' }]}
        rows={unsent.map((handOver): Child[] => [
          handOver.deviceWearerId === undefined ? (
            `${londonTime(handOver.madeAt)}, of somebody whom you may see no more`
          ) : (
            <a
              class="govuk-link app-when"
              href={paths.handOver(handOver.deviceWearerId, handOver.id)}
            >
              {londonTime(handOver.madeAt)}
            </a>
          ),
          <StateTag state={handOver.state} />,
          stateText(handOver),
        ])}
      />
    )}
    {unsent.length === most && <p class="govuk-body">Older ones are left out here.</p>}
  </>
)

const StateTag: FC<{ state: HandOver['state'] }> = ({ state }) => {
  const [text, colour] = stateWord(state)
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}
