/** What the environment says. This is the only file that reads it. */
export interface Config {
  /** The data folder, where `--data` does not name one. */
  readonly data: string | undefined
  /** PostgreSQL 15 or newer in place of the embedded records. */
  readonly recordsUrl: string | undefined
  /** A ClickHouse server in place of the embedded positions. */
  readonly positionsUrl: string | undefined
  /** Where people reach the server, when something stands before it: `https://whereabouts.example`. */
  readonly publicUrl: string | undefined
  /** The address of what stands before the server, whose word on where a request came from is taken. */
  readonly trustedProxy: string | undefined
  readonly logLevel: string | undefined
  /** Where the audit's heads are kept, in place of a file in the data folder. */
  readonly auditHeads: string | undefined
  /** Why commands read personal data, where `--purpose` does not say. */
  readonly purpose: string | undefined
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = (name: string) => environment[name]?.trim() || undefined
  return {
    data: set('WHEREABOUTS_DATA'),
    recordsUrl: set('WHEREABOUTS_RECORDS_URL'),
    positionsUrl: set('WHEREABOUTS_POSITIONS_URL'),
    publicUrl: set('WHEREABOUTS_PUBLIC_URL'),
    trustedProxy: set('WHEREABOUTS_TRUSTED_PROXY'),
    logLevel: set('WHEREABOUTS_LOG_LEVEL'),
    auditHeads: set('WHEREABOUTS_AUDIT_HEADS'),
    purpose: set('WHEREABOUTS_PURPOSE'),
  }
}
