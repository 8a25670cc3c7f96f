import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { root } from './whereabouts.ts'

const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

/** The same engine without windows and menus: a quarter less of the processor for the same pages. */
const shell = '/usr/bin/chromium-headless-shell'

/** Debian's Chromium, which asks nobody for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: existsSync(shell) ? shell : '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page that keeps the server's content policy, on a machine whose clock is nowhere near London's. */
export async function newPage(browser: Browser, { javaScript = true } = {}): Promise<Page> {
  const page = await browser.newPage({
    bypassCSP: false,
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
    timezoneId: 'Australia/Lord_Howe',
  })
  waitAfterClicks(page)
  return page
}

const waiting = new WeakSet<object>()

/**
 * By itself a click ends when the first bytes of the next page have come, and a count of its rows would be of those
 * that are there by then. Here it ends when the page is whole, so that no test can forget to wait.
 */
function waitAfterClicks(page: Page): void {
  const locators: Locator = Object.getPrototypeOf(page.locator('html'))
  if (waiting.has(locators)) return
  waiting.add(locators)
  const { click } = locators
  locators.click = async function (...options) {
    await click.apply(this, options)
    await this.page().waitForLoadState()
  }
}

/** What axe finds on the page as it stands, run outside the page's own content policy. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // After a key that led to another page.
  await page.waitForLoadState()
  const violations = await page.evaluate(
    `(() => { ${axe}; return axe.run() })().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
  )
  return violations as string[]
}

/**
 * Goes by the keyboard alone, as the Tab key goes, to a place on the page or to what has this name.
 *
 * @throws Error where Tab never comes to it.
 */
export async function tabTo(page: Page, target: string | RegExp | Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab')
    if (await isFocused(page, target)) return
  }
  throw new Error(`Cannot reach ${target} by the keyboard`)
}

/**
 * Opens what chooses a file, by Enter on the field that has the focus, and chooses these.
 *
 * To be told of the chooser is asked of the page without waiting for an answer, and keys come to the page another
 * way: on a busy machine Enter may be there first, and no chooser is ever told of.
 */
export async function chooseByEnter(page: Page, files: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.evaluate('0')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(files)
}

async function isFocused(page: Page, target: string | RegExp | Locator): Promise<boolean> {
  if (typeof target !== 'string' && !(target instanceof RegExp)) {
    return target.evaluate((element) => element === element.ownerDocument.activeElement)
  }
  const focused = await page.evaluate(
    `(() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim() })()`,
  )
  return typeof target === 'string' ? focused === target : target.test(String(focused))
}
