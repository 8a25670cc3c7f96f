import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A server that takes every message, and keeps them to be read. */
export class Mailbox {
  readonly #server: SMTPServer
  readonly #messages: ParsedMail[] = []
  #arrived: () => void = () => {}

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        void simpleParser(stream).then((message) => {
          this.#messages.push(message)
          done()
          this.#arrived()
        })
      },
    })
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    await new Promise<void>((resolve) => mailbox.#server.listen(0, '127.0.0.1', resolve))
    return mailbox
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  /** All that have come, in order. */
  get messages(): readonly ParsedMail[] {
    return this.#messages
  }

  /** The first message that is so, once it is there. */
  async message(isIt: (message: ParsedMail) => boolean): Promise<ParsedMail> {
    for (;;) {
      const found = this.#messages.find(isIt)
      if (found) return found
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}
