/**
 * One step of the schema. Once it was applied anywhere it never changes; what comes after is another
 * step. `.sql` files would not be part of what tsc builds, so the text is here.
 */
export interface RecordsMigration {
  /** Its number and what it is about: `0001-imports`. */
  readonly name: string
  readonly statements: readonly string[]
}
