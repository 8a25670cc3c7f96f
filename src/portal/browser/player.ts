import type { Instant } from '../../domain/interval.ts'
import { bandsAt } from '../map/bands.ts'
import type { MapData } from '../map/packed-map.ts'
import {
  countUntil,
  nowOf,
  playedText,
  playedTo,
  type Stretch,
  trailsBehind,
} from '../map/playback.ts'
import { shareText } from '../map/ticks.ts'
import { part } from './part.ts'

/** While it plays, how often the latest position is marked in the table, and how often it is said where things are. */
const MARK_EVERY = 250
const SAY_EVERY = 5000

/**
 * Plays trails through their window: what was captured up to an instant, and no line that nobody captured.
 * By Play and Pause, by the time slider, or by choosing a position.
 */
export class Player {
  readonly #data: MapData
  readonly #played: Stretch
  readonly #onMoved: () => void
  readonly #onLatest: (index: number) => void
  readonly #isShown: (index: number) => boolean
  readonly #button: HTMLElement
  readonly #slider: HTMLInputElement
  readonly #speed: HTMLSelectElement
  readonly #behind: HTMLSelectElement
  readonly #follow: HTMLInputElement
  readonly #time: HTMLElement
  readonly #bands: HTMLElement
  readonly #cursor: SVGElement
  readonly #devices: readonly Element[]
  readonly #announcement: HTMLElement
  #at: Instant | undefined
  #playing = false
  #frameAt = 0
  #markedAt = 0
  #saidAt = 0

