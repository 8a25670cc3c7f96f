import { unpackMap } from '../map/packed-map.ts'
import { baseLayer } from './base-layers.ts'
import type { CanvasView } from './canvas-view.ts'
import { Chooser } from './chooser.ts'
import type { Drawn, Shown } from './draw-movements.ts'
import { groundOf } from './ground.ts'
import { MovementsView } from './movements-view.ts'
import { part } from './part.ts'
import { Player } from './player.ts'

const NO_BASE = 'The map beneath could not be loaded; positions are drawn without it.'

for (const shell of document.querySelectorAll('[data-map="shell"]')) {
  if (shell instanceof HTMLElement && shell.parentElement) begin(shell, shell.parentElement)
}

function begin(shell: HTMLElement, section: HTMLElement): void {
  const data = unpackMap(part(section, 'data', HTMLScriptElement).textContent ?? '')
  const ground = groundOf(data)
  const note = part(section, 'note', HTMLElement)
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  shell.dataset['motion'] = still ? 'none' : 'brief'
  shell.hidden = false
  part(section, 'instead', HTMLElement).hidden = true
  section.classList.add('app-map--drawn')

  const boxes = [...section.querySelectorAll<HTMLInputElement>('[data-layer]')]
  // What there is no box for is not there, or always shown.
  const on = (layer: string) =>
    boxes.find((box) => box.dataset['layer'] === layer)?.checked ?? layer === 'outside'
  const shown = (): Shown => ({
    direction: on('direction'),
    accuracy: on('accuracy'),
    numbers: on('numbers'),
    zones: on('zones'),
    stays: on('stays'),
    marks: on('marks'),
    outside: on('outside'),
    chosen: chooser.chosen,
    until: player?.at,
    now: player?.now ?? [],
  })
  let noBase = ''
  let drawnBefore: Drawn | undefined
  const tell = () => {
    const left = drawnBefore?.circlesLeftOut
    const circles = left
      ? `Zoom in to see accuracy circles: ${left.toLocaleString('en-GB')} would hide one another here.`
      : ''
    const text = [circles, noBase].filter(Boolean).join(' ')
    if (note.textContent !== text) note.textContent = text
  }
  const onDrawn = (drawn: Drawn, { left, top, resolution }: CanvasView) => {
    drawnBefore = drawn
    // What is in view, for those who cannot see the canvas: tests, and tools of the browser.
    for (const [name, count] of Object.entries(drawn)) shell.dataset[name] = String(count)
    shell.dataset['view'] = `${left} ${top} ${resolution}`
    tell()
  }
  const chooser = new Chooser(section, data, ground.steps, (index, by) => {
    shell.dataset['chosen'] = String(data.positions[index]?.number)
    if (by === 'play') return
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
      () => {
        shell.dataset['time'] = player?.at === undefined ? '' : String(player.at)
        view.redraw()
      },
      (index) => chooser.choose(index, 'play'),
    )
  const canvas = part(section, 'canvas', HTMLElement)
  const view = new MovementsView(canvas, ground, still, shown, onDrawn)
  view.onPick((index) => chooser.choose(index))

  const hideEntries = () => {
    for (const entry of section.querySelectorAll<HTMLElement>('[data-entry]')) {
      entry.hidden = !on(entry.dataset['entry'] ?? '')
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
