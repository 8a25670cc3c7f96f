import { linksBetween } from '../map/links.ts'
import { unpackMap } from '../map/packed-map.ts'
import { heatText } from '../map/time-spent.ts'
import { readViewFragment } from '../map/view-fragment.ts'
import { baseLayer } from './base-layers.ts'
import type { CanvasView } from './canvas-view.ts'
import { Chooser } from './chooser.ts'
import type { Drawn } from './draw-movements.ts'
import { FilterControls } from './filter-controls.ts'
import { groundOf } from './ground.ts'
import { keepLayers } from './kept-layers.ts'
import { Measurer } from './measurer.ts'
import { MovementsView } from './movements-view.ts'
import { part } from './part.ts'
import { Player } from './player.ts'
import type { Shown } from './shown.ts'
import { controlView } from './view-controls.ts'

const NO_BASE = 'The map beneath could not be loaded; positions are drawn without it.'
/** Layers that are always shown where there is no box to switch them off. */
const always = new Set(['outside'])

const shells = [...document.querySelectorAll<HTMLElement>('[data-map="shell"]')]
for (const shell of shells) {
  if (shell.parentElement) begin(shell, shell.parentElement, shell === shells[0])
}

/** @param isFirst of the page: its view may stand in the address. */
function begin(shell: HTMLElement, section: HTMLElement, isFirst: boolean): void {
  const data = unpackMap(part(section, 'data', HTMLScriptElement).textContent ?? '')
  const ground = groundOf(data)
  const note = part(section, 'note', HTMLElement)
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  shell.dataset['motion'] = still ? 'none' : 'brief'
  shell.hidden = false
  part(section, 'instead', HTMLElement).hidden = true
  section.classList.add('app-map--drawn')

  const boxes = [...section.querySelectorAll<HTMLInputElement>('[data-layer]')]
  keepLayers(boxes)
  const on = (layer: string) =>
    boxes.find((box) => box.dataset['layer'] === layer)?.checked ?? always.has(layer)
  const announce = (text: string) => {
    part(section, 'announcement', HTMLElement).textContent = text
  }
  const filters = new FilterControls(section, data.positions, () => {
    links = linksBetween(ground.steps, filters.hidden)
    chooser.tellHidden()
    view.redraw()
  })
  let links = linksBetween(ground.steps, filters.hidden)
  const isHidden = (index: number) => filters.hidden[index] === 1
  const shown = (): Shown => ({
    direction: on('direction'),
    accuracy: on('accuracy'),
    numbers: on('numbers'),
    zones: on('zones'),
    stays: on('stays'),
    marks: on('marks'),
    heat: on('heat'),
    groups: on('groups'),
    outside: on('outside'),
    hidden: filters.hidden,
    links,
    chosen: chooser.chosen,
    until: player?.at,
    since: player?.since,
    now: player?.now ?? [],
    measure: measurer?.measure,
  })
  let noBase = ''
  let drawnBefore: Drawn | undefined
  const tell = () => {
    const left = drawnBefore?.circlesLeftOut
    const circles = left
      ? `Zoom in to see accuracy circles: ${left.toLocaleString('en-GB')} would hide one another here.`
      : ''
    write(note, [circles, noBase].filter(Boolean).join(' '))
  }
  const covered = section.querySelector('[data-map="card-covered"]')
  const heat = section.querySelector('[data-map="heat-text"]')
  const onDrawn = (drawn: Drawn, { left, top, resolution }: CanvasView) => {
    // What is in view, for those who cannot see the canvas: tests, and tools of the browser.
    for (const [name, count] of Object.entries(drawn)) {
      if (drawnBefore?.[name as keyof Drawn] === count) continue
      shell.dataset[name] = String(count)
    }
    shell.dataset['view'] = `${left} ${top} ${resolution}`
    drawnBefore = drawn
    if (heat) write(heat, heatText(drawn.heat, drawn.heatMetres))
    if (covered) write(covered, coveredText(drawn.covered))
    hideEntries()
    tell()
  }
  const chooser = new Chooser(section, data, ground.steps, isHidden, (index, by) => {
    const position = data.positions[index]
    shell.dataset['chosen'] = String(position?.number)
    if (by === 'play') return
    if (position) measurer?.chosen(position)
    player?.chosen(index)
    view.redraw()
    view.bringIntoView(index)
  })
  const player =
    data.played &&
    new Player(
      section,
      data,
      data.played,
      (index) => !isHidden(index),
      () => {
        shell.dataset['time'] = player?.at === undefined ? '' : String(player.at)
        const [latest] = player?.now ?? []
        if (player?.follows && latest !== undefined) view.bringIntoView(latest, 0)
        view.redraw()
      },
      (index) => chooser.choose(index, 'play'),
    )
  const canvas = part(section, 'canvas', HTMLElement)
  const first = isFirst ? readViewFragment(location.hash) : undefined
  const view = new MovementsView(canvas, ground, still, first, shown, onDrawn)
  const hasTools = section.querySelector('[data-map="measure"]') !== null
  const measurer = hasTools
    ? new Measurer(
        section,
        () => data.positions[chooser.chosen ?? -1],
        () => view.redraw(),
      )
    : undefined
  if (hasTools) {
    controlView({
      section,
      data,
      view,
      announce,
      shownText: () => [filters.text, player?.text].filter(Boolean).join('. '),
      keepsAddress: isFirst,
    })
  }
  view.onPick((place, index) => {
    if (measurer?.isPointing) measurer.clicked(place, data.positions[index ?? -1])
    else if (index !== undefined) chooser.choose(index)
  })

  const entries = [...section.querySelectorAll<HTMLElement>('[data-entry]')]
  const hideEntries = () => {
    for (const entry of entries) {
      const { entry: layer = '', drawn } = entry.dataset
      const isDrawn = drawn === undefined || (drawnBefore?.[drawn as keyof Drawn] ?? 0) > 0
      const isHere = on(layer) && isDrawn
      if (entry.hidden === isHere) entry.hidden = !isHere
    }
  }
  for (const box of boxes) {
    box.addEventListener('change', () => {
      hideEntries()
      view.redraw()
    })
  }
  hideEntries()

  const moves: Readonly<Record<string, () => void>> = {
    in: () => view.zoomBy(1),
    out: () => view.zoomBy(-1),
    all: () => view.show('all'),
    crime: () => view.show('crimes'),
    chosen: () => chooser.chosen !== undefined && view.showPositions([chooser.chosen]),
    west: () => view.moveBy(-1, 0),
    east: () => view.moveBy(1, 0),
    north: () => view.moveBy(0, 1),
    south: () => view.moveBy(0, -1),
  }
  for (const button of section.querySelectorAll<HTMLElement>('[data-move]')) {
    button.addEventListener('click', () => moves[button.dataset['move'] ?? '']?.())
  }

  const withoutBase = () => {
    noBase = NO_BASE
    shell.dataset['base'] = 'failed'
    tell()
  }
  baseLayer(shell.dataset['base'] ?? '', withoutBase).then((base) => {
    if (base) view.map.getLayers().insertAt(0, base.layer)
    part(section, 'attribution', HTMLElement).textContent = base?.attribution ?? ''
  }, withoutBase)
}

/** A mark may stand for many. */
function coveredText(count: number): string {
  if (count === 0) return ''
  const others =
    count === 1 ? '1 other position lies' : `${count.toLocaleString('en-GB')} other positions lie`
  return `${others} under its mark at this zoom.`
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
