import { operator } from '../app/asker.ts'
import type { DataFolder } from '../app/data-folder.ts'
import { withDataFolder, withRecords } from '../compose.ts'
import { readConfig } from '../config.ts'
import type { Actor } from '../domain/actor.ts'
import type { Records } from '../store/records/records.ts'
import type { Arguments } from './arguments.ts'
import { dataFolderFrom } from './option-values.ts'

/** Who runs a command and on which open folder: a person at this host, or a server that was handed it. */
export interface CommandPlace {
  actor(): Actor
  /** Why, where the command line does not say. */
  readonly purpose: string | undefined
  /** Whether somebody sits there who can be asked. */
  readonly hasPerson: boolean
  /** The data folder's path. @throws AppError WRONG_USE */
  dataPath(args: Arguments): string
  /** The folder that nothing may be written into; none where files are handed back. */
  closedFolder(data: string): string | undefined
  /** @param command what others are told who find the folder held. */
  withDataFolder<T>(
    data: string,
    command: string,
    work: (folder: DataFolder) => Promise<T>,
  ): Promise<T>
  withRecords<T>(data: string, command: string, work: (records: Records) => Promise<T>): Promise<T>
}

/** This process, on behalf of whoever runs it. */
export function atThisHost(): CommandPlace {
  const config = readConfig()
  return {
    actor: operator,
    purpose: config.purpose,
    hasPerson: process.stdin.isTTY === true,
    dataPath: dataFolderFrom,
    closedFolder: (data) => data,
    withDataFolder: (data, command, work) => withDataFolder(data, command, config, work),
    withRecords: (data, command, work) => withRecords(data, command, config, work),
  }
}
