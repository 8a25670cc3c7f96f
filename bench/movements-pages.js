// One person's fortnight on a map, 20,160 positions, and the same on a plain OpenLayers page: served for bench/movements.js.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { root } from '../scripts/setup.js'

export const POSITIONS = 20_160
const HOUR = 3_600_000

/** A simulated device's positions in order of capture, and its town's ground. */
export async function fortnight() {
  const { simulateTownToFolder } = await import('../dist/app/simulate-town.js')
  const { townBaseMap } = await import('../dist/app/town-base-map.js')
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-fortnight-'))
  try {
    const start = Date.parse('2026-10-18T00:00:00Z')
    await simulateTownToFolder({ seed: 11, wearers: 2, days: 16, start }, folder)
    const rows = readFileSync(join(folder, 'positions.csv'), 'utf8').trim().split('\n')
    const positions = rows
      .map((row) => row.split(','))
      .filter(([device]) => device === 'D0002')
      .map((row) => {
        const number = (at) => (row[at] === '' ? undefined : Number(row[at]))
        return {
          capturedAt: Date.parse(row[1]),
          latitude: Number(row[2]),
          longitude: Number(row[3]),
          accuracyMetres: number(4),
          mechanism: row[5],
          speedKmh: number(6),
          headingDegrees: number(7),
          hdop: number(8),
          satellites: number(9),
          recordedAt: Date.parse(row[10]),
          uploadedAt: Date.parse(row[11]),
          device: row[0],
        }
      })
      .sort((a, b) => a.capturedAt - b.capturedAt)
      .slice(0, POSITIONS)
      .map((position, index) => ({ number: index + 1, ...position }))
    if (positions.length < POSITIONS) throw new Error(`Only ${positions.length} positions`)
    return { positions, ground: townBaseMap(folder) ?? '' }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Both pages at `/map` and `/plain`. Resolves with the address and what ends it. */
export async function servePages({ positions, ground }) {
  const { MovementsMap } = await import('../dist/portal/components/movements-map.js')
  const { paths } = await import('../dist/portal/paths.js')
  const files = new Map([
    [paths.mapScript, ['text/javascript', asset(paths.mapScript)]],
    [paths.mapStylesheet, ['text/css', asset(paths.mapStylesheet)]],
    [paths.stylesheet, ['text/css', asset(paths.stylesheet)]],
    ['/plain.js', ['text/javascript', plainScript()]],
    [paths.mapTown, ['application/geo+json', ground]],
    [
      paths.mapBase,
      [
        'application/json',
        JSON.stringify({ kind: 'town', url: paths.mapTown, attribution: 'A made-up town' }),
      ],
    ],
  ])
  const played = { from: positions[0].capturedAt, to: positions.at(-1).capturedAt + 60_000 }
  const map = () =>
    MovementsMap({
      id: 'movements',
      title: 'Movements',
      positions,
      played,
      page: 1,
      pageHref: (page) => `/map?page=${page}`,
      ...around(positions, played),
    })
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
    )
    const [type, body] = files.get(path) ?? ['text/html', '']
    response.setHeader('Content-Type', `${type}; charset=utf-8`)
    if (files.has(path)) response.end(body)
    else if (path === '/map') response.end(page(paths, map().toString()))
    else if (path === '/plain') response.end(plainPage(positions, paths))
    else response.writeHead(404).end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    end: () => new Promise((resolve) => server.close(resolve)),
  }
}

function asset(path) {
  return readFileSync(join(root, 'dist', 'portal', path))
}

function plainScript() {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'bench', 'plain-map.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  return outputFiles[0].text
}

function page(paths, content) {
  return `<!DOCTYPE html><html lang="en" class="govuk-template"><head><title>Movements</title><link rel="stylesheet" href="${paths.stylesheet}"><link rel="icon" href="data:,"></head><body class="govuk-template__body"><main class="govuk-width-container"><h1 class="govuk-heading-l">Movements</h1>${content}</main></body></html>`
}

/** As a programmer would begin: the rows as JSON, a feature and a style each. */
function plainPage(positions, paths) {
  const rows = positions.map(({ number, capturedAt, latitude, longitude }) => [
    number,
    capturedAt,
    latitude,
    longitude,
  ])
  const parts = `<div class="app-map__stage"><div id="map" class="app-map__canvas"></div></div><script type="application/json" id="data">${JSON.stringify(rows)}</script><link rel="stylesheet" href="${paths.mapStylesheet}"><script type="module" src="/plain.js"></script>`
  return page(paths, parts)
}

/** Curfew and home by night, and a stay wherever the device was for an hour: as a page of a person has them. */
function around(positions, played) {
  const bands = []
  for (let day = played.from; day < played.to; day += 24 * HOUR) {
    const night = { from: day - 5 * HOUR, to: day + 7 * HOUR }
    bands.push({ ...night, line: 'Curfew', state: 'required', text: 'curfew hours' })
    bands.push({ ...night, line: 'At home', state: 'inside', text: 'at home' })
    bands.push({
      from: day + 7 * HOUR,
      to: day + 8 * HOUR,
      line: 'At home',
      state: 'unknown',
      text: 'not known',
    })
    bands.push({
      from: day + 8 * HOUR,
      to: day + 19 * HOUR,
      line: 'At home',
      state: 'outside',
      text: 'not at home',
    })
  }
  const stays = positions
    .filter((_, index) => index % 300 === 150)
    .map(({ latitude, longitude, capturedAt }, index) => ({
      number: index + 1,
      from: capturedAt,
      to: capturedAt + HOUR,
      latitude,
      longitude,
      radiusMetres: 40,
      title: `Stay ${index + 1}`,
    }))
  const [home] = positions
  const { latitude, longitude } = home
  const marks = [{ ...played, kind: 'home', latitude, longitude, title: 'Home' }]
  return { bands, stays, marks }
}
