import type { Instant } from '../../domain/interval.ts'
import {
  credentialsInForce,
  deviceCredentialById,
  endDeviceCredentials,
  findDeviceCredential,
  insertDeviceCredential,
  noteCredentialsUsed,
  revokeDeviceCredentialAt,
  secretsInForce,
} from '../../store/records/device-credential-records.ts'
import type { Records, RecordsQuery } from '../../store/records/records.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { randomSecret, sha256 } from '../accounts/one-time-code.ts'
import { brokerHash } from './broker-hash.ts'

/** So that whoever finds one in a phone's settings knows what it opens. */
const PREFIX = 'wd_'
const LONGEST_DEVICE_ID = 500
/** An IMEI. */
const EQUIPMENT_NUMBER = /^\d{14,16}$/
/** How long a device may go on with what it had before, when it is given a new secret: 1 to 720 hours. */
const LONGEST_OVERLAP_HOURS = 720
const HOUR = 3_600_000
/** How soon a secret that was made elsewhere is known. */
const LOOK_EVERY_MS = 60_000
const NOTE_USED_EVERY_MS = 60_000

interface Known {
  readonly id: number
  readonly deviceId: string
  readonly endsAt: Instant
}

type LookUp = <T>(find: () => Promise<T | undefined>) => Promise<T | undefined>

/** A credential as it was made: the secret is shown once and kept nowhere. */
export interface MadeCredential {
  readonly id: number
  readonly secret: string
}

/**
 * What lets devices in: each secret speaks for one device alone. All that are in force are remembered, so that a report costs no
 * statement, and nobody who tries others keeps a good one out; whatever changes one through here is known at once.
 */
export class DeviceCredentials {
  readonly #records: Records
  #known = new Map<string, Known>()
  #lookedAt: Instant | undefined
  #looking: Promise<void> | undefined
  /** Counts changes, so that what was read before one is not remembered after it. */
  #changes = 0
  readonly #used = new Map<number, Instant>()
  #noting: NodeJS.Timeout | undefined
  readonly #listeners: (() => void)[] = []

  constructor(records: Records) {
    this.#records = records
  }

  /**
   * The device that a secret speaks for; `undefined` where it never did, has ended, or was revoked.
   *
   * @param lookUp what stands before a statement: only of a secret that is not remembered.
   * @throws what it does.
   */
  async deviceOf(
    secret: string,
    now: Instant,
    lookUp: LookUp = (find) => find(),
  ): Promise<string | undefined> {
    await this.#look(now)
    const hash = sha256(secret)
    const key = keyOf(hash)
    const known = this.#known.get(key) ?? (await lookUp(() => this.#find(key, hash)))
    if (!known || known.endsAt <= now) return undefined
    this.#used.set(known.id, now)
    this.#noting ??= setTimeout(() => void this.noteUsed(), NOTE_USED_EVERY_MS).unref()
    return known.deviceId
  }

