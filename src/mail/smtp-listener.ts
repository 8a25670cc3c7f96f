import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { AppError } from '../domain/errors.ts'
import type { MailConfig, SmtpConfig } from '../mail-config.ts'
import type { MailSpool } from './mail-spool.ts'

const MOST_CONNECTIONS = 20
const MOST_RECIPIENTS = 10
/** Nobody says nothing for so long, nor sends one message for longer. */
const QUIET_MS = 60_000
const LONGEST_MESSAGE_MS = 300_000
/** What is kept of a message that is too large: enough to say whose it was. */
const HEAD_BYTES = 64 * 1024

/** Where messages are taken, while it is open. */
export interface SmtpListener {
  /** `127.0.0.1:2525`. */
  readonly at: string
  close(): Promise<void>
}

/**
 * Takes messages for one address and keeps each before it is acknowledged. Nothing is ever passed on: every
 * other recipient is refused.
 *
 * @param onKept called after a message was acknowledged.
 * @throws AppError ADDRESS_IN_USE.
 */
export async function listenSmtp(
  { port, host, tls, tlsRequired }: SmtpConfig,
  { address, mostBytes }: Pick<MailConfig, 'address' | 'mostBytes'>,
  spool: MailSpool,
  onKept: () => void,
): Promise<SmtpListener> {
  const server = new SMTPServer({
    ...tls,
    banner: 'Whereabouts',
    size: mostBytes,
    // Nobody signs in: who may send is decided by the message, and what it may reach is one address.
    disabledCommands: ['AUTH', ...(tls ? [] : ['STARTTLS'])],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: MOST_CONNECTIONS,
    socketTimeout: QUIET_MS,
    closeTimeout: 5_000,
    onMailFrom(_from, session, done) {
      done(tlsRequired && !session.secure ? refusal(530, 'Say STARTTLS first') : null)
    },
    onRcptTo(to, session, done) {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS)
        done(refusal(452, 'Too many recipients'))
      else if (to.address.toLowerCase() !== address) done(refusal(550, 'No such address here'))
      else done()
    },
    onData(stream, session, done) {
      const { mailFrom } = session.envelope
      const from = mailFrom ? mailFrom.address.replaceAll(/[^\x21-\x7e]|[<>]/g, '') : ''
      void received(stream, mostBytes)
        .then(async ({ pieces, tooLarge }) => {
          await spool.keep([Buffer.from(`Return-Path: <${from}>\r\n`), ...pieces], tooLarge)
          onKept()
          return tooLarge ? refusal(552, `Larger than ${mostBytes / 2 ** 20} MB`) : null
        })
        // Not acknowledged: whoever sends it keeps it, and tries again.
        .catch(() => refusal(451, 'Cannot keep it now; try again later'))
        .then((error) => done(error, 'Kept'))
    },
  })
  // A client that breaks off, or makes no sense, is its own fault and not the server's end.
  server.on('error', () => undefined)
  const { port: bound } = await listening(server, port, host)
  return {
    at: `${host}:${bound}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** All of a message, or the head of one that is larger than may be. */
async function received(stream: SMTPServerDataStream, mostBytes: number) {
  const cut = setTimeout(() => stream.destroy(new Error('It took too long')), LONGEST_MESSAGE_MS)
  let pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      bytes += piece.length
      if (bytes <= mostBytes) pieces.push(piece)
      else pieces = [Buffer.concat(pieces).subarray(0, HEAD_BYTES)]
    }
  } finally {
    clearTimeout(cut)
  }
  return { pieces, tooLarge: bytes > mostBytes }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function listening(server: SMTPServer, port: number, host: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(
        new AppError('ADDRESS_IN_USE', `Cannot take e-mail on ${host}:${port}: ${cause.message}`, {
          cause,
        }),
      )
    server.once('error', failed)
    server.listen(port, host, () => {
      const address = server.server.address()
      server.off('error', failed)
      resolve({ port: typeof address === 'object' && address ? address.port : port })
    })
  })
}
