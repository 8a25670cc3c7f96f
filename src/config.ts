/** What the environment says. This is the only file that reads it. */
export interface Config {
  /** The data folder, where `--data` does not name one. */
  readonly data: string | undefined
  /** PostgreSQL 15 or newer in place of the embedded records. */
  readonly recordsUrl: string | undefined
  /** A ClickHouse server in place of the embedded positions. */
  readonly positionsUrl: string | undefined
  /** A PMTiles file of vector tiles to draw beneath positions. */
  readonly map: string | undefined
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = (name: string) => environment[name]?.trim() || undefined
  return {
    data: set('WHEREABOUTS_DATA'),
    recordsUrl: set('WHEREABOUTS_RECORDS_URL'),
    positionsUrl: set('WHEREABOUTS_POSITIONS_URL'),
    map: set('WHEREABOUTS_MAP'),
  }
}
