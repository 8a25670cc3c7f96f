import { grouped } from '../../domain/count-text.ts'
import type { EvidenceSummary, Verdict } from '../../domain/evidence-summary.ts'

/** People are told of no larger ratio than what validation can bear out; the CSV is not bounded. */
const MOST_TIMES = 1000

const verdicts: Readonly<Record<Verdict, readonly [text: string, colour: string]>> = {
  supports_presence: ['Supports presence', 'blue'],
  inconclusive: ['Inconclusive', 'grey'],
  supports_absence: ['Supports absence', 'turquoise'],
  no_data: ['No data', 'yellow'],
}

/** The verdict in words, and the colour of its tag. */
export function verdictText(evidence: EvidenceSummary): readonly [text: string, colour: string] {
  return verdicts[evidence.verdict]
}

/** How strongly the trail speaks for or against presence: words, and a bounded number. */
export function strengthText({ verdict, log10Lr }: EvidenceSummary): string {
  if (verdict === 'no_data') return 'Nothing can be said'
  const times = 10 ** Math.abs(log10Lr)
  if (times < 2) return 'Says little either way'
  const word = times < 10 ? 'Weak' : times < 100 ? 'Moderate' : 'Strong'
  const way = log10Lr > 0 ? 'for presence' : 'against presence'
  const number =
    times > MOST_TIMES
      ? `more than ${grouped(MOST_TIMES)} times`
      : `about ${grouped(Number(times.toPrecision(2)))} times`
  return `${word}, ${way}: ${number}`
}

export function coverageText({ windowCoverage }: EvidenceSummary): string {
  return `${Math.floor(windowCoverage * 100)} %`
}

export function coincidenceText({ coincidenceDays, comparableDays }: EvidenceSummary): string {
  if (comparableDays === 0) return 'no comparable other day is known'
  return `on ${coincidenceDays} of ${comparableDays} comparable other days`
}