  /** Has the records know when secrets were used last; once a minute by itself. Nothing rests on it. */
  async noteUsed(): Promise<void> {
    clearTimeout(this.#noting)
    this.#noting = undefined
    const used = [...this.#used].map(([id, at]) => ({ id, at }))
    this.#used.clear()
    await noteCredentialsUsed(this.#records, used).catch(() => undefined)
  }

  /** Told after every change, for what keeps a list of its own. */
  onChanged(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /**
   * Gives a device a secret, beside those it has.
   *
   * @throws AppError INPUT_INVALID with field `deviceId`.
   */
  issue(work: AccountWork, deviceId: string): Promise<MadeCredential> {
    return this.#make(work, deviceId, async () => ({ change: 'issued' }), Infinity)
  }

  /**
   * Gives a device a new secret; what it had goes on for some hours, so that it can be told.
   *
   * @throws AppError INPUT_INVALID with field `deviceId` or `hours`.
   */
  rotate(work: AccountWork, deviceId: string, hours: number): Promise<MadeCredential> {
    if (!Number.isInteger(hours) || hours < 0 || hours > LONGEST_OVERLAP_HOURS) {
      const message = `Cannot keep the old secrets good for ${hours} hours: expected a whole number from 0 to ${LONGEST_OVERLAP_HOURS}`
      return Promise.reject(invalid(message, 'hours'))
    }
    const othersEndAt = work.now + hours * HOUR
    return this.#make(
      work,
      deviceId,
      async (transaction) => {
        await endDeviceCredentials(transaction, deviceId.trim(), othersEndAt)
        return { change: 'rotated', hours }
      },
      othersEndAt,
    )
  }

  /**
   * Lets in a device that can say nothing but its number, which is no secret: whoever knows it can speak for the device.
   *
   * @returns the credential's id.
   * @throws AppError INPUT_INVALID with field `deviceId`, or `equipmentNumber` where it is another device's.
   */
  async letInByNumber(work: AccountWork, wanted: string, number: string): Promise<number> {
    const deviceId = deviceIdFrom(wanted)
    const equipmentNumber = number.trim()
    if (!EQUIPMENT_NUMBER.test(equipmentNumber)) {
      const message = `Cannot let a device in by "${number.slice(0, 100)}": expected an IMEI of 14 to 16 digits`
      throw invalid(message, 'equipmentNumber')
    }
    const id = await altering(work, 'device credentials', async (transaction) => {
      const inForce = await credentialsInForce(transaction, work.now)
      const other = inForce.find((credential) => credential.equipmentNumber === equipmentNumber)
      if (other) {
        const message = `Cannot let ${deviceId} in by ${equipmentNumber}: it is the number of ${other.deviceId}`
        throw invalid(message, 'equipmentNumber')
      }
      const made = await insertDeviceCredential(transaction, {
        deviceId,
        equipmentNumber,
        // Of no secret that anybody has.
        secretHash: sha256(randomSecret()),
        madeAt: work.now,
        madeBy: work.actor.accountId,
      })
      const details = { change: 'let in by number', device: deviceId, credential: made }
      return { result: made, details }
    })
    this.#changed(this.#known)
    return id
  }

  /** Ends a secret at once. @throws AppError NOT_FOUND where there is none of this device that is not revoked. */
  async revoke(work: AccountWork, deviceId: string, id: number): Promise<void> {
    await altering(work, 'device credentials', async (transaction) => {
      const credential = await deviceCredentialById(transaction, id)
      const by = { at: work.now, by: work.actor.accountId }
      const isTheirs = credential?.deviceId === deviceId
      if (!isTheirs || !(await revokeDeviceCredentialAt(transaction, id, by))) {
        throw notFound(`Cannot revoke credential ${id}: there is none that is not revoked`)
      }
      return { result: undefined, details: { change: 'revoked', device: deviceId, credential: id } }
    })
    this.#changed([...this.#known].filter(([, known]) => known.id !== id))
  }

  async #make(
    work: AccountWork,
    wanted: string,
    first: (transaction: RecordsQuery) => Promise<Readonly<Record<string, string | number>>>,
    othersEndAt: Instant,
  ): Promise<MadeCredential> {
    const deviceId = deviceIdFrom(wanted)
    const secret = PREFIX + randomSecret()
    const made = await altering(work, 'device credentials', async (transaction) => {
      const details = await first(transaction)
      const id = await insertDeviceCredential(transaction, {
        deviceId,
        secretHash: sha256(secret),
        brokerHash: brokerHash(secret),
        madeAt: work.now,
        madeBy: work.actor.accountId,
      })
      return { result: { id, secret }, details: { ...details, device: deviceId, credential: id } }
    })
    const others = [...this.#known].map(([key, known]): [string, Known] => [
      key,
      known.deviceId === deviceId
        ? { ...known, endsAt: Math.min(known.endsAt, othersEndAt) }
        : known,
    ])
    const own = { id: made.id, deviceId, endsAt: Infinity }
    this.#changed([...others, [keyOf(sha256(secret)), own]])
    return made
  }

  /** Reads what is in force, now and then; only the first is waited for, and where the records do not answer, none is. */
  async #look(now: Instant): Promise<void> {
    const before = this.#lookedAt
    if (before !== undefined && now < before + LOOK_EVERY_MS) return
    this.#looking ??= this.#read(now)
      .catch(() => undefined)
      .finally(() => {
        this.#looking = undefined
      })
    if (before === undefined) await this.#looking
  }

  async #read(now: Instant): Promise<void> {
    const changes = this.#changes
    const secrets = await secretsInForce(this.#records, now)
    if (changes !== this.#changes) return this.#read(now)
    this.#lookedAt = now
    this.#known = new Map(
      secrets.map(({ id, deviceId, secretHash, endsAt = Infinity }) => [
        keyOf(secretHash),
        { id, deviceId, endsAt },
      ]),
    )
  }

  async #find(key: string, hash: Uint8Array): Promise<Known | undefined> {
    const changes = this.#changes
    const found = await findDeviceCredential(this.#records, hash)
    if (!found) return undefined
    const known = { id: found.id, deviceId: found.deviceId, endsAt: found.endsAt ?? Infinity }
    if (changes === this.#changes) this.#known.set(key, known)
    return known
  }

  #changed(known: Iterable<readonly [string, Known]>): void {
    this.#changes++
    this.#known = new Map(known)
    for (const listener of this.#listeners) listener()
  }
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64')
}

/** @throws AppError INPUT_INVALID with field `deviceId`. */
function deviceIdFrom(wanted: string): string {
  const deviceId = wanted.trim()
  if (deviceId !== '' && deviceId.length <= LONGEST_DEVICE_ID) return deviceId
  throw invalid('Cannot let a device in: expected its id', 'deviceId')
}
