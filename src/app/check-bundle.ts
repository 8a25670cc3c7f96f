import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { accuracyMetresAt } from '../domain/position-columns.ts'
import {
  bundlePair,
  type PairBundle,
  type WeighedScene,
  weighBundle,
} from '../matching/evidence/pair-bundle.ts'
import type { Evidence } from '../matching/evidence/weigh-evidence.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { pairAsJson } from './check-json.ts'
import type { CheckedPair } from './check-pair.ts'
import type { CheckSource } from './check-source.ts'
import { OutputFile } from './output-file.ts'
import { readWhole } from './read-input.ts'

const FORMAT = 'whereabouts check bundle 1'

/** All that another expert needs to repeat one pair's evidence. docs/data-formats.md says it by field. */
interface CheckBundle {
  readonly format: typeof FORMAT
  readonly inputs: object
  readonly parameters: MatchingParameters
  readonly circleErrors: object
  readonly scene: WeighedScene
  readonly positions: readonly object[]
  readonly pair: PairBundle
  readonly answer: ReturnType<typeof pairAsJson>
}

/** Writes a checked pair's bundle. @throws AppError OUTPUT_UNWRITABLE */
export function writeBundle(source: CheckSource, pair: CheckedPair, path: string): void {
  const { parameters, engine } = source
  const { crime, window, positions, rows } = pair
  const scene = {
    latitude: crime.latitude,
    longitude: crime.longitude,
    crimeType: crime.crimeType,
    window,
  }
  const capturedAt = rows.map((row) => positions.capturedAt[row] ?? Number.NaN)
  const { evidence } = parameters
  const bundle: CheckBundle = {
    format: FORMAT,
    inputs: source.inputs,
    parameters,
    circleErrors: engine.timelines.circleErrors,
    scene,
    positions: rows.map((row) => ({
      deviceId: positions.deviceIds[positions.device[row] ?? -1] ?? '',
      capturedAt: positions.capturedAt[row],
      latitude: positions.latitude[row],
      longitude: positions.longitude[row],
      accuracyMetres: accuracyMetresAt(positions, row) ?? null,
      mechanism: positions.mechanisms[positions.mechanism[row] ?? -1] ?? '',
    })),
    pair: bundlePair(
      engine,
      evidence,
      pair.deviceWearerId,
      scene,
      capturedAt,
      pair.why.closest?.metres ?? null,
    ),
    answer: pairAsJson(pair),
  }
  const file = new OutputFile(path)
  try {
    file.write(`${JSON.stringify(bundle)}\n`)
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
}

/** A bundle's evidence, weighed again from it alone, beside what it says itself. */
export interface RepeatedBundle {
  readonly evidence: Evidence
  readonly stated: CheckBundle['answer']
}

/** @throws AppError FILE_UNREADABLE or BUNDLE_UNUSABLE */
export function repeatBundle(path: string): RepeatedBundle {
  const { bytes } = readWhole(path)
  try {
    const bundle = JSON.parse(new TextDecoder().decode(bytes)) as CheckBundle
    if (bundle.format !== FORMAT) throw new RangeError(`its format is not "${FORMAT}"`)
    const evidence = weighBundle(bundle.pair, bundle.parameters.evidence, bundle.scene)
    if (!Number.isFinite(evidence.log10Lr)) throw new RangeError('it holds what is no number')
    return { evidence, stated: bundle.answer }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('BUNDLE_UNUSABLE', `Cannot repeat ${basename(path)}: ${why}`, { cause })
  }
}
