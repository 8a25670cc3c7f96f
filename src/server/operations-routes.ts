import { nothingHere } from '../domain/errors.ts'
import type { Records } from '../store/records/records.ts'
import type { Observer } from './observer.ts'
import type { Route } from './route.ts'

/**
 * For whoever runs the server: is it alive, can it answer, how is it doing. Nothing of people.
 *
 * @param dataIs whether devices are heard: late is no fault of the server, and it goes on answering.
 */
export function operationsRoutes(
  records: Records,
  observer: Observer,
  dataIs: () => 'none' | 'current' | 'late',
  addressOf: (context: Parameters<Route['handle']>[0]) => string,
): Route[] {
  return [
    {
      method: 'GET',
      path: '/health',
      access: 'anyone',
      audit: 'nothing personal',
      uncounted: true,
      handle: (context) => context.json({ status: 'alive' }),
    },
    {
      method: 'GET',
      path: '/ready',
      access: 'anyone',
      audit: 'nothing personal',
      uncounted: true,
      async handle(context) {
        try {
          // Without the audit nothing may be answered, so its place is asked for too.
          await records.query('select 1 from audit_events limit 1')
          return context.json({ status: 'ready', data: dataIs() })
        } catch {
          return context.json({ status: 'not ready' }, 503)
        }
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      access: 'anyone',
      audit: 'nothing personal',
      async handle(context) {
        if (!isLoopback(addressOf(context))) {
          throw nothingHere()
        }
        return context.text(await observer.metrics())
      },
    },
  ]
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
