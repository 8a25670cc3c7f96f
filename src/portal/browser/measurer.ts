import { placeText } from '../../domain/place-text.ts'
import type { MapPosition } from '../map/map-data.ts'
import { measuredText, type Place } from '../map/measured.ts'
import { mercator } from '../map/mercator.ts'
import type { Measure } from './draw-measure.ts'
import { part } from './part.ts'

interface End {
  readonly place: Place
  readonly name: string
}

/**
 * How far from one place to another: from the chosen position to any chosen after it, which needs no
 * pointer, or between two places that a pointer clicks.
 */
export class Measurer {
  readonly #section: Element
  readonly #onChanged: () => void
  readonly #toggle: HTMLElement
  #from: End | undefined
  #to: End | undefined
  /** A reader clicks the ends; otherwise the chosen position is the other end. */
  #isPointing = false

  constructor(section: Element, chosen: () => MapPosition | undefined, onChanged: () => void) {
    this.#section = section
    this.#onChanged = onChanged
    this.#toggle = part(section, 'measure', HTMLElement)
    this.#toggle.addEventListener('click', () => this.#begin(undefined, !this.#isPointing))
    section.querySelector('[data-map="measure-from"]')?.addEventListener('click', () => {
      const position = chosen()
      if (position) this.#begin(endOf(position), false)
    })
    part(section, 'measure-clear', HTMLElement).addEventListener('click', () =>
      this.#begin(undefined, false),
    )
  }

  /** Whether clicks are ends of a measure and choose nothing. */
  get isPointing(): boolean {
    return this.#isPointing
  }

  /** What to draw. */
  get measure(): Measure | undefined {
    const [from, to] = [this.#from, this.#to]
    if (!from) return undefined
    return {
      from: projected(from),
      to: to && projected(to),
      text: to ? measuredText(from.place, to.place) : '',
    }
  }

  /** A position was chosen: the other end, where a measure began at one. */
  chosen(position: MapPosition): void {
    if (!this.#from || this.#isPointing) return
    this.#to = endOf(position)
    this.#tell()
  }

  /** A pointer clicked: the first end, the second, or the first of another measure. */
  clicked(place: Place, position: MapPosition | undefined): void {
    const end = position
      ? endOf(position)
      : { place, name: placeText(place.latitude, place.longitude) }
    if (!this.#from || this.#to) {
      this.#from = end
      this.#to = undefined
    } else this.#to = end
    this.#tell()
  }

  #begin(from: End | undefined, isPointing: boolean): void {
    this.#from = from
    this.#to = undefined
    this.#isPointing = isPointing
    this.#toggle.setAttribute('aria-pressed', String(isPointing))
    this.#tell()
  }

  #tell(): void {
    const [from, to] = [this.#from, this.#to]
    const text =
      to && from
        ? `From ${from.name} to ${to.name}: ${measuredText(from.place, to.place)}, in a straight line`
        : from
          ? `Measuring from ${from.name}: ${this.#isPointing ? 'click another point' : 'choose another position'}`
          : this.#isPointing
            ? 'Click the first point on the map'
            : ''
    part(this.#section, 'measured', HTMLElement).textContent = text
    this.#onChanged()
  }
}

function endOf(position: MapPosition): End {
  return { place: position, name: `position ${position.number}` }
}

function projected({ place }: End): readonly number[] {
  return mercator(place.longitude, place.latitude)
}
