import type { Actor } from '../../domain/actor.ts'
import type { CaseView } from '../../store/records/case-views.ts'

/** Whoever watches over all tags has no cases of their own. */
function seesEverybody({ role }: Actor): boolean {
  return role === 'monitoring-officer'
}

/** What the list of people is called for whoever looks: `My cases` or `People`. */
export function caseloadTitle(actor: Actor): string {
  return seesEverybody(actor) ? 'People' : 'My cases'
}

interface ViewWords {
  readonly view: CaseView
  readonly tab: string
  /** Above the table. */
  readonly caption: string
  /** Where there is nobody. */
  readonly nobody: string
}

const recent: ViewWords = {
  view: 'recent',
  tab: 'Recently viewed',
  caption: 'People you looked at last, the latest first',
  nobody: 'You have looked at nobody whom you may still see.',
}

const supervising: readonly ViewWords[] = [
  {
    view: 'mine',
    tab: 'My cases',
    caption: 'People you supervise',
    nobody: 'Nobody is allocated to you now.',
  },
  {
    view: 'team',
    tab: 'My team',
    caption: 'People of your team whom you supervise or cover',
    nobody: 'You supervise and cover nobody of your team now.',
  },
  {
    view: 'cover',
    tab: 'Cover',
    caption: 'People you cover for others',
    nobody: 'You cover for nobody now.',
  },
  recent,
]

const watching: readonly ViewWords[] = [
  {
    view: 'everybody',
    tab: 'Everybody',
    caption: 'Everybody who is monitored',
    nobody: 'There is nobody whom you may see.',
  },
  recent,
]

/** The lists somebody can choose among; the first is shown where none is asked for. */
export function viewsOf(actor: Actor): readonly [ViewWords, ...ViewWords[]] {
  return (seesEverybody(actor) ? watching : supervising) as [ViewWords, ...ViewWords[]]
}
