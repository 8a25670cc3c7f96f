import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { coreProperties } from './core-properties.ts'
import { fixZipTimes } from './fixed-zip-times.ts'
import { printable } from './printable-text.ts'
import type {
  ReportBlock,
  ReportDocument,
  ReportPicture,
  ReportSection,
  ReportTable,
} from './report-document.ts'
import { sectionPages } from './write-pdf.ts'

/** A4, in twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838 }
const MARGIN = 1_134
const PIXELS_PER_TWIP = 96 / 1440
/** Half-points. */
const TEXT_SIZE = 20
const TABLE_SIZE = 15
const FONT = 'Arial'
const MARK_COLOUR = 'A8071A'

const line = { style: BorderStyle.SINGLE, size: 4, color: '808080' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const borders = { top: line, bottom: line, left: none, right: none } as const

/** Writes a document as a Word file: the same bytes for the same document. */
export async function writeDocx(document: ReportDocument): Promise<Buffer> {
  const pages = sectionPages(document)
  let pictures = 0
  const file = new Document({
    title: printable(document.title),
    creator: printable(document.author),
    styles: {
      default: {
        document: { run: { font: FONT, size: TEXT_SIZE, language: { value: 'en-GB' } } },
        heading1: {
          run: { font: FONT, size: 32, bold: true, color: '000000' },
          paragraph: { spacing: { after: 200 } },
        },
        heading2: {
          run: { font: FONT, size: 24, bold: true, color: '000000' },
          paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
        },
      },
    },
    sections: document.sections.map((section, index) => {
      const nextPicture = () => ++pictures
      return sectionOf(document, section, { pages: pages[index] ?? 0, nextPicture })
    }),
  })
  const core = { path: 'docProps/core.xml', data: coreProperties(document) }
  return fixZipTimes(await Packer.toBuffer(file, undefined, [core]))
}

interface Counts {
  /** Of the section, as a PDF. */
  readonly pages: number
  readonly nextPicture: () => number
}

function sectionOf(
  { footer, mark }: ReportDocument,
  section: ReportSection,
  counts: Counts,
): ISectionOptions {
  const { landscape = false } = section
  const width = (landscape ? PAGE.height : PAGE.width) - 2 * MARGIN
  const foot = new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [
      new TextRun({
        size: TABLE_SIZE,
        children: [
          `${printable(footer)}    Page `,
          PageNumber.CURRENT,
          ' of ',
          PageNumber.TOTAL_PAGES,
        ],
      }),
    ],
  })
  const head = mark && [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ text: printable(mark), bold: true, size: 28, color: MARK_COLOUR })],
    }),
  ]
  return {
    properties: {
      page: {
        margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
        size: {
          ...PAGE,
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
      },
    },
    ...(head && { headers: { default: new Header({ children: head }) } }),
    footers: { default: new Footer({ children: [foot] }) },
    children: [
      new Paragraph({ heading: HeadingLevel.HEADING_1, text: printable(section.heading) }),
      ...section.blocks.flatMap((block, index) =>
        childrenOf(block, width, {
          ...counts,
          keepNext: section.blocks[index + 1]?.kind === 'signature',
        }),
      ),
    ],
  }
}

function childrenOf(
  block: ReportBlock,
  width: number,
  { pages, nextPicture, keepNext }: Counts & { readonly keepNext: boolean },
): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, text: printable(block.text) })]
    case 'paragraph':
      return [paragraph(block.text, { bold: block.strong ?? false }, keepNext)]
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({ text: printable(item), bullet: { level: 0 }, spacing: { after: 60 } }),
      )
    case 'facts':
      return [factsTable(block.rows, width), new Paragraph({})]
    case 'table':
      return [...tableOf(block, width), new Paragraph({})]
    case 'picture':
      return pictureOf(block, width, nextPicture())
    case 'page-count':
      return [
        new Paragraph({
          spacing: { after: 120 },
          children: [
            new TextRun(`${printable(block.before)} `),
            // What programs show that do not count a section's pages.
            new SimpleField('SECTIONPAGES', String(pages)),
            new TextRun(` ${printable(block.after)}`),
          ],
        }),
      ]
    case 'signature':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 700 },
          border: { bottom: { ...line, space: 1 } },
        }),
        ...block.lines.map((text, line) => paragraph(text, {}, line < block.lines.length - 1)),
      ]
  }
}

interface RunLook {
  readonly bold?: boolean
  readonly size?: number
}

/** @param keepNext on one page with what comes next. */
function paragraph(text: string, run: RunLook, keepNext = false): Paragraph {
  return new Paragraph({ keepNext, spacing: { after: 120 }, children: linesOf(text, run) })
}

function linesOf(text: string, run: RunLook): TextRun[] {
  return printable(text)
    .split('\n')
    .map((part, index) => new TextRun({ text: part, ...run, ...(index > 0 && { break: 1 }) }))
}

function factsTable(rows: readonly (readonly [string, string])[], width: number): Table {
  const widths = [Math.round(width * 0.3), Math.round(width * 0.7)]
  return new Table({
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    rows: rows.map(
      ([key, value], row) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(key, widths[0], { bold: true }, row < rows.length - 1),
            cell(value, widths[1], {}, row < rows.length - 1),
          ],
        }),
    ),
  })
}

function tableOf({ caption, columns, rows }: ReportTable, width: number): (Paragraph | Table)[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((width * share) / whole))
  const row = (cells: readonly string[], header: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: columns.map((_, index) =>
        cell(cells[index] ?? '', widths[index], { bold: header, size: TABLE_SIZE }),
      ),
    })
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 120, after: 80 },
      children: linesOf(caption, { bold: true }),
    }),
    new Table({
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      width: { size: width, type: WidthType.DXA },
      rows: [
        row(
          columns.map(({ title }) => title),
          true,
        ),
        ...rows.map((cells) => row(cells, false)),
      ],
    }),
  ]
}

function cell(text: string, width: number | undefined, run: RunLook, keepNext = false): TableCell {
  return new TableCell({
    borders,
    width: { size: width ?? 0, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    children: [new Paragraph({ keepNext, children: linesOf(text, run) })],
  })
}

function pictureOf(picture: ReportPicture, width: number, id: number): Paragraph[] {
  const { png, alt, caption } = picture
  const across = Math.round(width * PIXELS_PER_TWIP)
  const altText = {
    id: String(id),
    name: `Picture ${id}`,
    title: printable(caption),
    description: printable(alt),
  }
  return [
    new Paragraph({
      keepNext: true,
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: {
            width: across,
            height: Math.round((across * picture.height) / picture.width),
          },
          altText,
        }),
      ],
    }),
    paragraph(caption, { bold: true }),
  ]
}
