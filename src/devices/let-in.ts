import type { DeviceCredentials } from '../app/live/device-credentials.ts'
import {
  credentialsInForce,
  type DeviceCredential,
} from '../store/records/device-credential-records.ts'
import type { Records } from '../store/records/records.ts'

/** Beside being told of every change, for what ends by itself. */
const LOOK_EVERY_MS = 60_000

/** Which devices are let in, in memory: every message of a broker asks, and every frame. */
export class LetIn {
  readonly #records: Records
  readonly #onLook: ((credentials: readonly DeviceCredential[]) => Promise<void> | void)[] = []
  readonly #timer: NodeJS.Timeout
  readonly #onFault: (error: unknown) => void
  #credentials: readonly DeviceCredential[] = []
  #devices: ReadonlySet<string> = new Set()
  #numbers: ReadonlyMap<string, DeviceCredential> = new Map()
  #looking: Promise<void> = Promise.resolve()

  private constructor(records: Records, onFault: (error: unknown) => void) {
    this.#records = records
    this.#onFault = onFault
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS)
  }

  /** @param onFault told where the records cannot be read: what was known stays. */
  static async open(
    records: Records,
    credentials: DeviceCredentials,
    onFault: (error: unknown) => void,
  ): Promise<LetIn> {
    const letIn = new LetIn(records, onFault)
    credentials.onChanged(() => void letIn.look())
    await letIn.look()
    return letIn
  }

  /** Has it told now and after every look. */
  async tell(listener: (credentials: readonly DeviceCredential[]) => Promise<void> | void) {
    this.#onLook.push(listener)
    await listener(this.#credentials)
  }

  isLetIn(deviceId: string): boolean {
    return this.#devices.has(deviceId)
  }

  /** The device that a number is the name of; `undefined` where none is, now. */
  deviceOfNumber(number: string): string | undefined {
    return this.#numbers.get(number)?.deviceId
  }

  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look()).catch(this.#onFault)
    return this.#looking
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    const credentials = await credentialsInForce(this.#records, Date.now())
    this.#credentials = credentials
    this.#devices = new Set(credentials.map(({ deviceId }) => deviceId))
    this.#numbers = new Map(
      credentials.flatMap((credential) =>
        credential.equipmentNumber === undefined ? [] : [[credential.equipmentNumber, credential]],
      ),
    )
    for (const listener of this.#onLook) await listener(credentials)
  }
}
