/** One kind of data whose time to be kept may be over. */
export interface PurgeStep {
  /** The kind of data, for the audit: `quarantined positions`. */
  readonly what: string
  /** What it deletes, with how many: `2 positions outside every legal basis`. */
  phrase(count: number): string
  /** How many it would delete now: none after {@link PurgeStep.remove}. */
  count(): Promise<number>
  /** Deletes them and records it. @returns how many. */
  remove(): Promise<number>
}
