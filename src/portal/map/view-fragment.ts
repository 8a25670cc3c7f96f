/** Where a map looks: WGS84 degrees of its middle, and turned clockwise in degrees. */
export interface LookedAt {
  readonly zoom: number
  readonly latitude: number
  readonly longitude: number
  readonly rotation: number
}

/** `#map=15.50/53.80000/-4.40000/0`: stays in the browser, as what follows a `#` is never sent. */
export function viewFragment({ zoom, latitude, longitude, rotation }: LookedAt): string {
  const whole = ((Math.round(rotation) % 360) + 360) % 360
  return `#map=${zoom.toFixed(2)}/${latitude.toFixed(5)}/${longitude.toFixed(5)}/${whole}`
}

/** What {@link viewFragment} wrote; `undefined` for anything else, and for what is not on the earth. */
export function readViewFragment(fragment: string): LookedAt | undefined {
  const parts = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)(?:\/(\d+))?$/.exec(fragment)
  if (!parts) return undefined
  const [zoom = Number.NaN, latitude = Number.NaN, longitude = Number.NaN] = parts
    .slice(1, 4)
    .map(Number)
  const rotation = Number(parts[4] ?? 0)
  const isOnEarth = zoom <= 25 && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180
  return isOnEarth && rotation < 360 ? { zoom, latitude, longitude, rotation } : undefined
}
