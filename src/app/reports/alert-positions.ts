import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../../geo/ellipsoid.ts'
import type { ScenePosition } from '../../report/map-scene.ts'
import type { AlertEvidence, AlertWearer, PositionKey } from './alert-evidence.ts'

/** A position as an alert's map and table show it. */
export interface AlertPosition extends ScenePosition {
  readonly distanceMetres: number
  readonly speedKmh: number | undefined
  readonly headingDegrees: number | undefined
}

/** A wearer's positions in the window and just around it, by time: labelled by visit as the run did, or by number. */
export function alertPositions({ crime }: AlertEvidence, wearer: AlertWearer): AlertPosition[] {
  const { bundle } = wearer
  const place = earthPoint(crime.latitude, crime.longitude)
  const { window } = bundle.scene
  const labels = new Map(wearer.labels.map((each) => [key(each), each.label]))
  const movements = new Map(wearer.movements.map((each) => [key(each), each]))
  return bundle.positions.map((position, index) => {
    const latitude = position.latitude * DEGREES_PER_UNIT
    const longitude = position.longitude * DEGREES_PER_UNIT
    const metres = distanceMetres(place, earthPoint(latitude, longitude))
    const outsideWindow = position.capturedAt < window.from || position.capturedAt > window.to
    return {
      label: labels.get(key(position)) ?? String(index + 1),
      capturedAt: position.capturedAt,
      latitude,
      longitude,
      accuracyMetres: position.accuracyMetres ?? undefined,
      mechanism: position.mechanism,
      device: position.deviceId,
      distanceMetres: metres,
      inRadius: !outsideWindow && metres <= bundle.parameters.radiusMetres,
      outsideWindow,
      speedKmh: movements.get(key(position))?.speedKmh,
      headingDegrees: movements.get(key(position))?.headingDegrees,
    }
  })
}

function key({ deviceId, capturedAt, latitude, longitude }: PositionKey): string {
  return `${deviceId} ${capturedAt} ${latitude} ${longitude}`
}
