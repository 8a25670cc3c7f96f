import { relative, resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import type { Arguments } from './arguments.ts'

/** The data folder a command works on: `--data`, or WHEREABOUTS_DATA. @throws AppError WRONG_USE */
export function dataFolderFrom(args: Arguments): string {
  const data = args.text('data') ?? readConfig().data
  if (data !== undefined) return data
  throw new AppError(
    'WRONG_USE',
    'Cannot tell the data folder: expected --data DIR, or WHEREABOUTS_DATA in the environment',
  )
}

/** An option that is an instant. @throws AppError WRONG_USE */
export function instantFrom(args: Arguments, name: string): Instant | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  throw new AppError(
    'WRONG_USE',
    `Cannot use --${name} "${text}": expected an instant such as 2026-01-26T16:08:26Z`,
  )
}

/**
 * A file to write, which may be none of those to read, nor lie in the data folder where there is one.
 *
 * @throws AppError WRONG_USE
 */
export function outputFrom(
  args: Arguments,
  name: string,
  inputs: readonly string[],
  data: string | undefined,
): string | undefined {
  const path = args.text(name)
  if (path === undefined) return undefined
  const taken = inputs.some((input) => resolve(input) === resolve(path))
    ? 'it is one of the files to read'
    : data !== undefined && !relative(resolve(data), resolve(path)).startsWith('..')
      ? 'it lies in the data folder'
      : undefined
  if (taken === undefined) return path
  throw new AppError('WRONG_USE', `Cannot write --${name} ${path}: ${taken}; choose another place`)
}
