import { expect, it } from 'vitest'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { helpTopics } from './help-topics.ts'

it('says of a gap what the map draws', () => {
  const map = helpTopics.find(({ name }) => name === 'map')
  const gap = map?.entries.find(({ term }) => /gap/.test(term))
  expect(gap?.text).toContain(`more than ${GAP_MINUTES} minutes`)
})

it('has every topic once, each with something to say', () => {
  expect(new Set(helpTopics.map(({ name }) => name)).size).toBe(helpTopics.length)
  expect(helpTopics.filter(({ entries }) => entries.length === 0)).toEqual([])
})
