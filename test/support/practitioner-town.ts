import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSecretKey } from '../../src/app/accounts/secret-key.ts'
import { operator } from '../../src/app/asker.ts'
import { setCaseRecord } from '../../src/app/hand-over/case-record.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { workAt } from './account-work.ts'
import { secretsOf } from './device-secrets.ts'
import { type LivePerson, livePerson } from './live-person.ts'
import { type ServedFolder, serveFolder } from './served-folder.ts'
import { copyOfTown } from './served-town.ts'
import { ServerClock } from './server-clock.ts'
import { type Spot, staying, Tag } from './tag.ts'
import { WebhookReceiver } from './webhook-receiver.ts'

/** Monday; nothing of the town was captured on the Sunday before. */
const BEGINS = Date.parse('2026-01-12T09:00:00Z')
const sunday = (time: string) => Date.parse(`2026-01-11T${time}:00Z`)
const monday = (time: string) => Date.parse(`2026-01-12T${time}:00Z`)

/** A served town on a Monday morning, with a case record, and somebody whose tag told of their Sunday. */
export class PractitionerTown {
  readonly data: string
  readonly person: LivePerson
  /** What takes hand-overs, and what they are signed with. */
  readonly caseRecord: WebhookReceiver
  readonly secret: string
  readonly #served: ServedFolder

  private constructor(
    made: Pick<PractitionerTown, 'data' | 'person' | 'caseRecord' | 'secret'>,
    served: ServedFolder,
  ) {
    this.data = made.data
    this.person = made.person
    this.caseRecord = made.caseRecord
    this.secret = made.secret
    this.#served = served
  }

  static async begin(): Promise<PractitionerTown> {
    const data = copyOfTown()
    const person = await livePerson(data, BEGINS)
    const caseRecord = await WebhookReceiver.open()
    caseRecord.answer = 200
    caseRecord.says = '{"reference": "CR-9"}'
    const secret = await sendTo(data, caseRecord.url)
    const { [person.device]: ofDevice = '' } = await secretsOf(data, [person.device])
    const served = await serveFolder(data, {
      flags: ['--demo'],
      env: { ...new ServerClock(BEGINS).env, WHEREABOUTS_WEBHOOK_HOSTS: '127.0.0.1' },
    })
    await new Tag(served, person.device, ofDevice).json({
      positions: sundayOf(person.home),
      events: [
        { code: 'EV_PID_STRAP_TAMPER_START', occurredAt: new Date(monday('08:30')).toISOString() },
      ],
    })
    return new PractitionerTown({ data, person, caseRecord, secret }, served)
  }

  get url(): string {
    return this.#served.url
  }

  /** Of every demonstration account. */
  get password(): string {
    return /Password of each: (.*)/.exec(this.#served.said)?.[1] ?? ''
  }

  /** Ends the server: what it leaves in the folder can be opened. */
  end(): Promise<void> {
    return this.#served.end()
  }

  async remove(): Promise<void> {
    await this.caseRecord.close()
    rmSync(this.data, { recursive: true, force: true })
  }
}

/** @returns what is signed with. */
async function sendTo(data: string, address: string): Promise<string> {
  const records = await openEmbeddedRecords(join(data, 'records'))
  try {
    return await setCaseRecord(
      workAt(records, BEGINS, operator()),
      { address, sendsName: true, sendsPicture: true },
      new Set(['127.0.0.1']),
      openSecretKey(data),
    )
  } finally {
    await records.close()
  }
}

/** Out in the morning, silent after noon, and away from home three times in the hours of the curfew. On Monday their strap was opened. */
function sundayOf(home: Spot): object[] {
  const town = { ...home, latitude: home.latitude + 2 / 111.3 }
  const between = (at: number, from: Spot, to: Spot) =>
    Array.from({ length: 9 }, (_, step) => {
      const share = (step + 1) / 10
      const mean = (a: number, b: number) => a + share * (b - a)
      const spot = {
        latitude: mean(from.latitude, to.latitude),
        longitude: mean(from.longitude, to.longitude),
      }
      return staying(spot, at + step * 120_000, at + step * 120_000)
    }).flat()
  return [
    ...staying(home, sunday('00:00') - 7_200_000, sunday('09:00'), 5),
    ...between(sunday('09:02'), home, town),
    ...staying(town, sunday('09:20'), sunday('11:00')),
    ...between(sunday('11:02'), town, home),
    ...staying(home, sunday('11:20'), sunday('13:00'), 5),
    ...staying(home, sunday('14:30'), sunday('20:30'), 5),
    ...['20:40', '22:00', '23:20'].flatMap((left) => {
      const at = sunday(left)
      return [
        ...staying(town, at, at + 30 * 60_000),
        ...staying(home, at + 2_400_000, at + 2_400_000 + 1_800_000),
      ]
    }),
    ...staying(home, monday('00:25'), monday('08:55'), 5),
  ]
}
