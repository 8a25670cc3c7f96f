import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { brokerHash } from '../app/live/broker-hash.ts'
import { syncFolder } from '../app/sync-folder.ts'
import type { MqttConfig } from '../devices-config.ts'
import { AppError } from '../domain/errors.ts'
import type { DeviceCredential } from '../store/records/device-credential-records.ts'

/** What a name may not hold: levels and wildcards of topics, and what ends a field or a line of the files. */
const UNUSABLE = /[\s:+#/\p{C}]/u

/**
 * Makes what keeps a broker's password and access files in step with credentials, as Mosquitto reads them: a device
 * writes below topics of its own and nothing else, and the platform reads them all. The broker has to be told to
 * read them again. Of several secrets of a device the newest is good there.
 *
 * @throws AppError CONFIG_INVALID where they cannot be written.
 */
export function brokerFiles({ files, username, password }: MqttConfig) {
  const own = username && password ? `${username}:${brokerHash(password)}` : undefined
  return (credentials: readonly DeviceCredential[]): void => {
    if (!files) return
    const newest = new Map<string, string>()
    for (const { deviceId, brokerHash: hash } of credentials) {
      if (hash !== undefined && !UNUSABLE.test(deviceId) && !newest.has(deviceId)) {
        newest.set(deviceId, hash)
      }
    }
    // The platform's own name is nobody else's.
    if (username) newest.delete(username)
    const passwords = [...newest].map(([deviceId, hash]) => `${deviceId}:${hash}`)
    keep(files.passwords, [...(own ? [own] : []), ...passwords])
    const platform = username
      ? [`user ${username}`, 'topic read whereabouts/+/reports', 'topic read owntracks/#']
      : []
    const devices = [...newest.keys()].flatMap((deviceId) => [
      `user ${deviceId}`,
      `topic write whereabouts/${deviceId}/#`,
      `topic write owntracks/${deviceId}/#`,
    ])
    keep(files.access, [...platform, ...devices])
  }
}

/** Writes a file whole or not at all; one that says so already is left alone. */
function keep(path: string, lines: readonly string[]): void {
  const content = lines.map((line) => `${line}\n`).join('')
  try {
    if (contentOf(path) === content) return
    const part = `${path}.part`
    const file = openSync(part, 'w', 0o640)
    try {
      chmodSync(part, 0o640)
      writeSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
    syncFolder(dirname(path))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('CONFIG_INVALID', `Cannot write the broker's file ${path}: ${why}`, {
      cause,
    })
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
