/** A term and what it means, in plain words. */
export interface HelpEntry {
  readonly term: string
  readonly text: string
}
