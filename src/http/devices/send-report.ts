import { z } from '@hono/zod-openapi'
import { readReport } from '../../ingest/report-json.ts'
import { MOST_REPORTED } from '../../ingest/sent-report.ts'
import { issueAsSent } from '../issue-as-sent.ts'
import { type ApiRoute, operation } from '../operation.ts'
import { readJson } from '../read-json.ts'
import { rowIssue } from '../row-issue.ts'
import { positionToSend } from '../sent-positions.ts'
import { type DeviceServices, reportedBy } from './app-routes.ts'
import { readOrKept } from './kept-refusal.ts'

const MOST_BYTES = 1024 * 1024
const FEED = 'http'

const event = z
  .object({
    code: z.string().trim().min(1).max(100).openapi({ example: 'EV_PID_STRAP_TAMPER_START' }),
    occurredAt: z.string().openapi({ format: 'date-time', description: 'With Z or an offset' }),
  })
  .catchall(z.union([z.string().max(1000), z.number(), z.boolean()]))
  .openapi('DeviceEventToSend', { description: 'Other fields are kept as they are' })

/** A report of which nothing is refused; any object is read, entry by entry (`readReport`). */
const report = z
  .strictObject({
    positions: z.array(positionToSend).max(MOST_REPORTED.positions).default([]),
    events: z.array(event).max(MOST_REPORTED.events).default([]),
    batteryPercent: z.number().min(0).max(100).optional(),
    charging: z.boolean().optional(),
  })
  .openapi('DeviceReport')

const answer = z
  .strictObject({
    accepted: z.number().int().openapi({ description: 'Positions taken, repeats among them' }),
    repeats: z.number().int().openapi({
      description:
        'Of those, how many were known to have been sent before: of the last minutes, not for ever',
    }),
    events: z.number().int().openapi({ description: 'Events taken, repeats among them' }),
    power: z.boolean().openapi({ description: 'Whether a charge, or being charged, was taken' }),
    refused: z.array(rowIssue),
  })
  .openapi('ReportTaken')

/** `POST /devices/{id}/reports`: takes what one device says, and answers once it is durable. */
export function sendReport({ reports, now }: DeviceServices): ApiRoute {
  return operation({
    method: 'POST',
    path: '/devices/:id/reports',
    access: 'device',
    audit: 'with its batch',
    maxBytes: MOST_BYTES,
    id: 'sendReport',
    summary: "Takes a device's positions and events, and answers once they are durable",
    description:
      "Sent by the device itself, with its own secret: `Authorization: Bearer wd_…`. At most 10,000 positions and 1 MiB. What is wrong of a position, an event or a value is refused with every reason, also a name that is not known, and the rest is taken; only what is no JSON object is refused as a whole. The same position again is a repeat and counts once, so that a report without an answer is sent again. Of 429 and 503 nothing is kept: send it again after Retry-After's seconds.",
    params: z.strictObject({ id: z.string().min(1).max(500) }),
    body: report,
    answer,
    async give(context) {
      const by = reportedBy(context, FEED, now)
      const sent = await readOrKept(reports, by, async () =>
        readReport(await readJson(context), by),
      )
      const taken = await reports.take(sent)
      return { ...taken, refused: taken.refused.map(issueAsSent) }
    },
  })
}
