import { PdfPages, TEXT_SIZE } from './pdf-pages.ts'
import { addFacts, addTable, factsHeight } from './pdf-table.ts'
import { printable } from './printable-text.ts'
import type { ReportBlock, ReportDocument, ReportPicture } from './report-document.ts'

/** Writes a document as a tagged PDF with its own fonts: the same bytes for the same document. */
export async function writePdf(document: ReportDocument): Promise<Buffer> {
  const counts = sectionPages(document)
  const { pages } = layOut(document, (section) => counts[section] ?? 0, true)
  return pages.finish(document.footer)
}

/** Of documents as they were counted: both files of a report ask. */
const counted = new WeakMap<ReportDocument, readonly number[]>()

/** How many pages each section has as a PDF: known once it is laid out, and a number takes the room of another. */
export function sectionPages(document: ReportDocument): readonly number[] {
  const counts = counted.get(document) ?? layOut(document, () => 0, false).counts
  counted.set(document, counts)
  return counts
}

/** @param pictures whether they are drawn, which takes most of the time, or only their room is kept. */
function layOut(document: ReportDocument, pagesOf: (section: number) => number, pictures: boolean) {
  const pages = new PdfPages(document)
  const counts = document.sections.map(({ heading, landscape = false, blocks }, section) => {
    const before = pages.pages
    pages.beginSection(landscape)
    pages.text(heading, { tag: 'H1', bold: true, size: 17, after: 10 })
    for (const [index, block] of blocks.entries()) {
      const keep = keptWith(pages, blocks[index + 1])
      add(pages, block, { pageCount: pagesOf(section), pictures, keep })
    }
    return pages.pages - before
  })
  return { pages, counts }
}

/** Points of what a heading or paragraph is not parted from: facts that fit on half a page, a signature. */
function keptWith(pages: PdfPages, next: ReportBlock | undefined): number {
  if (next?.kind === 'signature') return signatureHeight(next.lines)
  if (next?.kind !== 'facts') return 0
  const height = factsHeight(pages, next.rows)
  return height <= pages.height / 2 ? height : 0
}

interface Adding {
  readonly pageCount: number
  readonly pictures: boolean
  /** Points that must be left beneath it on its page. */
  readonly keep: number
}

function add(pages: PdfPages, block: ReportBlock, { pageCount, pictures, keep }: Adding): void {
  switch (block.kind) {
    case 'heading':
      pages.y += 6
      pages.text(block.text, {
        tag: 'H2',
        bold: true,
        size: 12,
        after: 5,
        keep: Math.max(60, keep),
      })
      break
    case 'paragraph':
      pages.text(block.text, { bold: block.strong ?? false, keep })
      break
    case 'list':
      addList(pages, block.items)
      break
    case 'facts':
      addFacts(pages, block.rows)
      break
    case 'table':
      addTable(pages, block)
      break
    case 'picture':
      addPicture(pages, block, pictures)
      break
    case 'page-count':
      pages.text(`${block.before} ${pageCount} ${block.after}`)
      break
    case 'signature':
      addSignature(pages, block.lines)
      break
  }
}

function addList(pages: PdfPages, items: readonly string[]): void {
  const { pdf } = pages
  const indent = 14
  const list = pdf.struct('L')
  pages.add(list)
  for (const item of items) {
    const width = pages.width - indent
    for (const [index, part] of pages
      .fitting(printable(item), 'regular', TEXT_SIZE, width)
      .entries()) {
      const high = pages.use('regular', TEXT_SIZE).heightOfString(part, { width })
      pages.need(high)
      const at = pages.y
      const entry = pdf.struct('LI')
      list.add(entry)
      if (index === 0) {
        entry.add(
          pdf.struct('Lbl', {}, () => {
            pages.use('regular', TEXT_SIZE).text('•', pages.left, at, { lineBreak: false })
          }),
        )
      }
      entry.add(
        pdf.struct('LBody', {}, () => {
          pages.use('regular', TEXT_SIZE).text(part, pages.left + indent, at, { width })
        }),
      )
      entry.end()
      pages.y = at + high + 3
    }
  }
  list.end()
  pages.y += 5
}

function addPicture(
  pages: PdfPages,
  { png, width, height, alt, caption }: ReportPicture,
  drawn: boolean,
): void {
  const high = Math.min((pages.width * height) / width, pages.height - 30)
  const across = (high * width) / height
  pages.need(high + 30)
  const at = pages.y
  pages.add(
    pages.pdf.struct('Figure', { alt: printable(alt) }, () => {
      if (drawn) pages.pdf.image(Buffer.from(png), pages.left, at, { width: across, height: high })
    }),
  )
  pages.y = at + high + 5
  pages.text(caption, { tag: 'Caption', bold: true, size: 9 })
}

function signatureHeight(lines: readonly string[]): number {
  return 60 + 18 * lines.length
}

function addSignature(pages: PdfPages, lines: readonly string[]): void {
  pages.need(signatureHeight(lines))
  const at = pages.y + 45
  pages.decorate((pdf) => {
    pdf
      .lineWidth(0.8)
      .strokeColor('#000000')
      .moveTo(pages.left, at)
      .lineTo(pages.left + 260, at)
      .stroke()
  })
  pages.y = at + 5
  for (const line of lines) pages.text(line, { after: 2 })
  pages.y += 8
}
