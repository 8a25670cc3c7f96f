import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { AppError } from '../domain/errors.ts'

/** A request as logs and metrics may know it: the route's pattern, never the address with its ids. */
export interface Observed {
  readonly method: string
  readonly path: string
  readonly correlationId: string
}

/** What watches over the server: a line a request, and metrics. Neither holds personal data. */
export interface Observer {
  answered(observed: Observed, status: number, milliseconds: number): void
  failed(observed: Observed, error: unknown): void
  /** A number that is read whenever metrics are asked for; 0 where there is none yet. No label says whose. */
  gauge(name: `whereabouts_${string}`, help: string, read: () => number | undefined): void
  /** In Prometheus' text format. */
  metrics(): Promise<string>
}

export function observe(log: Logger): Observer {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'whereabouts_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'whereabouts_failures_total',
    help: 'What could not be done, by code',
    labelNames: ['route', 'code'],
    registers: [registry],
  })
  return {
    answered({ method, path, correlationId }, status, milliseconds) {
      durations.observe({ method, route: path, status: String(status) }, milliseconds / 1000)
      log.info({
        method,
        route: path,
        correlationId,
        status,
        milliseconds: Math.round(milliseconds),
      })
    },
    failed({ method, path, correlationId }, error) {
      const code = error instanceof AppError ? error.code : 'UNEXPECTED'
      failures.inc({ route: path, code })
      const about = { method, route: path, correlationId, code }
      // A message may name a person's id; what is unexpected is ours to mend and needs its place in the code.
      if (code !== 'UNEXPECTED' && !isOurs(code)) log.info(about)
      else log.error({ ...about, ...places(error) })
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read() ?? 0)
        },
      })
    },
    metrics: () => registry.metrics(),
  }
}

function isOurs(code: string): boolean {
  return code === 'AUDIT_UNWRITABLE' || code.startsWith('STORE_')
}

/** Where errors came from, without their messages. */
function places(error: unknown): object {
  if (!(error instanceof Error)) return {}
  const at = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
  return { kind: error.name, at, ...(error.cause ? { cause: places(error.cause) } : {}) }
}
