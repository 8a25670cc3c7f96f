import { z } from '@hono/zod-openapi'
import { asColumns } from '../ingest/sent-report.ts'

const MOST_POSITIONS = 10_000

/**
 * One position: any object. What is wrong inside is told as a row's issue and refuses nothing else, so it is checked
 * where rows are.
 */
export const positionToSend = z.record(z.string(), z.unknown()).openapi('PositionToSend', {
  type: 'object',
  properties: {
    capturedAt: { type: 'string', format: 'date-time', description: 'With Z or an offset' },
    latitude: { type: 'number', minimum: -90, maximum: 90, description: 'WGS84 degrees' },
    longitude: { type: 'number', minimum: -180, maximum: 180 },
    accuracyMetres: {
      type: ['number', 'null'],
      minimum: 0,
      description: 'Radius of the confidence circle (about 95 %); absent where none is known',
    },
    mechanism: { type: 'string', maxLength: 64, example: 'GPS' },
    speedKmh: { type: 'number', minimum: 0 },
    headingDegrees: { type: 'number', minimum: 0, maximum: 360 },
    hdop: { type: 'number', minimum: 0 },
    satellites: { type: 'integer', minimum: 0 },
    recordedAt: { type: 'string', format: 'date-time', description: 'Stored on the device' },
    uploadedAt: { type: 'string', format: 'date-time', description: 'Sent by the device' },
  },
  required: ['capturedAt', 'latitude', 'longitude'],
  additionalProperties: true,
  description: 'Other fields are kept as text, as other columns of a file are',
})

/** Positions of one device. */
export const sentPositions = z
  .strictObject({
    deviceId: z.string().trim().min(1).max(500),
    positions: z.array(positionToSend).min(1).max(MOST_POSITIONS),
  })
  .openapi('PositionsToSend')

export type SentPositions = z.output<typeof sentPositions>

/** The same as rows of a positions file in NDJSON: the line is the place in the list. */
export function* sentPositionsAsRows({
  deviceId,
  positions,
}: SentPositions): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const sent of positions) {
    const row = { device_id: deviceId, ...asColumns(sent) }
    yield encoder.encode(`${JSON.stringify(row)}\n`)
  }
}
