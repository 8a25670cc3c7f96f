import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccount } from '../../src/app/accounts/accounts.ts'
import { makeToken } from '../../src/app/accounts/api-tokens.ts'
import type { Account, AccountDetails } from '../../src/domain/account.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { Permission } from '../../src/domain/roles.ts'
import { type StoredAuditEvent, searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, workAt } from './account-work.ts'
import { TestDataFolder } from './data-folder.ts'
import { type ServedFolder, serveFolder } from './served-folder.ts'
import { root } from './whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')

/** Who asks, by what their token is for. */
const clients = {
  practitioner: [{ role: 'probation-practitioner', practitioner: 'Quill Vexobe' }, ['people:read']],
  wearer: [{ role: 'device-wearer', deviceWearerId: 'W3' }, ['self:read']],
  analyst: [
    { role: 'police-analyst', policeForce: 'Cheshire' },
    ['crimes:read', 'crime-batches:write'],
  ],
  hub: [{ role: 'hub-caseworker' }, ['crimes:read', 'matches:read']],
  narrow: [{ role: 'hub-caseworker' }, ['crimes:read']],
  feed: [{ role: 'service', policeForce: 'Cumbria' }, ['positions:write', 'crime-batches:write']],
  other: [{ role: 'service' }, ['positions:write', 'crime-batches:write']],
  registry: [{ role: 'service' }, ['registry:write']],
  operator: [{ role: 'service' }, ['operate']],
} as const satisfies Record<string, readonly [Partial<AccountDetails>, readonly Permission[]]>
export type Client = keyof typeof clients

/** Everybody makes their own token, but for one that runs commands: that is made at the host. */
function makerOf(account: Account, scopes: readonly Permission[]): Actor {
  const actor = actorOf(account)
  return scopes.includes('operate') ? { ...actor, kind: 'operator' } : actor
}

/** Quill Vexobe supervises W1, and W2 but for a restriction; W3 is somebody else's. */
const allocations = ['W1', 'W2'].map((deviceWearerId) => ({
  deviceWearerId,
  practitioner: 'Quill Vexobe',
  team: 'North quay',
  from: '2026-01-01T00:00:00Z',
  to: null,
}))

/** The golden files in a data folder, served, with a token for each kind of program. */
export class ServedApi {
  readonly folder = new TestDataFolder()
  /** What the command makes of the same. */
  readonly matchesFile = join(mkdtempSync(join(tmpdir(), 'whereabouts-matches-')), 'matches.csv')
  readonly tokens = {} as Record<Client, string>
  #served: ServedFolder | undefined

  async prepare(): Promise<void> {
    const people = JSON.parse(readFileSync(join(golden, 'people.json'), 'utf8'))
    people.deviceWearers[0] = {
      id: 'W1',
      names: ['Tamsin O’Quay'],
      identifiers: { crn: 'X000001' },
    }
    const path = join(this.folder.path, 'people.json')
    writeFileSync(path, JSON.stringify({ ...people, allocations }))
    await this.folder.run('import', 'people', path)
    for (const name of ['CHS20260329.csv', 'CMB20260329.csv']) {
      await this.folder.run('import', 'crimes', join(golden, name))
    }
    await this.folder.run('import', 'positions', join(golden, 'positions.csv'))
    await this.folder.run('match')
    await this.folder.run('export', 'matches', '--out', this.matchesFile)
    await this.#withRecords(async (records) => {
      const now = Date.now()
      for (const [name, [scope, scopes]] of Object.entries(clients)) {
        const details = { username: `${name}.test`, name, ...scope }
        const { account } = await createAccount(workAt(records, now), details)
        const expiresAt = now + 86_400_000
        const wish = { accountId: account.id, name: 'test', scopes, expiresAt }
        const made = await makeToken(workAt(records, now, makerOf(account, scopes)), wish)
        this.tokens[name as Client] = made.token
      }
      await records.query(
        `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
         select 'W2', 0, 'excluded', '{practitioner.test}', 'Known to you: ask your manager', min(id)
         from imports`,
      )
    })
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#served = await serveFolder(this.folder.path, { env })
  }

  async stop(): Promise<void> {
    await this.#served?.end()
  }

  get url(): string {
    return this.#served?.url ?? ''
  }

  /** @param client whose token is sent; none without. */
  ask(client: Client | undefined, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (client) headers.set('Authorization', `Bearer ${this.tokens[client]}`)
    return fetch(`${this.url}/api/v1${path}`, { ...init, headers })
  }

  /** What the audit holds, oldest first; only while nothing is served. */
  async events(): Promise<StoredAuditEvent[]> {
    let events: StoredAuditEvent[] = []
    await this.#withRecords(async (records) => {
      events = (await searchAudit(records, {}, { limit: 1000 })).reverse()
    })
    return events
  }

  /** Codes of what could not be used of a device's reports, in order; only while nothing is served. */
  async refusedOf(deviceId: string): Promise<string[]> {
    let codes: string[] = []
    await this.#withRecords(async (records) => {
      const rows = await records.query<{ code: string }>(
        `select issue ->> 'code' as code from refused_reports, jsonb_array_elements(issues) as issue
         where device_id = $1 order by received_at, id`,
        [deviceId],
      )
      codes = rows.map(({ code }) => code)
    })
    return codes
  }

  async #withRecords(work: (records: Records) => Promise<void>): Promise<void> {
    const records = await openEmbeddedRecords(join(this.folder.path, 'records'))
    try {
      await work(records)
    } finally {
      await records.close()
    }
  }
}
