import PDFDocument from 'pdfkit'
import { printable } from './printable-text.ts'
import type { ReportDocument } from './report-document.ts'
import { reportFonts } from './report-fonts.ts'

type Pdf = InstanceType<typeof PDFDocument>
type Tag = 'H1' | 'H2' | 'P' | 'Caption'

/** Points. */
const MARGIN = 54
const FOOT = 24
const MARK_COLOUR = '#a8071a'
export const TEXT_SIZE = 10

export interface TextLook {
  readonly tag?: Tag
  readonly bold?: boolean
  readonly size?: number
  /** Points left free beneath. */
  readonly after?: number
  /** Points that must be left beneath it on its page, so that it is not parted from what follows. */
  readonly keep?: number
}

/**
 * Pages of a tagged PDF that fill from the top: knows where it is, and begins another page where
 * something does not fit. Nothing is drawn beyond a page's foot.
 */
export class PdfPages {
  readonly pdf: Pdf
  readonly #root: ReturnType<Pdf['struct']>
  readonly #mark: string | undefined
  #landscape = false
  y = MARGIN

  constructor({ title, author, madeAt, mark }: ReportDocument) {
    this.pdf = new PDFDocument({
      autoFirstPage: false,
      bufferPages: true,
      lang: 'en-GB',
      tagged: true,
      displayTitle: true,
      pdfVersion: '1.7',
      info: {
        Title: printable(title),
        Author: printable(author),
        Creator: 'Whereabouts',
        Producer: 'Whereabouts',
        CreationDate: new Date(madeAt),
        ModDate: new Date(madeAt),
      },
    })
    this.pdf.registerFont('regular', reportFonts.regular)
    this.pdf.registerFont('bold', reportFonts.bold)
    this.#mark = mark
    this.#root = this.pdf.struct('Document')
    this.pdf.addStructure(this.#root)
  }

  get width(): number {
    return this.pdf.page.width - 2 * MARGIN
  }

  get left(): number {
    return MARGIN
  }

  /** The most points that anything may be high. */
  get height(): number {
    return this.#end - this.#top
  }

  get room(): number {
    return this.#end - this.y
  }

  get #top(): number {
    return this.#mark ? MARGIN + 14 : MARGIN
  }

  get #end(): number {
    return this.pdf.page.height - MARGIN - FOOT / 2
  }

  beginSection(landscape: boolean): void {
    this.#landscape = landscape
    this.beginPage()
  }

  beginPage(): void {
    // A page ends where this says, never where a text happens to.
    const margins = { top: MARGIN, bottom: 0, left: MARGIN, right: MARGIN }
    const layout = this.#landscape ? 'landscape' : 'portrait'
    this.pdf.addPage({ size: 'A4', layout, margins })
    this.y = this.#top
    if (this.#mark) this.#drawMark(this.#mark)
  }

  /** Begins another page where fewer points are left. */
  need(points: number): void {
    if (this.room < points && this.y > this.#top) this.beginPage()
  }

  use(font: 'regular' | 'bold', size: number): Pdf {
    return this.pdf.font(font).fontSize(size).fillColor('#000000')
  }

  add(element: ReturnType<Pdf['struct']>): void {
    this.#root.add(element)
  }

  /** Lays text across the page, over as many pages as it takes. */
  text(text: string, look: TextLook = {}): void {
    const { tag = 'P', bold = false, size = TEXT_SIZE, after = 7, keep = 0 } = look
    const font = bold ? 'bold' : 'regular'
    for (const part of this.fitting(printable(text), font, size, this.width)) {
      const high = this.use(font, size).heightOfString(part, { width: this.width })
      this.need(Math.min(this.height, keep > 0 ? high + after + keep : high))
      const at = this.y
      this.add(
        this.pdf.struct(tag, {}, () => {
          this.use(font, size).text(part, MARGIN, at, { width: this.width })
        }),
      )
      this.y = at + high + after
    }
  }

  /** A text in parts that fit on half a page each: all of it where it does. */
  fitting(text: string, font: 'regular' | 'bold', size: number, width: number): string[] {
    const high = (part: string) => this.use(font, size).heightOfString(part, { width })
    if (high(text) <= this.height / 2) return [text]
    const middle = text.length >> 1
    const space = text.indexOf(' ', middle)
    const cut = space < 0 || space > middle + 200 ? middle : space
    if (cut === 0) return [text]
    return [text.slice(0, cut), text.slice(cut).trimStart()].flatMap((part) =>
      this.fitting(part, font, size, width),
    )
  }

  /** What is drawn and not read aloud: lines, page numbers. */
  decorate(draw: (pdf: Pdf) => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' })
    draw(this.pdf)
    this.pdf.endMarkedContent()
  }

  get pages(): number {
    return this.pdf.bufferedPageRange().count
  }

  /** Numbers the pages. @returns the file. */
  async finish(footer: string): Promise<Buffer> {
    this.#root.end()
    const { count } = this.pdf.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.pdf.switchToPage(page)
      const { width, height } = this.pdf.page
      this.pdf.markContent('Artifact', { type: 'Pagination' })
      this.use('regular', 8).text(
        `${printable(footer)}    Page ${page + 1} of ${count}`,
        MARGIN,
        height - MARGIN,
        { width: width - 2 * MARGIN, align: 'right', lineBreak: false },
      )
      this.pdf.endMarkedContent()
    }
    const parts: Buffer[] = []
    const whole = new Promise<Buffer>((resolve, reject) => {
      this.pdf.on('data', (part: Buffer) => parts.push(part))
      this.pdf.on('end', () => resolve(Buffer.concat(parts)))
      this.pdf.on('error', reject)
    })
    this.pdf.end()
    return whole
  }

  #drawMark(mark: string): void {
    const { width, height } = this.pdf.page
    this.pdf.markContent('Artifact', { type: 'Layout' })
    this.use('bold', 11)
      .fillColor(MARK_COLOUR)
      .text(printable(mark), MARGIN, MARGIN - 16, { width: this.width, align: 'center' })
    this.pdf.save().rotate(-50, { origin: [width / 2, height / 2] })
    this.use('bold', 90)
      .fillColor(MARK_COLOUR, 0.1)
      .text(mark.split(' ')[0] ?? '', 0, height / 2 - 50, {
        width,
        align: 'center',
        lineBreak: false,
      })
    this.pdf.restore().fillOpacity(1)
    this.pdf.endMarkedContent()
  }
}
