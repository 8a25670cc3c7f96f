import type { Browser, Page } from 'playwright-core'

/** People of the demonstration who sign in, each in a browser of their own. */
export class SignedInPages {
  readonly #browser: Browser
  readonly #pages = new Map<string, Page>()

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** Somebody's page, signed in by password when it is first asked for. */
  async as(username: string, { url, password }: { url: string; password: string }): Promise<Page> {
    const known = this.#pages.get(username)
    if (known) return known
    const context = await this.#browser.newContext({
      bypassCSP: false,
      locale: 'en-GB',
      acceptDownloads: true,
    })
    const page = await context.newPage()
    this.#pages.set(username, page)
    await page.goto(`${url}/sign-in`)
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    return page
  }
}
