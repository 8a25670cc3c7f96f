import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFolder } from '../app/data-folder.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../domain/errors.ts'
import type { HandedLine } from '../domain/handed-command.ts'
import { Arguments } from './arguments.ts'
import type { Terminal } from './command.ts'
import type { CommandPlace } from './command-place.ts'
import { dataFolderCommands } from './data-folder-commands.ts'
import { fromHand } from './handed-words.ts'

/** A data folder that is open, and where files of handed commands may lie meanwhile. */
export interface OpenPlace {
  readonly folder: DataFolder
  readonly data: string
  readonly spool: string
}

export interface HandedWork {
  readonly words: readonly string[]
  /** The path of an upload by its mark. */
  readonly uploadOf: (mark: string) => string | undefined
  readonly actor: Actor
}

const PIECE_BYTES = 192 * 1024

/**
 * Runs a command that somebody handed over, in this process on the open folder, as whoever's token it was.
 * It keeps its own audit events, as at any host.
 *
 * @param tell what it says, in order; the last line is its exit code.
 * @throws AppError INPUT_INVALID before anything was done.
 */
export async function runHanded(
  { folder, data, spool }: OpenPlace,
  { words: [name = '', ...words], uploadOf, actor }: HandedWork,
  tell: (line: HandedLine) => void | Promise<void>,
): Promise<void> {
  const command = dataFolderCommands.find((candidate) => candidate.name === name)
  if (!command) {
    const names = dataFolderCommands.map((each) => each.name).join(', ')
    throw new AppError('INPUT_INVALID', `Cannot run "${name}" here: expected one of ${names}`)
  }
  mkdirSync(spool, { recursive: true, mode: 0o700 })
  const scratch = mkdtempSync(join(spool, 'command-'))
  const written = new Map<string, string>()
  const marks = new Map<string, string>()
  /** What is said names files as whoever handed the command over knows them. */
  const named = (text: string) =>
    [...marks].reduce((said, [path, mark]) => said.replaceAll(path, mark), text)
  try {
    const placed = fromHand(command, words, (mark, file) => {
      const path = file === 'read' ? uploadOf(mark) : join(scratch, mark.slice(1, -1))
      if (path !== undefined) marks.set(path, mark)
      if (path !== undefined && file === 'written') written.set(mark, path)
      return path
    })
    const place: CommandPlace = {
      actor: () => actor,
      dataPath: () => data,
      withDataFolder: (_data, _command, work) => work(folder),
      withRecords: (_data, _command, work) => work(folder.records),
    }
    const terminal: Terminal = {
      say: (line) => void tell({ said: named(line) }),
      warn: (line) => void tell({ warned: named(line) }),
      progress: (line) => void tell({ progress: named(line) }),
    }
    let exit: number
    try {
      const args = new Arguments(
        name,
        [...placed, `--data=${data}`],
        command.options,
        command.takesOperands,
      )
      exit = await command.run(args, terminal, place)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await tell({ warned: named(error.message) })
      exit = error.code === 'WRONG_USE' ? 2 : 1
    }
    for (const [mark, path] of written) await tellFile(mark, path, tell)
    await tell({ exit })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function tellFile(
  mark: string,
  path: string,
  tell: (line: HandedLine) => void | Promise<void>,
): Promise<void> {
  // A command that could not be done wrote nothing.
  if (!existsSync(path)) return
  await tell({ file: mark, piece: '' })
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    await tell({ file: mark, piece: (piece as Buffer).toString('base64') })
  }
}
