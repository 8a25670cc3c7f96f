/** A place as people read it and type it elsewhere: latitude, longitude in WGS84 degrees, 7 decimals. */
export function placeText(latitude: number, longitude: number): string {
  return `${latitude.toFixed(7)}, ${longitude.toFixed(7)}`
}
