import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeToken } from '../../src/app/accounts/api-tokens.ts'
import { beginSession } from '../../src/app/accounts/signed-in.ts'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { simulateTownToFolder } from '../../src/app/simulate-town.ts'
import { readConfig, readSignInConfig } from '../../src/config.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { type Role, roles, tokenScopesOf } from '../../src/domain/roles.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { formTokenFor } from '../../src/portal/cookies.ts'
import type { Surface } from '../../src/server/app.ts'
import type { Route } from '../../src/server/route.ts'
import type { serverOver } from '../../src/server-over.ts'
import { accountByUsername } from '../../src/store/records/account-records.ts'
import { actorOf, workAt } from './account-work.ts'
import { root } from './whereabouts.ts'

type ServedApp = Awaited<ReturnType<typeof serverOver>>['app']

/** Who asks, and with what. */
export interface Client {
  readonly username: string
  readonly accountId: number
  readonly role: Role
  /** A session's secret; empty for a service. */
  readonly session: string
  /** With everything that a token of the role can hold. */
  readonly token: string
}

/** What is sent beside who asks. */
export interface Sent {
  readonly form?: Readonly<Record<string, string>> | undefined
  readonly json?: unknown
  /** A form with a file, its fields before it. */
  readonly file?: { readonly name: string; readonly text: string } | undefined
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>> | undefined
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** One entry of the audit. */
export interface Event {
  readonly action: string
  readonly outcome: string
  readonly what: string
  readonly subjects: readonly string[] | 'everyone'
  readonly username: string
  readonly from: string
  readonly correlationId: string
}

/** A wearer of the town, by everything that names them: id, names, number, their account. */
interface Named {
  readonly id: string
  readonly names: readonly string[]
  readonly account: { readonly username: string; readonly name: string } | undefined
}

/**
 * Everything the program serves, over a small simulated town with an account for each role, as the build
 * made it; nothing listens.
 */
export class ServedSurfaces {
  readonly data: string
  readonly folder: DataFolder
  readonly app: ServedApp
  readonly surfaces: readonly Surface[]
  readonly clients: ReadonlyMap<Role, Client>
  readonly wearers: readonly Named[]
  readonly stop: () => Promise<void>
  #addresses = 0

  private constructor(parts: {
    data: string
    folder: DataFolder
    app: ServedApp
    surfaces: readonly Surface[]
    clients: ReadonlyMap<Role, Client>
    wearers: readonly Named[]
    stop: () => Promise<void>
  }) {
    this.data = parts.data
    this.folder = parts.folder
    this.app = parts.app
    this.surfaces = parts.surfaces
    this.clients = parts.clients
    this.wearers = parts.wearers
    this.stop = parts.stop
  }

  /**
   * @param watch the folder as it is served, such as one that notes statements.
   * @param prepare what else is done to the folder before.
   */
  static async open({
    watch = (folder) => folder,
    prepare = async () => undefined,
  }: {
    watch?: (folder: DataFolder) => DataFolder
    prepare?: (folder: DataFolder, data: string) => Promise<void>
  } = {}): Promise<ServedSurfaces> {
    const serve = await built<{ serverOver: typeof serverOver }>('server-over.js')
    const { withDataFolder } = await built<typeof import('../../src/compose.ts')>('compose.js')
    const data = mkdtempSync(join(tmpdir(), 'whereabouts-surfaces-'))
    const config = { ...readConfig({}), ...readSignInConfig({}), logLevel: 'silent' }
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    let open: Promise<void> = Promise.resolve()
    const folder = await new Promise<DataFolder>((resolve, reject) => {
      open = withDataFolder(data, 'import tests', config, async (opened) => {
        resolve(opened)
        await ended
      })
      open.catch(reject)
    })
    await makeTown(folder, join(data, 'town'))
    // What is off unless a policy says otherwise is tried too.
    writeFileSync(join(data, 'policy.json'), JSON.stringify({ following: { allowed: true } }))
    const { prepareHanded } =
      await built<typeof import('../../src/cli/run-handed.ts')>('cli/run-handed.js')
    const options = { data, demo: true, prepareHanded }
    const { app, surfaces, close } = await serve.serverOver(watch(folder), options, config)
    await prepare(folder, data)
    return new ServedSurfaces({
      data,
      folder,
      app,
      surfaces,
      clients: await clientsOf(folder),
      wearers: await wearersOf(folder),
      async stop() {
        await close()
        end()
        await open
        rmSync(data, { recursive: true, force: true })
      },
    })
  }

