import type { Instant } from '../domain/interval.ts'

/** A document as it is meant, before it is a Word file or a PDF: both are written from this and say the same. */
export interface ReportDocument {
  readonly title: string
  /** Whose document it is, for the file's properties. */
  readonly author: string
  /** The only date the files hold, so that the same document is the same bytes. */
  readonly madeAt: Instant
  /** At the foot of every page, before its number. */
  readonly footer: string
  /** At the head and across every page; absent where the document stands. */
  readonly mark?: string | undefined
  readonly sections: readonly ReportSection[]
}

/** Begins on a new page. */
export interface ReportSection {
  readonly heading: string
  /** For wide tables. */
  readonly landscape?: boolean
  readonly blocks: readonly ReportBlock[]
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly strong?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [key: string, value: string])[] }
  | ReportTable
  | ReportPicture
  /** A sentence with how many pages its section has, which only the finished file knows. */
  | { readonly kind: 'page-count'; readonly before: string; readonly after: string }
  /** Room and a line to sign on, with who signs beneath. */
  | { readonly kind: 'signature'; readonly lines: readonly string[] }

/** Its header row is repeated on every page it reaches. */
export interface ReportTable {
  readonly kind: 'table'
  readonly caption: string
  /** `share`: of the width, beside the others' shares. */
  readonly columns: readonly { readonly title: string; readonly share: number }[]
  readonly rows: readonly (readonly string[])[]
}

export interface ReportPicture {
  readonly kind: 'picture'
  readonly png: Uint8Array
  /** In pixels; only their proportion matters. */
  readonly width: number
  readonly height: number
  /** What it shows, for those who cannot see it. */
  readonly alt: string
  readonly caption: string
}
