import { placeText } from '../../domain/place-text.ts'
import { dmsText } from '../map/dms.ts'
import { noteAddress } from '../map/note-address.ts'
import type { MapData } from '../map/packed-map.ts'
import {
  announcement,
  factNames,
  placeInWords,
  positionFacts,
  positionName,
  shownFacts,
} from '../map/position-facts.ts'
import type { Step } from '../map/steps.ts'
import { part } from './part.ts'

/** A reader, or the play that came to it: that is neither announced nor brought into view. */
export type ChosenBy = 'reader' | 'play'

/**
 * The chosen position: by First, Previous, Next and Last, by the slider, by a row of the table, or on
 * the map. Whatever chose it keeps the focus; the card shows its facts and they are announced.
 */
export class Chooser {
  readonly #section: Element
  readonly #data: MapData
  readonly #steps: readonly Step[]
  readonly #onChosen: (index: number, by: ChosenBy) => void
  readonly #isHidden: (index: number) => boolean
  #chosen: number | undefined

  constructor(
    section: Element,
    data: MapData,
    steps: readonly Step[],
    isHidden: (index: number) => boolean,
    onChosen: (index: number, by: ChosenBy) => void,
  ) {
    this.#section = section
    this.#data = data
    this.#steps = steps
    this.#isHidden = isHidden
    this.#onChosen = onChosen
    const last = data.positions.length - 1
    const targets: Readonly<Record<string, () => number>> = {
      first: () => this.#shownFrom(0, 1),
      previous: () => this.#shownFrom((this.#chosen ?? last + 1) - 1, -1),
      next: () => this.#shownFrom((this.#chosen ?? -1) + 1, 1),
      last: () => this.#shownFrom(last, -1),
    }
    for (const button of section.querySelectorAll<HTMLElement>('[data-step]')) {
      const target = targets[button.dataset['step'] ?? '']
      // At an end nothing happens: a disabled button would lose the focus.
      if (target) button.addEventListener('click', () => this.choose(target()))
    }
    if (last >= 0) {
      const slider = part(section, 'slider', HTMLInputElement)
      slider.setAttribute('aria-valuetext', 'none chosen')
      slider.addEventListener('input', () => this.choose(slider.valueAsNumber - 1))
    }
    for (const button of section.querySelectorAll<HTMLElement>('[data-copy]')) {
      const form = button.dataset['copy'] === 'dms' ? 'dms' : 'decimal'
      button.addEventListener('click', () => this.#copy(form))
    }
    for (const row of section.querySelectorAll<HTMLElement>('tr[data-index]')) this.#linkRow(row)
  }

  /** The index of the chosen position. */
  get chosen(): number | undefined {
    return this.#chosen
  }

  /** Chooses by index; beyond either end nothing changes. */
  choose(index: number, by: ChosenBy = 'reader'): void {
    const { positions, wearers } = this.#data
    const position = positions[index]
    const step = this.#steps[index]
    if (!position || !step) return
    this.#row()?.removeAttribute('aria-current')
    this.#chosen = index
    const slider = part(this.#section, 'slider', HTMLInputElement)
    slider.value = String(index + 1)
    const said = announcement(position, step, positions.length, wearers)
    slider.setAttribute('aria-valuetext', said)
    // The slider says its own value; said twice it would be noise.
    const speaks = document.activeElement === slider ? '' : said
    if (by === 'reader') part(this.#section, 'announcement', HTMLElement).textContent = speaks
    part(this.#section, 'card-title', HTMLElement).textContent =
      `${positionName(position)} of ${positions.length.toLocaleString('en-GB')}`
    const facts = positionFacts(position, step, wearers)
    part(this.#section, 'card-facts', HTMLElement).replaceChildren(
      ...shownFacts(positions).flatMap((name) => [
        textElement('dt', factNames[name]),
        textElement('dd', facts[name]),
      ]),
    )
    part(this.#section, 'card-row', HTMLAnchorElement).href = this.#rowAddress(index)
    part(this.#section, 'card-words', HTMLElement).textContent = placeInWords(position)
    this.tellHidden()
    const note = this.#section.querySelector<HTMLAnchorElement>('[data-map="card-note"]')
    if (note) note.href = noteAddress(note.dataset['notes'] ?? '', position.capturedAt)
    part(this.#section, 'card', HTMLElement).hidden = false
    part(this.#section, 'copied', HTMLElement).textContent = ''
    this.#markRow()
    this.#onChosen(index, by)
  }

  /** Says whether the map shows the chosen one. */
  tellHidden(): void {
    if (this.#chosen === undefined) return
    const isHidden = this.#isHidden(this.#chosen)
    part(this.#section, 'card-hidden', HTMLElement).textContent = isHidden
      ? 'Filters hide it: it is not drawn on the map.'
      : ''
  }

  /** The first that filters show, from an index on; beyond either end where there is none. */
  #shownFrom(index: number, step: 1 | -1): number {
    let at = index
    while (this.#data.positions[at] && this.#isHidden(at)) at += step
    return at
  }

  #copy(form: 'decimal' | 'dms'): void {
    const position = this.#data.positions[this.#chosen ?? -1]
    if (!position) return
    const { latitude, longitude } = position
    const text = form === 'dms' ? dmsText(latitude, longitude) : placeText(latitude, longitude)
    const say = (said: string) => {
      part(this.#section, 'announcement', HTMLElement).textContent = said
      part(this.#section, 'copied', HTMLElement).textContent = said
    }
    // Browsers give a clipboard to pages over HTTPS only.
    const failed = () => say(`Could not be copied. The place is ${text}`)
    if (!navigator.clipboard) failed()
    else navigator.clipboard.writeText(text).then(() => say(`Copied: ${text}`), failed)
  }

  /** The number of a row becomes a button: without this script it would be one that does nothing. */
  #linkRow(row: HTMLElement): void {
    const cell = row.querySelector('th')
    const index = Number(row.dataset['index'])
    const button = textElement('button', cell?.textContent ?? '')
    button.setAttribute('type', 'button')
    button.className = 'app-map__row-button'
    const hint = textElement('span', 'show on the map')
    hint.className = 'govuk-visually-hidden'
    button.append(hint)
    button.addEventListener('click', () => this.choose(index))
    cell?.replaceChildren(button)
  }

  /** Marks the row and brings it into view of the table's own scroll; the page stays where it is. */
  #markRow(): void {
    const row = this.#row()
    if (!row) return
    row.setAttribute('aria-current', 'true')
    const table = row.closest('.app-map__table')
    if (!table || row.contains(document.activeElement)) return
    const { top, bottom } = table.getBoundingClientRect()
    const here = row.getBoundingClientRect()
    if (here.top < top || here.bottom > bottom) {
      table.scrollTop += here.top - top - (bottom - top) / 2
    }
  }

  #row(): Element | null {
    return this.#section.querySelector(`tr[data-index="${this.#chosen}"]`)
  }

  #rowAddress(index: number): string {
    const { page, rowsPerPage, hrefs } = this.#data.table
    const wanted = Math.floor(index / rowsPerPage) + 1
    const here = wanted === page ? '' : (hrefs[wanted - 1] ?? '')
    return `${here}#${this.#section.id}-table-${this.#data.positions[index]?.number}`
  }
}

function textElement(name: string, text: string): HTMLElement {
  const element = document.createElement(name)
  element.textContent = text
  return element
}
