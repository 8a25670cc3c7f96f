/** How much quoted radii vary where the error does not: standard deviation of the logarithm. */
export const QUOTE_SPREAD = 0.3
/** Reflections make errors this many times as large this often. */
export const REFLECTED_SHARE = 0.04
export const REFLECTED = 3

const STEP = 0.1
const REACH = 4

/**
 * What to multiply an error's standard deviation (of each axis) by, so that circles of that radius
 * hold the truth as often as `share` asks, in (0, 1).
 *
 * A circle of radius r holds a normal error of deviation s with chance 1 - exp(-r^2 / 2 s^2)
 * (Rayleigh); that is averaged over reflections and over the spread of quoted radii, and solved by
 * halving.
 */
export function circleFactor(share: number, reflectedShare: number): number {
  let low = 0
  let high = 50
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    const held =
      (1 - reflectedShare) * heldShare(middle) + reflectedShare * heldShare(middle / REFLECTED)
    if (held < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function heldShare(factor: number): number {
  let held = 0
  let weights = 0
  for (let z = -REACH; z <= REACH; z += STEP) {
    const weight = Math.exp(-0.5 * z * z)
    const radius = factor * Math.exp(QUOTE_SPREAD * z)
    held += weight * (1 - Math.exp(-0.5 * radius * radius))
    weights += weight
  }
  return held / weights
}
