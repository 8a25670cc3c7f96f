import type { EvidenceSummary, Verdict } from '../../domain/evidence-summary.ts'
import { strengthWord, timesText, weightInWords } from '../../domain/weight-in-words.ts'

const verdicts: Readonly<Record<Verdict, readonly [text: string, colour: string]>> = {
  supports_presence: ['Supports presence', 'blue'],
  inconclusive: ['Inconclusive', 'grey'],
  supports_absence: ['Supports absence', 'turquoise'],
  no_data: ['No data', 'yellow'],
}

/** The verdict in words, and the colour of its tag. */
export function verdictText({
  verdict,
}: Pick<EvidenceSummary, 'verdict'>): readonly [text: string, colour: string] {
  return verdicts[verdict]
}

/** How strongly the trail speaks for or against presence: words, and a bounded number. */
export function strengthText({ verdict, log10Lr }: EvidenceSummary): string {
  if (verdict === 'no_data') return 'Nothing can be said'
  const word = strengthWord(log10Lr)
  if (!word) return 'Says little either way'
  const way = log10Lr > 0 ? 'for presence' : 'against presence'
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${way}: ${timesText(log10Lr)}`
}

/** The same as a sentence that says what is how many times more likely: the record, never the person. */
export function strengthSentence({ verdict, log10Lr }: EvidenceSummary): string {
  return verdict === 'no_data' ? 'Nothing can be said' : weightInWords(log10Lr)
}

export function coverageText({ windowCoverage }: EvidenceSummary): string {
  return `${Math.floor(windowCoverage * 100)} %`
}

export function coincidenceText({ coincidenceDays, comparableDays }: EvidenceSummary): string {
  if (comparableDays === 0) return 'no comparable other day is known'
  return `on ${coincidenceDays} of ${comparableDays} comparable other days`
}
