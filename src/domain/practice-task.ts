/** What somebody new does with the made-up town, in this order. */
export const practiceTasks = ['attention', 'evening', 'gap', 'violation', 'note', 'report'] as const
export type PracticeTask = (typeof practiceTasks)[number]

export function isPracticeTask(name: string | undefined): name is PracticeTask {
  return practiceTasks.some((task) => task === name)
}

/** What a task that was begun is about. */
export interface PracticeAbout {
  readonly deviceWearerId: string
  readonly incident?: number | undefined
  /** The stretch to follow; instants as text. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}
