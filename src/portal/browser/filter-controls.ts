import { accuracyLimits, hiddenBy, hiddenText, limitText } from '../map/filters.ts'
import type { MapPosition } from '../map/map-data.ts'
import { part } from './part.ts'

/** Checkboxes of mechanisms and the accuracy slider, and what is said of how many they hide. */
export class FilterControls {
  readonly #section: Element
  readonly #positions: readonly MapPosition[]
  readonly #boxes: readonly HTMLInputElement[]
  readonly #slider: HTMLInputElement | null
  readonly #onChanged: () => void
  #hidden: Uint8Array

  constructor(section: Element, positions: readonly MapPosition[], onChanged: () => void) {
    this.#section = section
    this.#positions = positions
    this.#onChanged = onChanged
    this.#hidden = new Uint8Array(positions.length)
    this.#boxes = [...section.querySelectorAll<HTMLInputElement>('[data-mechanism]')]
    this.#slider = section.querySelector<HTMLInputElement>('[data-map="accuracy-limit"]')
    for (const box of this.#boxes) box.addEventListener('change', () => this.#change())
    this.#slider?.addEventListener('input', () => this.#change())
    section.querySelector('[data-map="all-positions"]')?.addEventListener('click', () => {
      for (const box of this.#boxes) box.checked = true
      if (this.#slider) this.#slider.value = '0'
      this.#change()
    })
    if (this.#boxes.length > 0 || this.#slider) this.#tell()
  }

  /** 1 for each position that is hidden; another array once that changes. */
  get hidden(): Uint8Array {
    return this.#hidden
  }

  /** What a picture has to say where anything is hidden. */
  get text(): string {
    return hiddenText(this.#count, this.#positions.length)
  }

  get #count(): number {
    return this.#hidden.reduce((sum, one) => sum + one, 0)
  }

  #change(): void {
    const off = this.#boxes.filter(({ checked }) => !checked)
    this.#hidden = hiddenBy(this.#positions, {
      without: new Set(off.map((box) => box.dataset['mechanism'] ?? '')),
      worstMetres: accuracyLimits[this.#slider?.valueAsNumber ?? 0],
    })
    this.#tell()
    this.#markRows()
    this.#onChanged()
  }

  #tell(): void {
    part(this.#section, 'hidden-count', HTMLElement).textContent = this.text
    if (!this.#slider) return
    const limit = limitText(accuracyLimits[this.#slider.valueAsNumber])
    this.#slider.setAttribute('aria-valuetext', limit)
    part(this.#section, 'accuracy-text', HTMLElement).textContent = limit
  }

  /** The table keeps every row, and says which of them the map does not show. */
  #markRows(): void {
    for (const row of this.#section.querySelectorAll<HTMLElement>('tr[data-index]')) {
      const isHidden = this.#hidden[Number(row.dataset['index'])] === 1
      row.classList.toggle('app-map__row--hidden', isHidden)
      const cell = row.querySelector('th')
      const words = cell?.querySelector('[data-map="hidden-row"]')
      if (!isHidden) words?.remove()
      else if (cell && !words) {
        const said = document.createElement('span')
        said.dataset['map'] = 'hidden-row'
        said.textContent = ' not on the map: filtered'
        cell.append(said)
      }
    }
  }
}
