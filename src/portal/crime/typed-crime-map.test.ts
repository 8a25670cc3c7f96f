import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../domain/evidence-summary.ts'
import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { splitByVerdict } from './split-by-verdict.ts'
import { crimeMapChoice, crimeMapQuery } from './typed-crime-map.ts'

const match = (deviceWearerId: string, verdict: Verdict, positionsInRadius = 1) =>
  ({ deviceWearerId, positionsInRadius, evidence: { verdict } }) as StandingMatch
const matches = [
  ...Array.from({ length: 9 }, (_, index) => match(`W${index + 1}`, 'inconclusive')),
  match('A1', 'supports_absence', 2),
  match('U1', 'inconclusive', 0),
  match('N1', 'no_data', 0),
]
const choiceOf = (query: string) => {
  const given = new URLSearchParams(query)
  return crimeMapChoice(matches, (name) => given.getAll(name))
}
const idsOf = (query: string) => choiceOf(query).chosen.map(({ deviceWearerId }) => deviceWearerId)

describe('who is on the map of a crime', () => {
  it('is the five strongest near until somebody chooses, and nobody where nobody is ticked', () => {
    expect(idsOf('')).toEqual(['W1', 'W2', 'W3', 'W4', 'W5'])
    expect(idsOf('beside=60')).toEqual([])
  })

  it('is in order of strength, of the crime’s own pairs, eight at most', () => {
    expect(idsOf('wearer=A1&wearer=W2&wearer=W999')).toEqual(['W2', 'A1'])
    const all = `wearer=${matches.map((each) => each.deviceWearerId).join('&wearer=')}`
    expect(choiceOf(all)).toMatchObject({ tooMany: true })
    expect(idsOf(all)).toHaveLength(8)
  })

  it('asks for the same again on another page', () => {
    const choice = choiceOf('wearer=W3&wearer=W1&beside=120')
    const again = choiceOf(crimeMapQuery(choice, 4).slice(1))
    expect(again).toEqual({ ...choice, page: 4 })
    expect(choiceOf('beside=17').besideMinutes).toBe(30)
  })

  it('tells near from ruled out, undecided and unknown, each pair once', () => {
    const { near, ruledOut, undecided, noData } = splitByVerdict(matches)
    expect([near.length, ruledOut.length, undecided.length, noData.length]).toEqual([9, 1, 1, 1])
  })
})
