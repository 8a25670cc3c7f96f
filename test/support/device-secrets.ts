import { join } from 'node:path'
import { operator } from '../../src/app/asker.ts'
import { DeviceCredentials } from '../../src/app/live/device-credentials.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { workAt } from './account-work.ts'

/** Gives devices a secret each, in a folder that nobody serves. @param revoked whose secret is revoked again. */
export async function secretsOf<Id extends string>(
  data: string,
  deviceIds: readonly Id[],
  revoked?: Id,
): Promise<Readonly<Record<Id, string>>> {
  const records = await openEmbeddedRecords(join(data, 'records'))
  try {
    const credentials = new DeviceCredentials(records)
    const work = workAt(records, Date.now(), operator())
    const secrets = {} as Record<Id, string>
    for (const deviceId of deviceIds) {
      const { id, secret } = await credentials.issue(work, deviceId)
      if (deviceId === revoked) await credentials.revoke(work, deviceId, id)
      secrets[deviceId] = secret
    }
    return secrets
  } finally {
    await records.close()
  }
}
