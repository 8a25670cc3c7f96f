import type { Step } from './steps.ts'

/** How a position follows the one shown before it. */
export const linkKinds = ['line', 'gap', 'filtered'] as const

/**
 * The lines between positions while some are hidden by filters. One a position; typed, as thousands are
 * gone through in every frame.
 */
export interface Links {
  /** Index of the position shown before it of the same device, -1 where there is none. */
  readonly before: Int32Array
  /** The same the other way round. */
  readonly after: Int32Array
  /** Of {@link linkKinds}: `filtered` where hidden positions lie between, whatever time that took. */
  readonly kind: Uint8Array
}

/** @param hidden 1 for each position that filters hide. */
export function linksBetween(steps: readonly Step[], hidden: Uint8Array): Links {
  const before = new Int32Array(steps.length).fill(-1)
  const after = new Int32Array(steps.length).fill(-1)
  const kind = new Uint8Array(steps.length)
  steps.forEach((step, index) => {
    const direct = step.before ?? -1
    const isDirect = direct < 0 || !hidden[direct]
    // Steps go back in time, so that of a hidden one is known already.
    const shown = isDirect ? direct : (before[direct] ?? -1)
    before[index] = shown
    if (hidden[index]) return
    kind[index] = isDirect ? Number(step.gap) : 2
    if (shown >= 0) after[shown] = index
  })
  return { before, after, kind }
}
