import { createInterface } from 'node:readline/promises'
import type { Asker, AskerWithPurpose } from '../app/asker.ts'
import { counted } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { isPurpose, PURPOSE_LENGTH } from '../domain/purpose.ts'
import type { Arguments } from './arguments.ts'
import type { CommandPlace } from './command-place.ts'

/**
 * Who runs a command that does not show personal data, with the purpose they may have given.
 *
 * @throws AppError WRONG_USE when the purpose is too short or too long.
 */
export function askerFrom(args: Arguments, place: CommandPlace): Asker {
  return { actor: place.actor(), purpose: givenPurpose(args, place) }
}

/**
 * Who runs a command that shows personal data, and why: `--purpose`, WHEREABOUTS_PURPOSE, or what they
 * answer where a person sits at the terminal.
 *
 * @param what the command does: `export positions`.
 * @throws AppError WRONG_USE
 */
export async function askerWithPurpose(
  args: Arguments,
  what: string,
  place: CommandPlace,
): Promise<AskerWithPurpose> {
  const purpose = givenPurpose(args, place) ?? (place.hasPerson ? await answered(what) : undefined)
  if (purpose !== undefined) {
    args.answer('purpose', purpose)
    return { actor: place.actor(), purpose }
  }
  throw new AppError(
    'WRONG_USE',
    `Cannot ${what} without a purpose: say why with --purpose "…" (or WHEREABOUTS_PURPOSE)`,
  )
}

function givenPurpose(args: Arguments, place: CommandPlace): string | undefined {
  const text = args.text('purpose')?.trim() ?? place.purpose
  if (text === undefined) return undefined
  const purpose = checked(text)
  // Whoever the command is handed to knows nothing of this environment.
  args.answer('purpose', purpose)
  return purpose
}

async function answered(what: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return checked(
      (await terminal.question(`Why do you ${what}? It is kept in the audit: `)).trim(),
    )
  } finally {
    terminal.close()
  }
}

function checked(purpose: string): string {
  if (isPurpose(purpose)) return purpose
  throw new AppError(
    'WRONG_USE',
    `Cannot use the purpose "${purpose.slice(0, 40)}": it has ${counted(purpose.length, 'character')}, expected ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most}`,
  )
}
