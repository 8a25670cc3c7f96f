/**
 * The area two circles share, in square metres: the sum of two circular segments.
 * Source: E. W. Weisstein, Circle-Circle Intersection, MathWorld, equation 14.
 */
export function sharedAreaSquareMetres(r1: number, r2: number, distance: number): number {
  if (distance >= r1 + r2) return 0
  const smaller = Math.min(r1, r2)
  if (distance <= Math.abs(r1 - r2)) return Math.PI * smaller * smaller
  const cos1 = (distance * distance + r1 * r1 - r2 * r2) / (2 * distance * r1)
  const cos2 = (distance * distance + r2 * r2 - r1 * r1) / (2 * distance * r2)
  const alpha1 = Math.acos(clamp(cos1))
  const alpha2 = Math.acos(clamp(cos2))
  return (
    r1 * r1 * (alpha1 - Math.sin(2 * alpha1) / 2) + r2 * r2 * (alpha2 - Math.sin(2 * alpha2) / 2)
  )
}

/**
 * How much of a confidence circle lies inside a crime's circle: 0 to 1. A circle of no radius is a
 * point: 1 within the crime's circle, else 0. Without an accuracy there is no circle: 0.
 */
export function overlapShare(
  accuracyMetres: number | undefined,
  crimeRadiusMetres: number,
  distance: number,
): number {
  if (accuracyMetres === undefined) return 0
  if (accuracyMetres === 0) return distance <= crimeRadiusMetres ? 1 : 0
  const shared = sharedAreaSquareMetres(accuracyMetres, crimeRadiusMetres, distance)
  return shared / (Math.PI * accuracyMetres * accuracyMetres)
}

function clamp(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine))
}
