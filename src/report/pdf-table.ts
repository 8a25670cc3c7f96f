import type { PdfPages } from './pdf-pages.ts'
import { printable } from './printable-text.ts'
import type { ReportTable } from './report-document.ts'

const PADDING = 3
const LINE = '#808080'

interface Look {
  readonly shares: readonly number[]
  readonly size: number
  /** The first column says what the row is about. */
  readonly headed: boolean
}

/** Lays out a table, its header again on every page; a row that does not fit goes to the next one whole. */
export function addTable(pages: PdfPages, { caption, columns, rows }: ReportTable): void {
  const look: Look = { shares: columns.map(({ share }) => share), size: 7, headed: false }
  const titles = columns.map(({ title }) => title)
  pages.text(caption, { bold: true, after: 4, keep: 60 })
  addRows(pages, rows, look, titles)
}

const FACTS: Look = { shares: [30, 70], size: 9, headed: true }

/** Lays out keys and values. */
export function addFacts(pages: PdfPages, rows: readonly (readonly string[])[]): void {
  addRows(pages, rows, FACTS)
}

/** Points that {@link addFacts} takes. */
export function factsHeight(pages: PdfPages, rows: readonly (readonly string[])[]): number {
  return rows.reduce((sum, cells) => sum + heightOf(pages, cells, FACTS, false), 0)
}

function addRows(
  pages: PdfPages,
  rows: readonly (readonly string[])[],
  look: Look,
  titles?: readonly string[],
): void {
  const table = pages.pdf.struct('Table')
  pages.add(table)
  const header = (repeated: boolean) => {
    if (titles) addRow(pages, titles, look, repeated ? undefined : table, true)
  }
  header(false)
  for (const whole of rows) {
    for (const cells of split(pages, whole, look)) {
      if (pages.room < heightOf(pages, cells, look, false)) {
        pages.beginPage()
        header(true)
      }
      addRow(pages, cells, look, table, false)
    }
  }
  table.end()
  pages.y += 10
}

/** A row, or several where a cell is longer than half a page. */
function split(pages: PdfPages, cells: readonly string[], look: Look): string[][] {
  const parts = cells.map((text, column) =>
    pages.fitting(
      printable(text),
      fontOf(look, column, false),
      look.size,
      widthOf(pages, look, column),
    ),
  )
  const count = Math.max(...parts.map(({ length }) => length))
  return Array.from({ length: count }, (_, part) => parts.map((of) => of[part] ?? ''))
}

/** @param table where it is read from; a header that is only repeated is not read again. */
function addRow(
  pages: PdfPages,
  cells: readonly string[],
  look: Look,
  table: ReturnType<PdfPages['pdf']['struct']> | undefined,
  header: boolean,
): void {
  const { pdf } = pages
  const high = heightOf(pages, cells, look, header)
  const top = pages.y
  let x = pages.left
  const row = table && pdf.struct('TR')
  if (row) table?.add(row)
  cells.forEach((text, column) => {
    const width = widthOf(pages, look, column)
    const at = x + PADDING
    const draw = () => {
      pages
        .use(fontOf(look, column, header), look.size)
        .text(printable(text), at, top + PADDING, { width })
    }
    const heads = header || (look.headed && column === 0)
    if (row) row.add(pdf.struct(heads ? 'TH' : 'TD', heads ? scope(header) : {}, draw))
    else pages.decorate(draw)
    x += width + 2 * PADDING
  })
  row?.end()
  pages.decorate(() => {
    pdf
      .lineWidth(header ? 1 : 0.4)
      .strokeColor(header ? '#000000' : LINE)
      .moveTo(pages.left, top + high)
      .lineTo(pages.left + pages.width, top + high)
      .stroke()
  })
  pages.y = top + high
}

function heightOf(pages: PdfPages, cells: readonly string[], look: Look, header: boolean): number {
  const heights = cells.map((text, column) =>
    pages
      .use(fontOf(look, column, header), look.size)
      .heightOfString(printable(text), { width: widthOf(pages, look, column) }),
  )
  return Math.max(...heights) + 2 * PADDING
}

function widthOf(pages: PdfPages, { shares }: Look, column: number): number {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return (pages.width * (shares[column] ?? 0)) / whole - 2 * PADDING
}

function fontOf({ headed }: Look, column: number, header: boolean): 'bold' | 'regular' {
  return header || (headed && column === 0) ? 'bold' : 'regular'
}

/** Of which cells a header is the head: pdfkit takes it, its types leave it out. */
function scope(ofColumn: boolean): object {
  return { scope: ofColumn ? 'Column' : 'Row' }
}
