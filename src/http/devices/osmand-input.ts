import type { Asked } from '../../server/route.ts'
import { InputInvalid } from '../input-invalid.ts'
import { mediaTypeOf } from '../read-json.ts'

/** What came in an address, and in a form or as JSON. */
export interface OsmAndInput {
  readonly parameters: Readonly<Record<string, string>>
  /** What a Traccar Client sends from version 9 on. */
  readonly message?: unknown
}

/** The parameters of the address alone, for which nothing has to be read. */
export function osmAndAddress(context: Asked): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(context.req.url).searchParams)
}

/** @throws AppError INPUT_INVALID. */
export async function readOsmAndInput(context: Asked): Promise<OsmAndInput> {
  const parameters = osmAndAddress(context)
  if (context.req.method !== 'POST') return { parameters }
  const text = await context.req.text()
  if (mediaTypeOf(context) !== 'application/json') {
    return { parameters: { ...parameters, ...Object.fromEntries(new URLSearchParams(text)) } }
  }
  try {
    const message: unknown = JSON.parse(text)
    const id = (message as Readonly<Record<string, unknown>> | null)?.['device_id']
    return { message, parameters: typeof id === 'string' ? { id, ...parameters } : parameters }
  } catch {
    throw new InputInvalid([{ at: 'body', message: 'expected JSON in UTF-8' }])
  }
}
