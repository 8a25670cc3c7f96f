import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { crimeLine } from './crime-row.ts'
import { PURPOSE } from './data-folder.ts'
import { secretsOf } from './device-secrets.ts'
import { type LivePerson, livePerson } from './live-person.ts'
import { Mailbox } from './mailbox.ts'
import { type Broker, startBroker } from './mosquitto.ts'
import { type ServedFolder, serveFolder } from './served-folder.ts'
import { copyOfTown } from './served-town.ts'
import { ServerClock } from './server-clock.ts'
import { SignedInPages } from './signed-in-pages.ts'
import { WebhookReceiver } from './webhook-receiver.ts'
import { whereabouts } from './whereabouts.ts'

/** When the server begins: nothing of the town was captured in the night before. */
const BEGINS = Date.parse('2026-01-12T09:00:00Z')

/** A crime of the night before, beside somebody's home. */
export interface CrimeOfTheNight {
  readonly reference: string
  readonly from: string
  readonly to: string
}

/** A served town whose tags report live, by a clock of its own, with a broker, and people who sign in to it. */
export class LiveTown {
  readonly data: string
  readonly person: LivePerson
  /** Of the five others' devices. */
  readonly secrets: Readonly<Record<string, string>>
  readonly broker: Broker
  readonly mailbox: Mailbox
  readonly receiver: WebhookReceiver
  readonly clock: ServerClock
  #served: ServedFolder
  readonly #browser: Browser
  readonly #pages: SignedInPages
  readonly #clients: MqttClient[] = []

  private constructor(made: {
    data: string
    person: LivePerson
    secrets: Readonly<Record<string, string>>
    broker: Broker
    mailbox: Mailbox
    receiver: WebhookReceiver
    clock: ServerClock
    served: ServedFolder
    browser: Browser
  }) {
    this.data = made.data
    this.person = made.person
    this.secrets = made.secrets
    this.broker = made.broker
    this.mailbox = made.mailbox
    this.receiver = made.receiver
    this.clock = made.clock
    this.#served = made.served
    this.#browser = made.browser
    this.#pages = new SignedInPages(made.browser)
  }

  static async begin(crime: CrimeOfTheNight): Promise<LiveTown> {
    const data = copyOfTown()
    const person = await livePerson(data, BEGINS)
    addCrime(data, person, crime)
    const secrets = await secretsOf(data, person.others)
    const [broker, mailbox, receiver, browser] = await Promise.all([
      startBroker(),
      Mailbox.open(),
      WebhookReceiver.open(),
      launchChromium(),
    ])
    const clock = new ServerClock(BEGINS)
    const beside = { broker, mailbox, receiver, clock }
    const served = await serve(data, beside)
    await broker.reload()
    await broker.says(/Sending SUBACK to whereabouts/)
    return new LiveTown({ data, person, secrets, served, browser, ...beside })
  }

  get url(): string {
    return this.#served.url
  }

  /** Of every demonstration account. */
  get password(): string {
    return /Password of each: (.*)/.exec(this.#served.said)?.[1] ?? ''
  }

  as(username: string): Promise<Page> {
    return this.#pages.as(username, this)
  }

  putForward(minutes: number): Promise<void> {
    return this.clock.putForward(minutes)
  }

  /** A device's own connection to the broker. */
  async mqtt(device: string, secret: string): Promise<MqttClient> {
    await this.broker.reload()
    const client = await connectAsync(`mqtts://127.0.0.1:${this.broker.port}`, {
      protocolVersion: 5,
      username: device,
      password: secret,
      ca: readFileSync(this.broker.ca),
      reconnectPeriod: 0,
    })
    this.#clients.push(client)
    return client
  }

  /** Kills the server as a power cut does. */
  async kill(): Promise<void> {
    process.kill(this.#served.pid ?? 0, 'SIGKILL')
    await this.#served.ended
  }

  /** Starts it again, by another policy. */
  async start(policy: object): Promise<void> {
    writeFileSync(join(this.data, 'policy.json'), JSON.stringify(policy))
    this.#served = await serve(this.data, this)
  }

  /** Ends the server: what it leaves in the folder can be opened. */
  async end(): Promise<void> {
    await this.#browser.close()
    await this.#served.end()
  }

  async remove(): Promise<void> {
    if (isRunning(this.#served.pid)) await this.kill()
    await Promise.all(this.#clients.map((client) => client.endAsync(true)))
    await this.#browser.close()
    await Promise.all([this.broker.stop(), this.mailbox.close(), this.receiver.close()])
    rmSync(this.data, { recursive: true, force: true })
  }
}

/** Whether a process runs. */
function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}

function serve(
  data: string,
  { broker, mailbox, clock }: Pick<LiveTown, 'broker' | 'mailbox' | 'clock'>,
): Promise<ServedFolder> {
  return serveFolder(data, {
    flags: ['--demo'],
    env: {
      ...clock.env,
      WHEREABOUTS_MQTT_URL: `mqtts://platform:its-secret@127.0.0.1:${broker.port}`,
      WHEREABOUTS_MQTT_CA: broker.ca,
      WHEREABOUTS_MQTT_PASSWORD_FILE: broker.files.passwords,
      WHEREABOUTS_MQTT_ACL_FILE: broker.files.access,
      WHEREABOUTS_MAIL_OUT: mailbox.url,
      WHEREABOUTS_MAIL_FROM: 'whereabouts@hub.example',
      WHEREABOUTS_WEBHOOK_HOSTS: '127.0.0.1',
    },
  })
}

/** A file of the town, so that the demonstration stays one. */
function addCrime(data: string, { home }: LivePerson, crime: CrimeOfTheNight): void {
  const file = join(data, 'town', 'crimes', 'CHS20260112.csv')
  const latitude = home.latitude.toFixed(6)
  const longitude = home.longitude.toFixed(6)
  writeFileSync(file, crimeLine({ batch: 'CHS20260112', ...crime, latitude, longitude }))
  const { status, stderr } = whereabouts(['import', 'crimes', file, '--data', data], {
    env: PURPOSE,
  })
  if (status !== 0) throw new Error(stderr)
}
