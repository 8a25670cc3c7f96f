/** A place as degrees, minutes and seconds to a tenth (some 3 m): `53° 48′ 00.0″ N, 4° 24′ 00.0″ W`. */
export function dmsText(latitude: number, longitude: number): string {
  return `${angleText(latitude, 'N', 'S')}, ${angleText(longitude, 'E', 'W')}`
}

function angleText(degrees: number, positive: string, negative: string): string {
  // Rounded first: 59.99 seconds are a minute, not 60 seconds.
  const tenths = Math.round(Math.abs(degrees) * 36_000)
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0')
  const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, '0')
  return `${Math.floor(tenths / 36_000)}° ${minutes}′ ${seconds}″ ${degrees < 0 ? negative : positive}`
}