  /**
   * @param isShown whether filters let a position be seen.
   * @param onMoved what is drawn has changed.
   * @param onLatest the last position up to the instant.
   */
  constructor(
    section: Element,
    data: MapData,
    played: Stretch,
    isShown: (index: number) => boolean,
    onMoved: () => void,
    onLatest: (index: number) => void,
  ) {
    this.#data = data
    this.#played = played
    this.#onMoved = onMoved
    this.#onLatest = onLatest
    this.#isShown = isShown
    // Found once: a page of thousands of rows is not searched in every frame.
    this.#button = part(section, 'play', HTMLElement)
    this.#slider = part(section, 'time', HTMLInputElement)
    this.#speed = part(section, 'speed', HTMLSelectElement)
    this.#behind = part(section, 'behind', HTMLSelectElement)
    this.#follow = part(section, 'follow', HTMLInputElement)
    this.#time = part(section, 'time-text', HTMLElement)
    this.#bands = part(section, 'bands-text', HTMLElement)
    this.#cursor = part(section, 'cursor', SVGElement)
    this.#devices = [...part(section, 'devices', HTMLElement).children]
    this.#announcement = part(section, 'announcement', HTMLElement)
    this.#behind.addEventListener('change', () => this.#onMoved())
    this.#button.addEventListener('click', () => (this.#playing ? this.#pause() : this.#play()))
    part(section, 'whole', HTMLElement).addEventListener('click', () => this.#showWhole())
    const slider = this.#slider
    slider.addEventListener('input', () => {
      this.#pause()
      // Its last step may lie beyond the end.
      this.#moveTo(Math.min(played.to, played.from + slider.valueAsNumber * 1000), 'mark')
    })
    slider.setAttribute('aria-valuetext', 'the whole period is shown')
  }

  /** How far it has been played; `undefined` while everything is shown. */
  get at(): Instant | undefined {
    return this.#at
  }

  /** Indexes of the positions where devices are at that instant, as far as is known. */
  get now(): readonly number[] {
    if (this.#at === undefined) return []
    const { positions, wearers, gapMinutes } = this.#data
    const count = Math.max(1, wearers.length)
    const nows = nowOf(positions, count, this.#at, gapMinutes, this.#isShown)
    return nows.flatMap((now) => (now?.known ? [now.index] : []))
  }

  /** How far it has been played and how much of it is drawn; nothing while everything is. */
  get text(): string {
    if (this.#at === undefined) return ''
    const behind = this.#behind.selectedOptions[0]?.textContent ?? ''
    return `Drawn until ${this.#time.textContent}, ${behind}`
  }

  /** Nothing captured up to it is drawn, where a reader wants little behind; `undefined` otherwise. */
  get since(): Instant | undefined {
    const { length } = trailsBehind.find(({ name }) => name === this.#behind.value) ?? {}
    return this.#at === undefined || length === undefined ? undefined : this.#at - length
  }

  /** Whether the map is to keep the latest position in view. */
  get follows(): boolean {
    return this.#follow.checked && this.#at !== undefined
  }

  /** A reader chose a position: the play stops there. */
  chosen(index: number): void {
    const capturedAt = this.#data.positions[index]?.capturedAt
    if (this.#at === undefined || capturedAt === undefined) return
    this.#pause()
    this.#moveTo(Math.min(this.#played.to, Math.max(this.#played.from, capturedAt)), 'quiet')
  }

  #play(): void {
    if (this.#at === undefined || this.#at >= this.#played.to)
      this.#moveTo(this.#played.from, 'mark')
    this.#playing = true
    this.#button.textContent = 'Pause'
    this.#frameAt = performance.now()
    this.#say(this.#frameAt)
    requestAnimationFrame((time) => this.#frame(time))
  }

  #pause(): void {
    if (!this.#playing) return
    this.#playing = false
    this.#button.textContent = 'Play'
    if (this.#at !== undefined) this.#moveTo(this.#at, 'mark')
    this.#say(performance.now())
  }

  #frame(time: number): void {
    if (!this.#playing || this.#at === undefined) return
    // A page that lay in the background does not catch up at once.
    const elapsed = Math.min(1000, Math.max(0, time - this.#frameAt))
    this.#frameAt = time
    const speed = Number(this.#speed.value)
    const marks = time - this.#markedAt >= MARK_EVERY
    if (marks) this.#markedAt = time
    this.#moveTo(playedTo(this.#at, elapsed, speed, this.#played), marks ? 'mark' : 'quiet')
    if (time - this.#saidAt >= SAY_EVERY) this.#say(time)
    if ((this.#at ?? 0) >= this.#played.to) this.#pause()
    else requestAnimationFrame((next) => this.#frame(next))
  }

  #moveTo(at: Instant, how: 'mark' | 'quiet'): void {
    this.#at = at
    const { positions, wearers, gapMinutes } = this.#data
    const { time, devices } = playedText(positions, wearers, at, gapMinutes)
    this.#slider.value = String(Math.round((at - this.#played.from) / 1000))
    if (!this.#playing) this.#slider.setAttribute('aria-valuetext', time)
    write(this.#time, time)
    write(this.#bands, bandsAt(this.#data.bands, at))
    const share = shareText(at, this.#played)
    for (const end of ['x1', 'x2']) this.#cursor.setAttribute(end, share)
    this.#cursor.setAttribute('visibility', 'visible')
    devices.forEach((device, wearer) => {
      const line = this.#devices[wearer]
      if (line) write(line, device)
    })
    const latest = countUntil(positions, at) - 1
    if (how === 'mark' && latest >= 0) this.#onLatest(latest)
    this.#onMoved()
  }

  #showWhole(): void {
    this.#pause()
    this.#at = undefined
    this.#slider.value = '0'
    this.#slider.setAttribute('aria-valuetext', 'the whole period is shown')
    write(this.#time, 'The whole period is shown')
    write(this.#bands, '')
    this.#cursor.setAttribute('visibility', 'hidden')
    for (const line of this.#devices) write(line, '')
    this.#onMoved()
  }

  /** Politely, and seldom while it plays: every frame would be noise. */
  #say(clock: number): void {
    this.#saidAt = clock
    const time = this.#time.textContent
    const said = [this.#time, ...this.#devices, this.#bands].map(({ textContent }) => textContent)
    this.#announcement.textContent = said.filter(Boolean).join('. ')
    this.#slider.setAttribute('aria-valuetext', time ?? '')
  }
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
