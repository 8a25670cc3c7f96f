import type { Answer, Sent, ServedSurfaces } from './served-surfaces.ts'

/** Somebody with a browser: keeps cookies, and sends forms with the token of the page they are on. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  /** Every Set-Cookie header that came. */
  readonly said: string[] = []
  readonly #served: ServedSurfaces

  constructor(served: ServedSurfaces) {
    this.#served = served
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  /** Loads the page that has the form, and sends it. */
  async submit(
    page: string,
    form: Readonly<Record<string, string>>,
    to: string = page,
  ): Promise<Answer> {
    const { text } = await this.get(page)
    const [, formToken = ''] = /name="formToken" value="([^"]+)"/.exec(text) ?? []
    return this.send('POST', to, { form: { formToken, ...form } })
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { Accept: 'text/html', ...(Cookie && { Cookie }), ...sent.headers }
    const answer = await this.#served.send(method, path, { ...sent, headers })
    for (const said of answer.headers.getSetCookie()) {
      this.said.push(said)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(said) ?? []
      if (/max-age=0/i.test(said)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}
