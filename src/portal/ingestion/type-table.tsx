import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import type { TypeCounts } from '../../store/records/attempt-rows.ts'
import { Table } from '../components/table.tsx'

/** How rows add up by crime type: all seven, and those whose type could not be read. */
export const TypeTable: FC<{ types: readonly TypeCounts[] }> = ({ types }) => {
  if (types.length === 0) return null
  const zero = { submitted: 0, accepted: 0, refused: 0 }
  const countsOf = (code: string) => types.find(({ crimeType }) => crimeType === code) ?? zero
  const total = types.reduce(
    (sum, { submitted, accepted, refused }) => ({
      submitted: sum.submitted + submitted,
      accepted: sum.accepted + accepted,
      refused: sum.refused + refused,
    }),
    zero,
  )
  const rows = [
    ...Object.entries(crimeTypes).map(
      ([code, name]) => [`${code}: ${name}`, countsOf(code)] as const,
    ),
    ['Type not readable', countsOf('')] as const,
    ['All', total] as const,
  ]
  return (
    <Table
      caption="Rows by crime type"
      columns={[
        { title: 'Crime type' },
        { title: 'Submitted', numeric: true },
        { title: 'Accepted', numeric: true },
        { title: 'Refused', numeric: true },
      ]}
      rows={rows.map(([name, { submitted, accepted, refused }]) => [
        name,
        grouped(submitted),
        grouped(accepted),
        grouped(refused),
      ])}
    />
  )
}
