/**
 * What the index holds of a position: two numbers of 32 bits. The first has, from above, the second of its period (15
 * bits), units of latitude from its cell's southern edge (14) and the upper bits of the device's number (3); the other
 * units of longitude from the cell's western edge (15) and the lower bits of the number (17).
 */
const TIME_SHIFT = 17
const NORTH_SHIFT = 3
const NORTH_MASK = 0x3fff
const EAST_SHIFT = 17
const LOW_DEVICE_MASK = 0x1_ffff
const HIGH_DEVICE_MASK = 0x7

/** Numbers of an entry. */
export const PLACES = 2
/** So many devices can be told apart. */
export const MOST_DEVICES = 2 ** 20

/** The first number of an entry; numbers in order of it are in order of time. */
export function firstOf(second: number, north: number, device: number): number {
  return ((second << TIME_SHIFT) | (north << NORTH_SHIFT) | (device >>> EAST_SHIFT)) >>> 0
}

export function otherOf(east: number, device: number): number {
  return ((east << EAST_SHIFT) | (device & LOW_DEVICE_MASK)) >>> 0
}

export const secondIn = (first: number): number => first >>> TIME_SHIFT
export const northIn = (first: number): number => (first >>> NORTH_SHIFT) & NORTH_MASK
export const eastIn = (other: number): number => other >>> EAST_SHIFT
export const deviceIn = (first: number, other: number): number =>
  ((first & HIGH_DEVICE_MASK) << EAST_SHIFT) | (other & LOW_DEVICE_MASK)
