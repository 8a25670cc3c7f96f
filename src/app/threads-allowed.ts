import { availableParallelism } from 'node:os'
import type { ThreadsAllowed } from './comparer.ts'

/**
 * A command compares on all processors; a server leaves one to pages, and never compares where they are answered.
 *
 * @param most threads, where somebody set it.
 */
export function threadsAllowed(most: number | undefined, servesPages: boolean): ThreadsAllowed {
  const processors = availableParallelism()
  const all = servesPages ? Math.max(1, processors - 1) : processors > 1 ? processors : 0
  return { count: Math.min(all, most ?? all) }
}
