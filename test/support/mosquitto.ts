import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's Mosquitto with TLS, on loopback: nobody is let in but by its files, and what it holds outlives clients. */
export interface Broker {
  readonly port: number
  /** The certificate of who vouches for it. */
  readonly ca: string
  readonly files: { readonly passwords: string; readonly access: string }
  /** Resolves once it has written in its log what a pattern finds. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Has it read its files again. */
  reload(): Promise<void>
  stop(): Promise<void>
}

const RELOADED = 'Reloading config'

export async function startBroker(): Promise<Broker> {
  const place = mkdtempSync(join(tmpdir(), 'whereabouts-broker-'))
  const at = (name: string) => join(place, name)
  makeCertificates(place)
  for (const name of ['passwords', 'access']) writeFileSync(at(name), '')
  const port = await freePort()
  writeFileSync(
    at('mosquitto.conf'),
    `user root
listener ${port} 127.0.0.1
certfile ${at('server.pem')}
keyfile ${at('server.key')}
allow_anonymous false
password_file ${at('passwords')}
acl_file ${at('access')}
persistence true
persistence_location ${place}/
max_inflight_messages 1000
max_queued_messages 0
`,
  )
  const broker = spawn('/usr/sbin/mosquitto', ['-c', at('mosquitto.conf'), '-v'])
  const ended = new Promise<void>((resolve) => broker.once('exit', () => resolve()))
  let said = ''
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const done of woken) done()
  }
  const listen = (chunk: Buffer) => {
    said += chunk.toString()
    wake()
  }
  broker.stdout.on('data', listen)
  broker.stderr.on('data', listen)
  void ended.then(wake)
  const says = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(said)
      if (found) return found
      if (broker.exitCode !== null) throw new Error(`the broker ended: ${said}`)
      await new Promise<void>((done) => waiting.push(done))
    }
  }
  await says(/ running/)
  return {
    port,
    ca: at('ca.pem'),
    says,
    files: { passwords: at('passwords'), access: at('access') },
    async reload() {
      const before = said.split(RELOADED).length
      broker.kill('SIGHUP')
      while (said.split(RELOADED).length === before) {
        await new Promise<void>((done) => waiting.push(done))
      }
    },
    async stop() {
      broker.kill('SIGTERM')
      await ended
    },
  }
}

function makeCertificates(place: string): void {
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: place, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=A test')
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=127.0.0.1')
  writeFileSync(join(place, 'server.ext'), 'subjectAltName = IP:127.0.0.1\n')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'server.pem']
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-extfile', 'server.ext')
}

/** Mosquitto takes no port 0. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
