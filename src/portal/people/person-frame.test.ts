import { describe, expect, it } from 'vitest'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { personFrame } from './person-frame.ts'

const always = { from: 0, to: Infinity }

describe('personFrame()', () => {
  it('leads from the list to the person and on, and says whether there is a trail to look at', () => {
    const beyond = { text: 'Patterns', href: '/people/w1/patterns' }
    expect(personFrame(personWith('trail'), 'patterns', 'Visits of Ann Ash', beyond)).toEqual({
      title: 'Visits of Ann Ash',
      crumbs: [
        { text: 'My cases', href: '/people' },
        { text: 'Ann Ash', href: '/people/w1' },
        beyond,
      ],
      section: '/people',
      person: { id: 'w1', tab: 'patterns', hasTrail: true },
    })
  })

  it('says of whose order has no trail condition that there is none, on every page', () => {
    expect(personFrame(personWith('alcohol'), 'notes', 'Notes').person.hasTrail).toBe(false)
  })

  it('does not lead from somebody’s own page to itself', () => {
    const { crumbs } = personFrame(personWith('trail'), 'overview', 'Ann Ash')
    expect(crumbs).toEqual([{ text: 'My cases', href: '/people' }])
  })
})

function personWith(kind: 'trail' | 'alcohol'): PersonFile {
  const condition = { ...always, id: 'c1', kind }
  const order = { ...always, id: 'o1', conditions: [condition] }
  const file = { id: 'w1', names: ['Ann Ash'], monitoringOrders: [order] }
  return file as unknown as PersonFile
}
