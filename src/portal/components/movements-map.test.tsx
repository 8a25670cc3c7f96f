import { describe, expect, it } from 'vitest'
import type { MapPosition } from '../map/map-data.ts'
import { unpackMap } from '../map/packed-map.ts'
import { MovementsMap, ROWS_PER_PAGE } from './movements-map.tsx'

const start = Date.parse('2026-07-15T10:00:00Z')
const positions = (count: number): MapPosition[] =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    capturedAt: start + index * 60_000,
    latitude: 53.8,
    longitude: -4.4,
    accuracyMetres: 12,
    mechanism: 'GPS',
    device: 'D1',
  }))
const html = (content: { toString(): string }) => content.toString()
const dataOf = (page: string) =>
  unpackMap(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(page)?.[1] ?? '')

describe('<MovementsMap>', () => {
  it('has a row for every position with what the map shows of it', () => {
    const two = positions(3).toSpliced(1, 1)
    const late = { ...positions(1)[0], number: 4, capturedAt: start + 3_720_000 } as MapPosition
    const page = html(<MovementsMap id="m" title="Movements" positions={[...two, late]} />)
    expect(page.match(/<tr class="govuk-table__row" id="m-table-/g)).toHaveLength(3)
    expect(page).toContain('15 July 2026 at 11:00:00 BST')
    expect(page).toContain('53.8000000, -4.4000000')
    expect(page).toContain('1 h 0 min, whereabouts unknown')
    // What came before the first is not among the positions, so that no gap can be denied.
    expect(page.match(/first shown/g)).toHaveLength(1)
    expect(page).toContain('Gap of more than 5 minutes')
    expect(page).toContain('href="#m-table"')
    expect(page).not.toContain('style=')
  })

  it('lists in the legend only what is there', () => {
    const page = html(<MovementsMap id="m" title="Movements" positions={positions(2)} />)
    expect(page).not.toContain('Gap of more')
    expect(page).not.toContain('by cell tower')
    expect(page).not.toContain('Before or after')
    const other = positions(2).map((position) => ({ ...position, mechanism: 'LBS' }))
    const first = other.map((position, index) => ({ ...position, outsideWindow: index === 0 }))
    const outside = html(<MovementsMap id="m" title="Movements" positions={first} />)
    expect(outside).toContain('by cell tower')
    expect(outside).toContain('Before or after')
  })

  it('turns pages of many rows and carries every position', () => {
    const page = html(
      <MovementsMap
        id="m"
        title="Movements"
        positions={positions(2 * ROWS_PER_PAGE + 1)}
        page={2}
        pageHref={(number) => `/p?page=${number}`}
      />,
    )
    const table = page.slice(page.indexOf('<table'))
    expect(table).toContain('Positions 501 to 1,000 of 1,001')
    expect(table.match(/data-index=/g)).toHaveLength(ROWS_PER_PAGE)
    expect(/data-index="(\d+)"/.exec(table)?.[1]).toBe('500')
    expect(/rel="next" href="([^"]*)"/.exec(table)?.[1]).toBe('/p?page=3#m-table')
    expect(dataOf(page).positions).toHaveLength(2 * ROWS_PER_PAGE + 1)
  })

  it('offers to filter by what there is, and to write a note where that is allowed', () => {
    const [first, second] = positions(2)
    const mixed = [first, { ...second, mechanism: 'LBS' }] as MapPosition[]
    const page = html(<MovementsMap id="m" title="Movements" positions={mixed} />)
    expect(page.match(/data-mechanism="(\w+)"/g)).toEqual([
      'data-mechanism="GPS"',
      'data-mechanism="LBS"',
    ])
    expect(page).toContain('data-map="accuracy-limit"')
    expect(page).not.toContain('Write a note')
    const bare = positions(2).map((position) => ({ ...position, accuracyMetres: undefined }))
    const noted = html(
      <MovementsMap id="m" title="M" positions={bare} notesHref="/people/1/notes" />,
    )
    expect(noted).not.toContain('Filter positions')
    expect(noted).toContain('data-notes="/people/1/notes"')
  })

  it('has the lines beneath the time in words, and offers faster play of what is longer', () => {
    const played = { from: start, to: start + 30 * 86_400_000 }
    const bands = [{ ...played, line: 'Curfew', state: 'required', text: 'curfew hours' }] as const
    const page = html(
      <MovementsMap id="m" title="M" positions={positions(2)} played={played} bands={bands} />,
    )
    expect(page).toContain('15 July 2026 at 11:00 BST to 14 August 2026 at 11:00 BST')
    expect(page).toContain('×1440: a day a second')
    expect(page).toContain('url(#m-required)')
    expect(page).not.toContain('style=')
  })

  it('lets no text out of its place', () => {
    const hostile = `</script><img src=x onerror="alert(1)">`
    const position = { ...positions(1)[0], device: hostile, mechanism: hostile } as MapPosition
    const crime = { latitude: 53.8, longitude: -4.4, radiusMetres: 100, title: hostile }
    const page = html(<MovementsMap id="m" title={hostile} positions={[position]} crime={crime} />)
    expect(page).not.toContain('<img')
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(dataOf(page).crimes[0]?.title).toBe(hostile)
  })

  it('says that nothing to show is not absence', () => {
    const page = html(<MovementsMap id="m" title="Movements" positions={[]} />)
    expect(page).toContain('does not say where anyone was or was not')
    expect(page).not.toContain('<script')
  })
})
