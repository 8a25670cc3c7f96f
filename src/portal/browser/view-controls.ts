import { sameLondonTime } from '../../domain/london-clock.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { MapData } from '../map/packed-map.ts'
import { type LookedAt, viewFragment } from '../map/view-fragment.ts'
import type { MovementsView } from './movements-view.ts'
import { part } from './part.ts'
import { pictureOf } from './picture.ts'
import { readPlaces } from './place-reader.ts'

const CAVEAT =
  'A position says where a device was, about 95 % likely within its circle. Lines are the order of positions, not the route taken. No position is not absence.'

/** What the controls of the view need of the map around them. */
export interface ViewControlsOf {
  readonly section: HTMLElement
  readonly data: MapData
  readonly view: MovementsView
  /** How much of the positions is shown, in words. */
  readonly shownText: () => string
  readonly announce: (text: string) => void
  /** The address says where the map looks: that of one map on a page. */
  readonly keepsAddress: boolean
}

/** Zoom, turning, scale, places in degrees, full width, printing, the picture, and the view in the address. */
export function controlView(controls: ViewControlsOf): void {
  const { section, data, view, announce } = controls
  const on = (name: string, event: string, act: (element: HTMLInputElement) => void) => {
    const element = section.querySelector<HTMLInputElement>(`[data-map="${name}"]`)
    element?.addEventListener(event, () => act(element))
  }
  const zoom = part(section, 'zoom', HTMLInputElement)
  const turn = part(section, 'turn', HTMLInputElement)
  const turnBy = (degrees: number) => {
    view.turnTo(degrees)
    tellTurn(section, degrees)
  }
  on('zoom', 'input', () => view.zoomTo(zoom.valueAsNumber))
  on('turns', 'change', ({ checked }) => {
    view.letTurn(checked)
    part(section, 'turning', HTMLElement).hidden = !checked
    // A map that cannot be turned back is not left turned.
    if (!checked) turnBy(0)
  })
  on('turn', 'input', () => turnBy(turn.valueAsNumber))
  on('north-up', 'click', () => turnBy(0))
  on('scale', 'change', ({ value }) => {
    section.classList.toggle('app-map--scale-bar', value === 'bar')
    section.classList.toggle('app-map--scale-off', value === 'off')
  })
  on('wide', 'click', (button) => {
    const isWide = section.classList.toggle('app-map--wide')
    button.setAttribute('aria-pressed', String(isWide))
  })
  on('print', 'click', () => print())
  on('picture', 'click', () => savePicture(controls).then(announce))
  on('day', 'change', (select) => {
    const from = Number(select.value)
    const to = sameLondonTime(from, 1)
    const indexes = data.positions.flatMap(({ capturedAt }, index) =>
      capturedAt >= from && capturedAt < to ? [index] : [],
    )
    if (select.value === '') view.show('all')
    else if (indexes.length > 0) view.showPositions(indexes)
    else announce('No position is held of that day: it is not known where the device was')
  })
  const tellView = (looked: LookedAt) => {
    zoom.value = String(looked.zoom)
    zoom.setAttribute('aria-valuetext', `level ${looked.zoom.toFixed(1)} of 5 to 21`)
    const degrees = ((Math.round(looked.rotation) % 360) + 360) % 360
    turn.value = String(degrees)
    tellTurn(section, degrees)
  }
  view.onMoved(tellView)
  tellView(view.lookedAt)
  if (Math.round(view.lookedAt.rotation) !== 0) {
    part(section, 'turns', HTMLInputElement).checked = true
    part(section, 'turning', HTMLElement).hidden = false
    view.letTurn(true)
  }
  if (controls.keepsAddress) keepAddress(view)
  readPlaces(section, view)
}

function tellTurn(section: Element, degrees: number): void {
  const text = degrees === 0 ? 'north is up' : `turned ${degrees}° clockwise`
  part(section, 'turn', HTMLInputElement).setAttribute('aria-valuetext', text)
  part(section, 'turn-text', HTMLElement).textContent = text
}

/** Once a reader has moved the map: a first look is not worth an address, and would take the place of another. */
function keepAddress(view: MovementsView): void {
  const first = viewFragment(view.lookedAt)
  let isMoved = false
  view.onMoved((looked) => {
    const fragment = viewFragment(looked)
    isMoved ||= fragment !== first
    if (isMoved && fragment !== location.hash) history.replaceState(history.state, '', fragment)
  })
}

async function savePicture({ section, data, view, shownText }: ViewControlsOf): Promise<string> {
  const { positions } = data
  const [first, last] = [positions[0], positions.at(-1)]
  const attribution = part(section, 'attribution', HTMLElement).textContent ?? ''
  const lines = [
    section.getAttribute('aria-label') ?? '',
    first && last ? `${londonWindow(first.capturedAt, last.capturedAt)}. ${shownText()}.` : '',
    CAVEAT,
    attribution,
  ]
  const picture = await pictureOf(
    view.map,
    lines.filter((line) => line !== ''),
  )
  if (!picture) return 'The picture could not be made'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(picture)
  link.download = 'map.png'
  link.click()
  URL.revokeObjectURL(link.href)
  return 'The picture is saved as map.png'
}
