import { expect, it } from 'vitest'
import { Table } from './table.tsx'

it('stacks on a phone with each column’s title in its cells, and only where it is told to', () => {
  const columns = [{ title: 'Name' }, { title: 'Stays', numeric: true }]
  const page = (stacks: boolean) =>
    String(<Table caption="People" stacks={stacks} columns={columns} rows={[['Orla', 2]]} />)
  expect(page(true).match(/data-title="\w+"/g)).toEqual(['data-title="Name"', 'data-title="Stays"'])
  expect(page(false)).not.toContain('data-title')
})
