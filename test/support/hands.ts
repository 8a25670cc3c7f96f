import type { Locator, Page } from 'playwright-core'

const MOST_PRESSES = 100

/** How somebody works a page: all that they do, they do by names that the page says. */
export interface Hands {
  /** Follows the first link of this name. */
  follow(page: Page, name: string | RegExp): Promise<void>
  press(page: Page, name: string): Promise<void>
  type(page: Page, label: string, text: string): Promise<void>
  /** Chooses one of a list, by the words that it begins with. */
  choose(page: Page, label: string, option: string): Promise<void>
  tick(page: Page, name: string): Promise<void>
  /** Opens what is folded. */
  unfold(page: Page, name: string): Promise<void>
  /** Goes to something that keys move. */
  focus(page: Page, target: Locator): Promise<void>
}

const linkOf = (page: Page, name: string | RegExp) =>
  page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name }).first()
const buttonOf = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const fieldOf = (page: Page, label: string) => page.getByLabel(label, { exact: true })
/** A label may hold its own list. */
const listOf = (page: Page, label: string) =>
  page.locator('select').and(page.getByLabel(label)).first()
const foldOf = (page: Page, name: string) => page.getByText(name, { exact: true })

export const mouse: Hands = {
  follow: (page, name) => linkOf(page, name).click(),
  press: (page, name) => buttonOf(page, name).click(),
  type: (page, label, text) => fieldOf(page, label).fill(text),
  async choose(page, label, option) {
    const field = listOf(page, label)
    const options = await field.getByRole('option').allTextContents()
    await field.selectOption({ index: options.findIndex((text) => text.startsWith(option)) })
  },
  tick: (page, name) => fieldOf(page, name).check(),
  unfold: (page, name) => foldOf(page, name).click(),
  focus: (_, target) => target.focus(),
}

/** The Tab key, and what each thing does by keys; never a pointer. */
export const keyboard: Hands = {
  follow: (page, name) => keysOn(page, linkOf(page, name), 'Enter'),
  press: (page, name) => keysOn(page, buttonOf(page, name), 'Enter'),
  async type(page, label, text) {
    await reach(page, fieldOf(page, label))
    await page.keyboard.type(text)
  },
  async choose(page, label, option) {
    await reach(page, listOf(page, label))
    await page.keyboard.type(option)
  },
  async tick(page, name) {
    const field = fieldOf(page, name)
    if ((await field.getAttribute('type')) === 'checkbox') return keysOn(page, field, 'Space')
    const group = page.locator(`[name="${await field.getAttribute('name')}"]`)
    const checked = group.and(page.locator(':checked'))
    // Tab comes to one of them, and arrows go on from there.
    if ((await checked.count()) > 0) await reach(page, checked)
    else await keysOn(page, group.first(), 'Space')
    while (!(await field.isChecked())) await page.keyboard.press('ArrowDown')
  },
  focus: reach,
  unfold: (page, name) =>
    keysOn(page, foldOf(page, name).locator('xpath=ancestor-or-self::summary'), 'Enter'),
}

async function keysOn(page: Page, target: Locator, key: string): Promise<void> {
  await reach(page, target)
  await page.keyboard.press(key)
}

/** Goes on by Tab, or back where it is before what has the focus. @throws Error where it is further than anybody would go. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const isFocused = () =>
    target.evaluate((element) => element === element.ownerDocument.activeElement)
  const isBefore = await target.evaluate((element) => {
    const { activeElement } = element.ownerDocument
    return activeElement ? (element.compareDocumentPosition(activeElement) & 4) > 0 : false
  })
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    if (await isFocused()) return
    await page.keyboard.press(isBefore ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Cannot reach ${target} by the keyboard in ${MOST_PRESSES} presses`)
}
