import { readFileSync } from 'node:fs'
import { z } from 'zod'

const counted = z.tuple([z.number(), z.number()])

const figures = z.object({
  algorithmVersion: z.string(),
  date: z.string(),
  modes: z.array(
    z.object({
      name: z.string(),
      truePairs: z.number(),
      innocentPairs: z.number(),
      precisionAtHalfRecall: z.number(),
      innocentAbove2: counted,
      innocentAbove3: counted,
      trueAbove2: counted,
      trueSaidAbsent: counted,
      absenceAtFullCoverage: counted,
    }),
  ),
})
const faults = z.array(z.object({ since: z.string(), fault: z.string() }))

/** How often the method was right and misled, as `npm run validate` wrote it. */
export type ErrorRateFigures = z.infer<typeof figures>
export type KnownFaults = z.infer<typeof faults>

/** What a report repeats from the repository's documents, read when it is drafted: nothing of it is typed twice. */
export function publishedFacts(): {
  readonly errorRates: ErrorRateFigures
  readonly knownFaults: KnownFaults
} {
  return {
    errorRates: figures.parse(document('validation/figures.json')),
    knownFaults: faults.parse(document('known-faults.json')),
  }
}

function document(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8'))
}
