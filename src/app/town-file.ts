import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { TownOptions } from '../simulate/town.ts'
import { readWhole } from './read-input.ts'

const townFile = z.object({
  fictional: z.literal(true),
  seed: z.number(),
  wearers: z.number(),
  days: z.number().default(0),
  start: z.string().default('1970-01-01T00:00:00Z'),
  style: z.record(z.string(), z.unknown()).optional(),
})

/**
 * How a simulated town was made.
 *
 * @param path of its town.json.
 * @throws AppError FILE_MALFORMED where it is not what `simulate` wrote.
 */
export function readTownFile(path: string): TownOptions {
  try {
    const read = townFile.parse(JSON.parse(new TextDecoder().decode(readWhole(path).bytes)))
    const start = parseInstant(read.start)
    if (start === undefined) throw new Error('it says no instant that it starts at')
    return { ...read, start }
  } catch (cause) {
    throw new AppError(
      'FILE_MALFORMED',
      `Cannot draw the town of ${path}: expected the file that "whereabouts simulate" writes`,
      { cause },
    )
  }
}
