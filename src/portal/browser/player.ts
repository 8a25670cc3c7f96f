import type { Instant } from '../../domain/interval.ts'
import type { MapData } from '../map/packed-map.ts'
import { countUntil, nowOf, playedText, playedTo, type Stretch } from '../map/playback.ts'
import { part } from './part.ts'

/** While it plays, how often the latest position is marked in the table, and how often it is said where things are. */
const MARK_EVERY = 250
const SAY_EVERY = 5000

/**
 * Plays trails through their window: what was captured up to an instant, and no line that nobody captured.
 * By Play and Pause, by the time slider, or by choosing a position.
 */
export class Player {
  readonly #section: Element
  readonly #data: MapData
  readonly #played: Stretch
  readonly #onMoved: () => void
  readonly #onLatest: (index: number) => void
  #at: Instant | undefined
  #playing = false
  #frameAt = 0
  #markedAt = 0
  #saidAt = 0

  /**
   * @param onMoved what is drawn has changed.
   * @param onLatest the last position up to the instant.
   */
  constructor(
    section: Element,
    data: MapData,
    played: Stretch,
    onMoved: () => void,
    onLatest: (index: number) => void,
  ) {
    this.#section = section
    this.#data = data
    this.#played = played
    this.#onMoved = onMoved
    this.#onLatest = onLatest
    this.#button.addEventListener('click', () => (this.#playing ? this.#pause() : this.#play()))
    part(section, 'whole', HTMLElement).addEventListener('click', () => this.#showWhole())
    const slider = this.#slider
    slider.addEventListener('input', () => {
      this.#pause()
      this.#moveTo(played.from + slider.valueAsNumber * 1000, 'mark')
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
    const nows = nowOf(positions, Math.max(1, wearers.length), this.#at, gapMinutes)
    return nows.flatMap((now) => (now?.known ? [now.index] : []))
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
    const speed = Number(part(this.#section, 'speed', HTMLSelectElement).value)
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
    write(part(this.#section, 'time-text', HTMLElement), time)
    const lines = part(this.#section, 'devices', HTMLElement).children
    devices.forEach((device, wearer) => {
      const line = lines[wearer]
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
    write(part(this.#section, 'time-text', HTMLElement), 'The whole period is shown')
    for (const line of part(this.#section, 'devices', HTMLElement).children) write(line, '')
    this.#onMoved()
  }

  /** Politely, and seldom while it plays: every frame would be noise. */
  #say(clock: number): void {
    this.#saidAt = clock
    const time = part(this.#section, 'time-text', HTMLElement).textContent
    const devices = [...part(this.#section, 'devices', HTMLElement).children]
    const said = [time, ...devices.map(({ textContent }) => textContent)].filter(Boolean)
    part(this.#section, 'announcement', HTMLElement).textContent = said.join('. ')
    this.#slider.setAttribute('aria-valuetext', time ?? '')
  }

  get #button(): HTMLElement {
    return part(this.#section, 'play', HTMLElement)
  }

  get #slider(): HTMLInputElement {
    return part(this.#section, 'time', HTMLInputElement)
  }
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