  /** The same program over records that hold nothing, not even an account. @param environment what its configuration is. */
  async ofNobody(environment: Readonly<Record<string, string>>): Promise<ServedSurfaces> {
    const serve = await built<{ serverOver: typeof serverOver }>('server-over.js')
    const { openEmbeddedRecords } =
      await built<typeof import('../../src/store/records/pglite.ts')>('store/records/pglite.js')
    const data = mkdtempSync(join(tmpdir(), 'whereabouts-nobody-'))
    const records = await openEmbeddedRecords(join(data, 'records'))
    const folder: DataFolder = { ...this.folder, records }
    const config = { ...readConfig(environment), ...readSignInConfig(environment) }
    const prepareHanded = () => {
      throw new Error('Nobody hands over a command here')
    }
    const options = { data, demo: false, prepareHanded }
    const { app, surfaces, close } = await serve.serverOver(folder, options, {
      ...config,
      logLevel: 'silent',
    })
    return new ServedSurfaces({
      data,
      folder,
      app,
      surfaces,
      clients: new Map(),
      wearers: [],
      async stop() {
        await close()
        await records.close()
        rmSync(data, { recursive: true, force: true })
      },
    })
  }

  get routes(): readonly Route[] {
    return this.surfaces.flatMap(({ routes }) => routes)
  }

  client(role: Role): Client {
    const client = this.clients.get(role)
    if (!client) throw new Error(`The town has no account of a ${role}`)
    return client
  }

  /** Asks as a client: by its session on pages, by its token beneath `/api/`. Forms carry the session's token. */
  ask(client: Client | undefined, method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const headers: Record<string, string> = {}
    if (client && path.startsWith('/api/')) headers['Authorization'] = `Bearer ${client.token}`
    else if (client) headers['Cookie'] = `__Host-session=${client.session}`
    const isForm = method === 'POST' && !path.startsWith('/api/')
    const formToken = client && isForm ? { formToken: formTokenFor(client.session) } : {}
    const form = isForm ? { ...formToken, ...sent.form } : undefined
    return this.send(method, path, { ...sent, form, headers: { ...headers, ...sent.headers } })
  }

