import type { FC } from 'hono/jsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import type { RuleFact } from './rule-words.ts'

/** What a rule says. */
export const RuleFacts: FC<{ facts: readonly RuleFact[] }> = ({ facts }) => (
  <SummaryList rows={facts.map(([name, lines]) => [name, <Lines lines={lines} />])} />
)

/** What a rule says now beside what it would say; what differs stands out. */
export const RuleDifference: FC<{ before: readonly RuleFact[]; after: readonly RuleFact[] }> = ({
  before,
  after,
}) => (
  <Table
    caption="What changes"
    columns={[{ title: '' }, { title: 'Now' }, { title: 'Then' }]}
    rows={after.map(([name, lines]) => {
      const was = before.find(([its]) => its === name)?.[1] ?? []
      const differs = was.join('\n') !== lines.join('\n')
      return [
        differs ? <strong>{name}</strong> : name,
        <Lines lines={was} />,
        differs ? (
          <strong>
            <Lines lines={lines} />
          </strong>
        ) : (
          'The same'
        ),
      ]
    })}
  />
)

const Lines: FC<{ lines: readonly string[] }> = ({ lines }) => (
  <>
    {lines.map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </>
)
