import type { LocatedPosition } from '../../app/locations/location-file.ts'
import {
  type LocationFormat,
  locationFileName,
  locationFormats,
  writeLocations,
} from '../../app/locations/location-formats.ts'
import type { Interval } from '../../domain/interval.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { type Asked, tell } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import type { FormValues } from '../form-values.ts'

/** Characters sent at once. */
const CHUNK = 65_536

export interface TypedExport {
  readonly format: string
  readonly purpose: string
}

export function typedExport(form: FormValues): TypedExport {
  return { format: form.text('format'), purpose: form.text('purpose') }
}

/** What is to be taken away and why, or what is wrong with the form. */
export function readExport({
  format: typed,
  purpose,
}: TypedExport):
  | { readonly format: LocationFormat; readonly purpose: string; readonly faults?: undefined }
  | { readonly faults: readonly FieldFault[] } {
  const format = locationFormats.find((each) => each === typed)
  const faults = [
    ...(format ? [] : [{ field: 'format', text: 'Choose a format' }]),
    ...(isPurpose(purpose)
      ? []
      : [
          {
            field: 'purpose',
            text: `Enter why you need the file, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`,
          },
        ]),
  ]
  return format && faults.length === 0 ? { format, purpose } : { faults }
}

/** What a file of locations is of, and under what. */
export interface LocationExport {
  readonly format: LocationFormat
  readonly purpose: string
  readonly reference: string
  readonly within: Interval
  readonly madeAt: number
  /** Whose; every position is of one of them. */
  readonly deviceWearerIds: readonly string[]
  readonly positions: readonly LocatedPosition[]
  readonly details: Readonly<Record<string, string | number>>
}

/** The file, piece by piece; the gate writes its event before the first leaves. */
export function exportAnswer(context: Asked, taken: LocationExport): Response {
  const { format, purpose, within, deviceWearerIds, positions, details } = taken
  tell(context, {
    subjects: deviceWearerIds,
    interval: within,
    count: positions.length,
    purpose,
    details: { ...details, format },
  })
  const { type, pieces } = writeLocations(format, taken, positions)
  const one = deviceWearerIds.length === 1 ? deviceWearerIds[0] : undefined
  return context.body(streamOf(pieces), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${locationFileName(format, taken, one)}"`,
  })
}

function streamOf(pieces: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      let chunk = ''
      while (chunk.length < CHUNK) {
        const { value, done } = pieces.next()
        if (done) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk))
          controller.close()
          return
        }
        chunk += value
      }
      controller.enqueue(encoder.encode(chunk))
    },
  })
}
