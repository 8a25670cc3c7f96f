import { z } from '@hono/zod-openapi'

const MOST_POSITIONS = 10_000

/** Of the positions format, by the names JSON has for them. */
const names = {
  capturedAt: 'captured_at',
  latitude: 'latitude',
  longitude: 'longitude',
  accuracyMetres: 'accuracy_metres',
  mechanism: 'mechanism',
} as const

/**
 * One position: any object. What is wrong inside is told as a row's issue and refuses nothing else, so it is checked
 * where rows are.
 */
const position = z.record(z.string(), z.unknown()).openapi('PositionToSend', {
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
  },
  required: ['capturedAt', 'latitude', 'longitude'],
  additionalProperties: true,
  description: 'Other fields are passed over, as other columns of a file are',
})

/** Positions of one device. */
export const sentPositions = z
  .strictObject({
    deviceId: z.string().trim().min(1).max(500),
    positions: z.array(position).min(1).max(MOST_POSITIONS),
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
    const row: Record<string, unknown> = { device_id: deviceId }
    for (const [name, column] of Object.entries(names)) {
      if (Object.hasOwn(sent, name)) row[column] = sent[name]
    }
    yield encoder.encode(`${JSON.stringify(row)}\n`)
  }
}
