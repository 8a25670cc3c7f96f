import type { EvidenceSummary, Verdict } from '../../domain/evidence-summary.ts'
import { SHOWN_TO, timesText, weightInWords } from '../../domain/weight-in-words.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  supports_presence: 'Supports presence',
  inconclusive: 'Inconclusive',
  supports_absence: 'Supports absence',
  no_data: 'No data: nothing can be said either way',
}

export function verdictName({ verdict }: Pick<EvidenceSummary, 'verdict'>): string {
  return verdicts[verdict]
}

/** The weight as a sentence with its number, bounded. */
export function strengthText({ verdict, log10Lr }: EvidenceSummary): string {
  return verdict === 'no_data' ? 'Nothing can be said' : weightInWords(log10Lr)
}

/** `2.31`, and no further than validation supports. */
export function ratioText({ verdict, log10Lr }: EvidenceSummary): string {
  if (verdict === 'no_data') return 'none'
  const shown =
    Math.abs(log10Lr) > SHOWN_TO
      ? `beyond ${log10Lr < 0 ? '-' : ''}${SHOWN_TO}`
      : log10Lr.toFixed(2)
  return `log10 ${shown} (${timesText(log10Lr)})`
}
