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
  /** The data folder's path. @throws AppError WRONG_USE */
  dataPath(args: Arguments): string
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
    dataPath: dataFolderFrom,
    withDataFolder: (data, command, work) => withDataFolder(data, command, config, work),
    withRecords: (data, command, work) => withRecords(data, command, config, work),
  }
}
