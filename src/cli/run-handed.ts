import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenPlace } from '../app/data-folder.ts'
import { inTurn } from '../app/in-turn.ts'
import { AppError } from '../domain/errors.ts'
import type { HandedLine, HandedRun, HandedWork } from '../domain/handed-command.ts'
import { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import type { CommandPlace } from './command-place.ts'
import { dataFolderCommands } from './data-folder-commands.ts'
import { fromHand } from './handed-words.ts'

const PIECE_BYTES = 192 * 1024
/** Handed commands wait for one another, as they would for the folder. */
const queue = {}

/**
 * Makes ready a command that somebody handed over, to run in this process on the open folder as whoever's
 * token it was. It keeps its own audit events, as at any host.
 *
 * @throws AppError INPUT_INVALID where it is no command that can be handed over; nothing was done.
 */
export function prepareHanded(
  place: OpenPlace,
  { words: [name = '', ...words], uploadOf, actor }: HandedWork,
): HandedRun {
  const command = dataFolderCommands.find((candidate) => candidate.name === name)
  if (!command) {
    const names = dataFolderCommands.map((each) => each.name).join(', ')
    throw new AppError('INPUT_INVALID', `Cannot run "${name}" here: expected one of ${names}`)
  }
  const { folder, data } = place
  mkdirSync(place.spool, { recursive: true, mode: 0o700 })
  const scratch = mkdtempSync(join(place.spool, 'command-'))
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  const written = new Map<string, string>()
  const marks = new Map<string, string>()
  let placed: string[]
  try {
    placed = fromHand(command, words, (mark, file) => {
      const path = file === 'read' ? uploadOf(mark) : join(scratch, mark.slice(1, -1))
      if (path !== undefined) marks.set(path, mark)
      if (path !== undefined && file === 'written') written.set(mark, path)
      return path
    })
  } catch (error) {
    remove()
    throw error
  }
  /** What is said names files as whoever handed the command over knows them. */
  const named = (text: string) =>
    [...marks].reduce((said, [path, mark]) => said.replaceAll(path, mark), text)
  const opened: CommandPlace = {
    actor: () => actor,
    // The host's own environment and terminal are not whoever handed the command over.
    purpose: undefined,
    hasPerson: false,
    dataPath: () => data,
    closedFolder: () => undefined,
    withDataFolder: (_data, _command, work) => work(folder),
    withRecords: (_data, _command, work) => work(folder.records),
  }
  return (tell) =>
    inTurn(queue, async () => {
      // Lines are sent in the order they were said, and a slow reader holds the command up only at its end.
      let sent = Promise.resolve()
      const send = (line: HandedLine) => {
        sent = sent.then(() => tell(line))
      }
      const terminal: Terminal = {
        say: (line) => send({ said: named(line) }),
        warn: (line) => send({ warned: named(line) }),
        progress: (line) => send({ progress: named(line) }),
      }
      try {
        const exit = await run(command, [...placed, `--data=${data}`], terminal, opened)
        await sent
        for (const [mark, path] of written) await tellFile(mark, path, tell)
        await tell({ exit })
      } finally {
        remove()
      }
    })
}

async function run(
  command: Command,
  words: readonly string[],
  terminal: Terminal,
  place: CommandPlace,
): Promise<number> {
  try {
    const args = new Arguments(command.name, words, command.options, command.takesOperands)
    return await command.run(args, terminal, place)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.warn(error.message)
    return error.code === 'WRONG_USE' ? 2 : 1
  }
}

async function tellFile(
  mark: string,
  path: string,
  tell: (line: HandedLine) => Promise<void>,
): Promise<void> {
  // A command that could not be done wrote nothing.
  if (!existsSync(path)) return
  await tell({ file: mark, piece: '' })
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    await tell({ file: mark, piece: (piece as Buffer).toString('base64') })
  }
}
