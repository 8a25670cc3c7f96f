// The demonstration's town, larger, in a data folder that is served to visitors without JavaScript: for benches of pages.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, stop } from '../scripts/setup.js'

export const program = join('bin', 'whereabouts.js')

/** A folder of the town so many times as large. Kept from one run to the next: making it takes minutes. */
export function townFolder(times, days = 14) {
  const data = join('.whereabouts', `bench-pages-${times}${days === 14 ? '' : `-days-${days}`}`)
  if (existsSync(join(root, data, 'made'))) return data
  rmSync(join(root, data), { recursive: true, force: true })
  const town = join(data, 'town')
  const size = ['--wearers', String(60 * times), '--days', String(days)]
  size.push('--crimes', String(400 * times))
  whereabouts('simulate', '--seed', '1', ...size, '--out', town)
  const crimes = readdirSync(join(root, town, 'crimes')).map((name) => join(town, 'crimes', name))
  whereabouts('import', 'people', join(town, 'people.json'), '--data', data)
  whereabouts('import', 'crimes', ...crimes.sort(), '--data', data)
  whereabouts('import', 'positions', join(town, 'positions.csv'), '--data', data)
  whereabouts('match', '--data', data)
  writeFileSync(join(root, data, 'made'), '')
  return data
}

function whereabouts(...words) {
  run(process.execPath, [program, ...words])
}

/** The program as a person starts it; it prints its address and the accounts. */
export async function serving(data) {
  const words = [program, 'serve', '--data', data, '--port', '0', '--demo']
  const process_ = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, WHEREABOUTS_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Whatever stops the bench stops the server.
  process.once('exit', () => process_.kill())
  let said = ''
  const url = await new Promise((resolve, reject) => {
    process_.stdout.on('data', (chunk) => {
      said += chunk
      const [address] = /http:\/\/localhost:\d+/.exec(said) ?? []
      if (address) resolve(address)
    })
    process_.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
  const password = /^Password of each: (.+)$/m.exec(said)?.[1] ?? ''
  const usernames = [...said.matchAll(/\b([a-z-]+\.demo)\b/g)].map(([, name]) => name)
  return {
    url,
    password,
    usernames: [...new Set(usernames)].filter((name) => name !== 'service.demo'),
    end: () =>
      new Promise((resolve) => {
        process_.on('exit', resolve)
        process_.kill('SIGTERM')
      }),
  }
}

/** A person with cookies and no JavaScript. */
export class Visitor {
  cookies = new Map()

  constructor(url) {
    this.url = url
  }

  async ask(path, form) {
    const answer = await fetch(`${this.url}${path}`, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form && { body: new URLSearchParams(form) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.cookies.set(name, value)
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  /** Sends a page's form: its token is on the page. */
  async send(page, path, fields) {
    const { text } = await this.ask(page)
    const formToken = /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? ''
    return this.ask(path, { formToken, ...fields })
  }

  async signIn(username, password) {
    const { status } = await this.send('/sign-in', '/sign-in', { username, password })
    if (status !== 303) stop(`Cannot sign in as ${username}: ${status}`)
  }
}
