import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'

export async function main(page: Page): Promise<string> {
  return (await page.getByRole('main').textContent()) ?? ''
}

export function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}

/** Presses a button, and waits for the whole of the page it leads to: a click ends when the page has begun to come. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

/** Types into fields, by their labels. */
export async function fill(
  on: Pick<Page, 'getByLabel'>,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await on.getByLabel(label, { exact: true }).fill(value)
  }
}

/** Looks again until the page says it. */
export async function untilSaid(page: Page, words: RegExp): Promise<void> {
  await expect
    .poll(() => page.reload().then(() => main(page)), { timeout: 120_000, interval: 500 })
    .toMatch(words)
}

/** The file that something begins to give. */
export async function taken(page: Page, take: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), take()])
  return download
}
