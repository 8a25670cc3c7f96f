/** One value of a row as both engines give it: int8 bigint, numeric and date text, timestamptz ISO text. */
export type RecordValue = string | number | bigint | boolean | null | readonly unknown[] | object

/** A row by column name. */
export type RecordRow = Readonly<Record<string, RecordValue>>

/** Whatever can run a statement: the records themselves, or one transaction of theirs. */
export interface RecordsQuery {
  /** Runs one literal, parameterised statement (`$1`). */
  query<Row extends RecordRow = RecordRow>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>
}

/**
 * The records: people, orders, crimes, runs, matches. One adapter over PostgreSQL, in process
 * (PGlite) or a server; the same SQL runs on both.
 */
export interface Records extends RecordsQuery {
  /**
   * Runs `work` in one transaction: all of it is kept, or, should it throw, nothing. Inside, only the
   * handle it is given may be used; a query on the records themselves fails instead of hanging.
   */
  transaction<T>(work: (transaction: RecordsQuery) => Promise<T>): Promise<T>

  /**
   * Writes everything anew and gives the log's old files back: what was deleted is in none of the engine's files then. All of
   * the records wait for it, some seconds a gigabyte.
   *
   * @returns false on a server, whose files and log are whoever's who runs it.
   */
  forgetDeleted(): Promise<boolean>

  close(): Promise<void>
}

/** A row that would have broken a rule of uniqueness; nothing of its statement was kept. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation'
  /** The constraint's name, such as `crime_versions_crime_id_version_key`. */
  readonly constraint: string

  constructor(constraint: string, cause: unknown) {
    super(`Cannot keep a record: ${constraint} has one like it`, { cause })
    this.constraint = constraint
  }
}
