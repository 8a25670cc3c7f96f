import type { Instant } from '../../domain/interval.ts'
import { pages } from './pages.ts'
import { instantFrom, instantIfAny, instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What lets one device in; its secret is kept as a hash alone. */
export interface DeviceCredential {
  readonly id: number
  readonly deviceId: string
  /** As Mosquitto's password file has it. */
  readonly brokerHash: string | undefined
  /** Of a device that can say nothing but a number. */
  readonly equipmentNumber: string | undefined
  readonly madeAt: Instant
  readonly endsAt: Instant | undefined
  readonly revokedAt: Instant | undefined
  readonly lastUsedAt: Instant | undefined
}

export interface CredentialStart {
  readonly deviceId: string
  readonly secretHash: Uint8Array
  readonly brokerHash?: string
  readonly equipmentNumber?: string
  readonly madeAt: Instant
  readonly madeBy: number | undefined
}

/** @returns its id. */
export async function insertDeviceCredential(
  query: RecordsQuery,
  credential: CredentialStart,
): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into device_credentials (
       device_id, secret_hash, broker_hash, equipment_number, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      credential.deviceId,
      credential.secretHash,
      credential.brokerHash,
      credential.equipmentNumber,
      instantText(credential.madeAt),
      credential.madeBy,
    ],
  )
  return Number(row?.id)
}

/** What stands behind a secret: its hash, whose it is, and until when. */
export interface SecretInForce {
  readonly id: number
  readonly deviceId: string
  readonly secretHash: Uint8Array
  readonly endsAt: Instant | undefined
}

/** Every secret that is good at an instant. */
export async function secretsInForce(query: RecordsQuery, now: Instant): Promise<SecretInForce[]> {
  const rows = await query.query<{
    id: bigint
    device_id: string
    secret_hash: Uint8Array
    ends_at: string | null
  }>(
    `select id, device_id, secret_hash, ends_at from device_credentials
     where revoked_at is null and equipment_number is null and (ends_at is null or ends_at > $1)`,
    [instantText(now)],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    deviceId: row.device_id,
    secretHash: row.secret_hash,
    endsAt: instantIfAny(row.ends_at),
  }))
}

/** A credential by its secret's hash, ended or not, unless it was revoked. */
export async function findDeviceCredential(
  query: RecordsQuery,
  secretHash: Uint8Array,
): Promise<DeviceCredential | undefined> {
  const [row] = await query.query<CredentialRow>(
    'select * from device_credentials where secret_hash = $1 and revoked_at is null',
    [secretHash],
  )
  return row && credentialFrom(row)
}

export async function deviceCredentialById(
  query: RecordsQuery,
  id: number,
): Promise<DeviceCredential | undefined> {
  const [row] = await query.query<CredentialRow>('select * from device_credentials where id = $1', [
    id,
  ])
  return row && credentialFrom(row)
}

/** A device's credentials, newest first. */
export async function credentialsOfDevice(
  query: RecordsQuery,
  deviceId: string,
): Promise<DeviceCredential[]> {
  const rows = await query.query<CredentialRow>(
    'select * from device_credentials where device_id = $1 order by made_at desc, id desc',
    [deviceId],
  )
  return rows.map(credentialFrom)
}

/** Every credential that lets a device in now, by device, the newest first: what a broker is told. */
export async function credentialsInForce(
  query: RecordsQuery,
  now: Instant,
): Promise<DeviceCredential[]> {
  const rows = await query.query<CredentialRow>(
    `select * from device_credentials
     where revoked_at is null and (ends_at is null or ends_at > $1)
     order by device_id, made_at desc, id desc`,
    [instantText(now)],
  )
  return rows.map(credentialFrom)
}

/** Ends what still lets a device in at an instant, unless it ends before. */
export async function endDeviceCredentials(
  query: RecordsQuery,
  deviceId: string,
  endsAt: Instant,
): Promise<void> {
  await query.query(
    `update device_credentials set ends_at = $2
     where device_id = $1 and revoked_at is null and (ends_at is null or ends_at > $2)`,
    [deviceId, instantText(endsAt)],
  )
}

/** @returns false where it was revoked before. */
export async function revokeDeviceCredentialAt(
  query: RecordsQuery,
  id: number,
  { at, by }: { readonly at: Instant; readonly by: number | undefined },
): Promise<boolean> {
  const revoked = await query.query(
    `update device_credentials set revoked_at = $2, revoked_by = $3
     where id = $1 and revoked_at is null returning id`,
    [id, instantText(at), by],
  )
  return revoked.length > 0
}

/** Notes when credentials were used last, many at once. */
export async function noteCredentialsUsed(
  query: RecordsQuery,
  used: readonly { readonly id: number; readonly at: Instant }[],
): Promise<void> {
  for (const page of pages(used)) {
    await query.query(
      `update device_credentials set last_used_at = sent.used_at
       from json_to_recordset($1::json) as sent (id bigint, used_at timestamptz)
       where device_credentials.id = sent.id`,
      [jsonRows(page.map(({ id, at }) => ({ id, used_at: instantText(at) })))],
    )
  }
}

type CredentialRow = RecordRow & {
  id: bigint
  device_id: string
  broker_hash: string | null
  equipment_number: string | null
  made_at: string
  ends_at: string | null
  revoked_at: string | null
  last_used_at: string | null
}

function credentialFrom(row: CredentialRow): DeviceCredential {
  return {
    id: Number(row.id),
    deviceId: row.device_id,
    brokerHash: row.broker_hash ?? undefined,
    equipmentNumber: row.equipment_number ?? undefined,
    madeAt: instantFrom(row.made_at),
    endsAt: instantIfAny(row.ends_at),
    revokedAt: instantIfAny(row.revoked_at),
    lastUsedAt: instantIfAny(row.last_used_at),
  }
}
