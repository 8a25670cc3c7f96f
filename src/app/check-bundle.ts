import { accuracyMetresAt, capturedAt, deviceIdAt, mechanismAt } from '../domain/held-positions.ts'
import {
  type BundledPosition,
  bundlePair,
  type PairBundle,
  type WeighedScene,
} from '../matching/evidence/pair-bundle.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { pairAsJson } from './check-json.ts'
import type { CheckedPair } from './check-pair.ts'
import type { CheckSource } from './check-source.ts'
import { OutputFile } from './output-file.ts'

export const BUNDLE_FORMAT = 'whereabouts check bundle 1'

/** All that another expert needs to repeat one pair's evidence. docs/data-formats.md says it by field. */
export interface CheckBundle {
  readonly format: typeof BUNDLE_FORMAT
  readonly inputs: object
  readonly parameters: MatchingParameters
  readonly circleErrors: object
  readonly scene: WeighedScene
  readonly positions: readonly (BundledPosition & {
    readonly deviceId: string
    /** Metres. */
    readonly accuracyMetres: number | null
    readonly mechanism: string
  })[]
  readonly pair: PairBundle
  readonly answer: ReturnType<typeof pairAsJson>
}

/** A checked pair's bundle. */
export function bundleOf(
  source: Pick<CheckSource, 'parameters' | 'engine' | 'inputs'>,
  pair: CheckedPair,
): CheckBundle {
  const { parameters, engine } = source
  const { crime, window, positions, rows } = pair
  const scene = {
    latitude: crime.latitude,
    longitude: crime.longitude,
    crimeType: crime.crimeType,
    window,
  }
  const bundled = rows.map((row) => ({
    deviceId: deviceIdAt(positions, row),
    capturedAt: capturedAt(positions, row),
    latitude: positions.latitude[row] ?? Number.NaN,
    longitude: positions.longitude[row] ?? Number.NaN,
    accuracyMetres: accuracyMetresAt(positions, row) ?? null,
    mechanism: mechanismAt(positions, row),
  }))
  return {
    format: BUNDLE_FORMAT,
    inputs: source.inputs,
    parameters,
    circleErrors: engine.timelines.circleErrors,
    scene,
    positions: bundled,
    pair: bundlePair(engine, parameters.evidence, pair.deviceWearerId, scene, bundled),
    answer: pairAsJson(pair),
  }
}

/** Writes a checked pair's bundle. @throws AppError OUTPUT_UNWRITABLE */
export function writeBundle(source: CheckSource, pair: CheckedPair, path: string): void {
  const bundle = bundleOf(source, pair)
  const file = new OutputFile(path)
  try {
    file.write(`${JSON.stringify(bundle)}\n`)
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
}
