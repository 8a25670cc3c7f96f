import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ParsedMail } from 'mailparser'
import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { RecordRow } from '../../src/store/records/records.ts'
import { launchChromium } from './chromium.ts'
import { crimeMessage } from './crime-message.ts'
import { Mailbox } from './mailbox.ts'
import { type ServedFolder, serveFolder } from './served-folder.ts'
import { copyOfTown } from './served-town.ts'
import { SignedInPages } from './signed-in-pages.ts'

const ADDRESS = 'crimes@whereabouts.example'

/** Where and when a device of the town was near, and who wore it. */
export interface Place {
  readonly wearer: string
  readonly device: string
  /** As police write instants. */
  readonly from: string
  readonly to: string
  readonly latitude: string
  readonly longitude: string
}

export interface Person {
  readonly id: string
  readonly names: readonly string[]
  readonly dateOfBirth: string
}

interface Activation {
  readonly deviceId: string
  readonly deviceWearerId: string
  readonly from: string
  readonly to: string | null
}

/** A served town with mail, a force's mailbox, and people who sign in to it, each in a browser of their own. */
export class Journey {
  /** The data folder. */
  readonly data: string
  /** Of the town's strongest match. */
  readonly place: Place
  readonly #served: ServedFolder
  readonly #mailbox: Mailbox
  readonly #browser: Browser
  readonly #pages: SignedInPages

  private constructor(
    { data, place }: Pick<Journey, 'data' | 'place'>,
    served: ServedFolder,
    mailbox: Mailbox,
    browser: Browser,
  ) {
    this.data = data
    this.place = place
    this.#served = served
    this.#mailbox = mailbox
    this.#browser = browser
    this.#pages = new SignedInPages(browser)
  }

  static async begin(): Promise<Journey> {
    const data = copyOfTown()
    const place = await strongestMatch(data)
    const mailbox = await Mailbox.open()
    const served = await serveFolder(data, {
      flags: ['--demo'],
      env: {
        WHEREABOUTS_SMTP_PORT: '0',
        WHEREABOUTS_SMTP_ADDRESS: ADDRESS,
        WHEREABOUTS_MAIL_OUT: mailbox.url,
        WHEREABOUTS_MAIL_FROM: 'whereabouts@hub.example',
      },
    })
    return new Journey({ data, place }, served, mailbox, await launchChromium())
  }

  get url(): string {
    return this.#served.url
  }

  /** Of every demonstration account. */
  get password(): string {
    return /Password of each: (.*)/.exec(this.#served.said)?.[1] ?? ''
  }

  /** Somebody's page, signed in by password when it is first asked for. */
  as(username: string): Promise<Page> {
    return this.#pages.as(username, this)
  }

  /**
   * Sends a batch as a force's mail program does.
   *
   * @returns the reply to it.
   */
  async mail(from: string, id: string, fileName: string, csv: string): Promise<ParsedMail> {
    const [, port] = /by e-mail at 127\.0\.0\.1:(\d+)/.exec(this.#served.said) ?? []
    const transport = createTransport({ host: '127.0.0.1', port: Number(port), ignoreTLS: true })
    const raw = crimeMessage({ from, id, fileName, csv })
    await transport
      .sendMail({ envelope: { from, to: [ADDRESS] }, raw })
      .finally(() => transport.close())
    return this.#mailbox.message(({ inReplyTo }) => inReplyTo === id)
  }

  /** Ends the server: what it leaves in the folder can be opened. */
  async end(): Promise<void> {
    await this.#browser.close()
    await this.#served.end()
    await this.#mailbox.close()
  }

  remove(): void {
    rmSync(this.data, { recursive: true, force: true })
  }
}

async function strongestMatch(data: string): Promise<Place> {
  const records = await openEmbeddedRecords(join(data, 'records'))
  const [row] = await records.query<RecordRow & Place>(
    `select device_wearer_id as wearer, device_ids[1] as device,
       to_char(window_from at time zone 'UTC', 'YYYYMMDDHH24MISS') as from,
       to_char(window_to at time zone 'UTC', 'YYYYMMDDHH24MISS') as to,
       latitude::text, longitude::text
     from matches join crime_versions on crime_versions.id = crime_version_id
     order by log10_lr desc limit 1`,
  )
  await records.close()
  if (!row) throw new Error('The town has no match')
  return row
}

/** Somebody of the town whose device was seen all through the time of a match, and not there. */
export function seenElsewhere(data: string, { device, from, to }: Place): Person {
  const people = JSON.parse(readFileSync(join(data, 'town', 'people.json'), 'utf8'))
  const seen = new Map<string, number>()
  for (const line of readFileSync(join(data, 'town', 'positions.csv'), 'utf8').split('\n')) {
    const [id = '', capturedAt = ''] = line.split(',')
    const at = capturedAt.replaceAll(/\D/g, '').slice(0, 14)
    if (id !== device && at >= from && at <= to) seen.set(id, (seen.get(id) ?? 0) + 1)
  }
  const digits = (instant: string) => instant.replaceAll(/\D/g, '')
  const worn = people.deviceActivations.filter(
    (activation: Activation) => digits(activation.from) < from && digits(activation.to ?? '9') > to,
  )
  const [{ deviceWearerId }] = worn.sort(
    (a: Activation, b: Activation) => (seen.get(b.deviceId) ?? 0) - (seen.get(a.deviceId) ?? 0),
  )
  return people.deviceWearers.find(({ id }: Person) => id === deviceWearerId)
}
