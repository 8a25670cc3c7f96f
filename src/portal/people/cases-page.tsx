import type { FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Asking } from '../../server/route.ts'
import type { CaseView } from '../../store/records/case-views.ts'
import type { Case } from '../../store/records/visible-cases.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { paths, within } from '../paths.ts'
import { CaseTable } from './case-table.tsx'
import { caseloadTitle, viewsOf } from './caseload-words.ts'
import type { ListSort } from './list-sort.ts'
import { SearchForm } from './search-form.tsx'

/** One page of a list of people. */
export interface CasesShown {
  readonly view: CaseView
  readonly cases: readonly Case[]
  readonly attention: ReadonlyMap<string, AttentionTo>
  /** How many of the whole list need attention, and were seen; known where it is sorted by that. */
  readonly needing?: { readonly needing: number; readonly seen: number; readonly all: number }
  /** Absent: it is in an order of its own. */
  readonly sort: ListSort | undefined
  readonly descending: boolean
  readonly isFirst: boolean
  /** The last case shown, where more come after it. */
  readonly nextAfter: string | undefined
}

/** Whom somebody supervises, covers or looked at last, those who need attention first. */
export const CasesPage: FC<{ asking: Asking; shown: CasesShown; now: Instant }> = ({
  asking,
  shown,
  now,
}) => {
  const { view, cases, attention, needing, sort, descending } = shown
  const views = viewsOf(asking.actor)
  const words = views.find((each) => each.view === view) ?? views[0]
  const href = (by: ListSort, down: boolean, after?: string) => listHref(view, by, down, after)
  return (
    <>
      <h1 class="govuk-heading-l">{caseloadTitle(asking.actor)}</h1>
      <SearchForm asking={asking} />
      <nav class="app-tabs" aria-label="Lists of people">
        <ul class="app-tabs__list">
          {views.map((each) => (
            <li>
              <a
                class="app-tabs__link"
                href={within(paths.people, { view: each.view })}
                {...(each.view === view && { 'aria-current': 'page' })}
              >
                {each.tab}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {cases.length === 0 ? (
        <p class="govuk-body app-after-tabs">
          {shown.isFirst ? words.nobody : 'Nobody comes after the people on the page before.'}
        </p>
      ) : (
        <>
          <p class="govuk-body app-after-tabs">{needing && needingText(needing)}</p>
          <CaseTable
            caption={words.caption}
            cases={cases}
            attention={attention}
            now={now}
            isOwn={view === 'mine'}
            sorted={sort && { sort, descending, href }}
          />
        </>
      )}
      <CursorLinks
        label={`Pages of ${words.tab.toLowerCase()}`}
        first={shown.isFirst || !sort ? undefined : href(sort, descending)}
        next={
          shown.nextAfter === undefined || !sort
            ? undefined
            : href(sort, descending, shown.nextAfter)
        }
      />
    </>
  )
}

/** `3 of 40 people need attention now. 1 more has reasons that somebody has seen.` */
function needingText({ needing, seen, all }: NonNullable<CasesShown['needing']>): string {
  const some = needing === 0 ? 'Nobody' : `${needing} of ${counted(all, 'person', 'people')}`
  const text = `${some} ${needing > 1 ? 'need' : 'needs'} attention now.`
  if (seen === 0) return text
  const others = counted(seen, 'more has reasons', 'more have reasons')
  return `${text} ${others} that somebody has seen.`
}

function listHref(view: CaseView, sort: ListSort, descending: boolean, after?: string): string {
  return within(paths.people, {
    view,
    sort,
    order: descending ? 'descending' : undefined,
    after,
  })
}