  /** Sends exactly this, from an address of its own. */
  async send(method: string, path: string, { form, file, json, body, headers }: Sent = {}) {
    const sent = new Headers({ Host: 'localhost', ...headers })
    let content: RequestInit['body'] = body ?? null
    if (form) content = new URLSearchParams(form)
    if (file) {
      const parts = new FormData()
      for (const [name, value] of Object.entries(form ?? {})) parts.append(name, value)
      parts.append('file', new Blob([file.text], { type: 'text/csv' }), file.name)
      content = parts
    }
    if (json !== undefined) {
      content = JSON.stringify(json)
      sent.set('Content-Type', 'application/json')
    }
    this.#addresses += 1
    const remoteAddress = `2001:db8::${this.#addresses.toString(16)}`
    const response = await this.app.request(
      `http://localhost${path}`,
      { method, headers: sent, ...(content !== null && { body: content }) },
      { incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv6' } } },
    )
    const text = await response.text()
    return { status: response.status, text, headers: response.headers }
  }

  /** What the audit gained while something was done. */
  async heard<T>(work: () => Promise<T>): Promise<{ given: T; events: Event[] }> {
    const [{ id = 0n } = {}] = await this.folder.records.query<{ id: bigint }>(
      'select id from audit_events order by id desc limit 1',
    )
    const given = await work()
    const rows = await this.folder.records.query<{ entry: string }>(
      'select entry from audit_events where id > $1 order by id',
      [id],
    )
    return { given, events: rows.map(({ entry }) => JSON.parse(entry) as Event) }
  }

  /**
   * Ids of the town's wearers whom a text names: by id, by a name or number of theirs, or by their account.
   *
   * @param to whoever reads it: every page shows them the name of their own account.
   */
  mentioned(text: string, to?: Client): string[] {
    const plain = decoded(text)
    const isShown = (account: string) => to?.role === 'device-wearer' && account === to.username
    return this.wearers
      .filter(({ names, account }) =>
        (account && !isShown(account.username) ? [...names, account.name] : names).some((name) =>
          holds(plain, name),
        ),
      )
      .map(({ id }) => id)
      .sort()
  }

  /** Whom somebody may not see, whatever their role. */
  async hiddenFrom({ username, role }: Client): Promise<string[]> {
    if (role === 'device-wearer') return []
    const rows = await this.folder.records.query<{ device_wearer_id: string }>(
      'select distinct device_wearer_id from restrictions_on($1)',
      [username],
    )
    return rows.map((row) => row.device_wearer_id)
  }
}

/** A module as the build made it: stylesheets and scripts lie beside it. */
export function built<T>(path: string): Promise<T> {
  return import(pathToFileURL(join(root, 'dist', path)).href) as Promise<T>
}

/** Of the build like the folder: two copies of a module do not know one another's classes. */
async function makeTown(folder: DataFolder, town: string): Promise<void> {
  const start = Date.parse('2026-01-05T00:00:00Z')
  await simulateTownToFolder({ seed: 3, wearers: 30, days: 5, crimes: 200, start }, town)
  const { importPeople } =
    await built<typeof import('../../src/app/import-people.ts')>('app/import-people.js')
  const { importCrimes } =
    await built<typeof import('../../src/app/import-crimes.ts')>('app/import-crimes.js')
  const { importPositions } =
    await built<typeof import('../../src/app/import-positions.ts')>('app/import-positions.js')
  const { runMatching } =
    await built<typeof import('../../src/app/run-matching.ts')>('app/run-matching.js')
  const asker = { actor: operator(), purpose: 'tests' }
  const batches = readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name))
  await importPeople(folder, asker, [join(town, 'people.json')])
  await importCrimes(folder, asker, batches, fromNationalGrid)
  await importPositions(folder, asker, [join(town, 'positions.csv')], {
    latest: Date.now(),
    batchRows: 200_000,
    again: false,
    onDurable: () => undefined,
  })
  await runMatching(folder, asker, { parameters: defaultParameters, pairs: 'radius' })
}

/** The demonstration's accounts, signed in. */
async function clientsOf({ records }: DataFolder): Promise<ReadonlyMap<Role, Client>> {
  const rows = await records.query<{ username: string }>(
    `select username from accounts where username like '%.demo' order by id`,
  )
  const clients = new Map<Role, Client>()
  const now = Date.now()
  for (const { username } of rows) {
    const account = await accountByUsername(records, username)
    if (!account) continue
    const { id: accountId, role } = account
    if (clients.has(role)) continue
    const facts = { accountId, now, from: '192.0.2.1', secondFactorAt: now }
    const session =
      role === 'service' ? '' : await records.transaction((each) => beginSession(each, facts))
    const scopes = [...tokenScopesOf(role)]
    const wish = { accountId, name: 'tests', scopes, expiresAt: now + 86_400_000 }
    // Only whoever stands at the host makes a token that operates.
    const actor = actorOf(account)
    const maker: Actor = role === 'service' ? { ...actor, kind: 'operator' } : actor
    const { token } = await makeToken(workAt(records, now, maker), wish)
    clients.set(role, { username, accountId, role, session, token })
  }
  const missing = roles.filter((role) => !clients.has(role))
  if (missing.length > 0) throw new Error(`There is no account of ${missing.join(', ')}`)
  return clients
}

async function wearersOf({ records }: DataFolder): Promise<Named[]> {
  const rows = await records.query<{
    id: string
    names: string[]
    username: string | null
    name: string | null
  }>(
    `select device_wearers.id, array_remove(device_wearers.names || crn, null) as names,
       username, accounts.name
     from device_wearers left join accounts on device_wearer_id = device_wearers.id
     order by device_wearers.id`,
  )
  return rows.map(({ id, names, username, name }) => ({
    id,
    names: [id, ...names],
    account: username && name ? { username, name } : undefined,
  }))
}

/** Whole words only: W0001 is not in W00011. */
function holds(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = (text[at - 1] ?? ' ') + (text[at + name.length] ?? ' ')
    if (!/[\p{L}\p{N}]/u.test(around)) return true
  }
  return false
}

/** HTML's entities and what addresses escape, as people read them. */
function decoded(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
