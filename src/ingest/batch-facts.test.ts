import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crimeLine } from '../../test/support/crime-row.ts'
import { fromNationalGrid } from '../geo/national-grid.ts'
import { readCrimeBatch } from './crime-batch-csv.ts'

describe('the types of a batch', () => {
  const line = fc.oneof(
    fc
      .record({
        type: fc.constantFrom(
          'RB',
          'biad',
          'AB',
          'BOTD',
          'TOMV',
          'TFP',
          'TFMV',
          'XX',
          '',
          'toString',
        ),
        reference: fc.constantFrom('A/1', 'A/2', ''),
        from: fc.constantFrom('20260126160000', 'soon'),
        batch: fc.constantFrom('CHS20260329', 'CHS20260329', 'CHS20260330'),
      })
      .map((cells) => crimeLine(cells)),
    fc.constantFrom('a,b\n', '\n', 'Cheshire,RB\n', '"open,quote\n'),
  )

  it('add up to the rows, whatever comes and whether or not any of it is taken', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { counts, facts } = readCrimeBatch(Buffer.from(lines.join('')), fromNationalGrid)
        const sum = (key: 'submitted' | 'accepted' | 'refused') =>
          facts.types.reduce((total, type) => total + type[key], 0)
        expect(facts.types).toHaveLength(8)
        for (const { submitted, accepted, refused } of facts.types) {
          expect(submitted).toBe(accepted + refused)
        }
        expect([sum('submitted'), sum('accepted'), sum('refused')]).toEqual([
          counts.rows,
          counts.accepted,
          counts.refused,
        ])
      }),
    )
  })
})
