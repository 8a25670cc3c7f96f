import type { Instant } from '../../domain/interval.ts'
import {
  credentialsInForce,
  deviceCredentialById,
  endDeviceCredentials,
  findDeviceCredential,
  insertDeviceCredential,
  noteCredentialsUsed,
  revokeDeviceCredentialAt,
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
const MOST_KNOWN = 50_000
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
 * What lets devices in: each secret speaks for one device alone. Those in use are remembered, so that a report costs no
 * statement; whatever changes one through here is known at once.
 */
export class DeviceCredentials {
  readonly #records: Records
  readonly #known = new Map<string, Known>()
  /** Counts changes, so that what was read before one is not remembered after it. */
  #changes = 0
  readonly #used = new Map<number, Instant>()
  #usedNotedAt = 0
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
    const hash = sha256(secret)
    const key = Buffer.from(hash).toString('base64')
    const known = this.#known.get(key) ?? (await lookUp(() => this.#find(key, hash)))
    if (!known || known.endsAt <= now) return undefined
    this.#used.set(known.id, now)
    this.#noteUsed(now)
    return known.deviceId
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
    return this.#make(work, deviceId, async () => ({ change: 'issued' }))
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
    return this.#make(work, deviceId, async (transaction) => {
      await endDeviceCredentials(transaction, deviceId.trim(), work.now + hours * HOUR)
      return { change: 'rotated', hours }
    })
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
    this.#changed()
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
    this.#changed()
  }

  async #make(
    work: AccountWork,
    wanted: string,
    first: (transaction: RecordsQuery) => Promise<Readonly<Record<string, string | number>>>,
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
    this.#changed()
    return made
  }

  async #find(key: string, hash: Uint8Array): Promise<Known | undefined> {
    const changes = this.#changes
    const found = await findDeviceCredential(this.#records, hash)
    if (!found) return undefined
    const known = { id: found.id, deviceId: found.deviceId, endsAt: found.endsAt ?? Infinity }
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    if (changes === this.#changes) this.#known.set(key, known)
    return known
  }

  #changed(): void {
    this.#changes++
    this.#known.clear()
    for (const listener of this.#listeners) listener()
  }

  /** Once a minute, for people to see; nothing rests on it. */
  #noteUsed(now: Instant): void {
    if (now - this.#usedNotedAt < NOTE_USED_EVERY_MS) return
    this.#usedNotedAt = now
    const used = [...this.#used].map(([id, at]) => ({ id, at }))
    this.#used.clear()
    noteCredentialsUsed(this.#records, used).catch(() => undefined)
  }
}

/** @throws AppError INPUT_INVALID with field `deviceId`. */
function deviceIdFrom(wanted: string): string {
  const deviceId = wanted.trim()
  if (deviceId !== '' && deviceId.length <= LONGEST_DEVICE_ID) return deviceId
  throw invalid('Cannot let a device in: expected its id', 'deviceId')
}
