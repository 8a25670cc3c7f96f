import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes durable that files of a folder have their names. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
