import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { EvidenceSummary } from '../domain/evidence-summary.ts'
import { weighBundle } from '../matching/evidence/pair-bundle.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { parseCheckBundle } from './parse-check-bundle.ts'
import { readWhole } from './read-input.ts'

const COMPARED = [
  ...(['log10_lr', 'log10_lr_population', 'verdict', 'window_coverage'] as const),
  ...(['coincidence_days', 'comparable_days', 'algorithm_version'] as const),
]

/** A column of matches.csv as weighed again from a bundle alone, and as the bundle states it. */
export interface Repeated {
  readonly column: string
  readonly again: string
  readonly stated: string
}

/**
 * Weighs a bundle's pair again. Its parameters are hashed again under this version of the method, so
 * a bundle of another version differs in `algorithm_version` at least.
 *
 * @throws AppError FILE_UNREADABLE or BUNDLE_UNUSABLE
 */
export function repeatBundle(path: string): Repeated[] {
  const { bytes } = readWhole(path)
  try {
    const bundle = parseCheckBundle(new TextDecoder().decode(bytes))
    const { pair, positions, parameters, scene, answer } = bundle
    const evidence = weighBundle(pair, positions, parameters.evidence, scene)
    if (!Number.isFinite(evidence.log10Lr)) throw new RangeError('it weighs what is no number')
    const again = columnsOf(evidence, algorithmVersion(parameters))
    const stated = columnsOf(answer.evidence, answer.algorithmVersion)
    return COMPARED.map((column) => ({ column, again: again[column], stated: stated[column] }))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('BUNDLE_UNUSABLE', `Cannot repeat ${basename(path)}: ${why}`, { cause })
  }
}

function columnsOf(
  evidence: EvidenceSummary,
  version: string,
): Record<(typeof COMPARED)[number], string> {
  return {
    log10_lr: thousandths(evidence.log10Lr),
    log10_lr_population: thousandths(evidence.log10LrPopulation),
    verdict: evidence.verdict,
    window_coverage: thousandths(evidence.windowCoverage),
    coincidence_days: String(evidence.coincidenceDays),
    comparable_days: String(evidence.comparableDays),
    algorithm_version: version,
  }
}

/** As files state it. */
function thousandths(value: number): string {
  return value.toFixed(3).replace(/^-(?=0\.000$)/, '')
}
