import {
  type AttentionTo,
  attentionToThese,
  peopleByAttention,
} from '../../app/people/attention.ts'
import { searchPeople } from '../../app/search-people.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import type { CaseView } from '../../store/records/case-views.ts'
import { viewedPeople } from '../../store/records/viewed-people.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { casesOf, casesPage } from '../../store/records/visible-cases.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { caseloadTitle, viewsOf } from './caseload-words.ts'
import { CasesPage, type CasesShown } from './cases-page.tsx'
import { FoundPage, NothingSoughtPage } from './found-page.tsx'
import { type ListSort, listSorts } from './list-sort.ts'

const section = paths.people

/** What a list is asked for by. */
interface Listed {
  readonly sort: ListSort
  readonly descending: boolean
  readonly after: string | undefined
}

/** Lists of people, those who need attention first, and looking for somebody. */
export function caseloadRoutes(services: PortalServices): Route[] {
  const { folder, show, now, policy } = services
  const { records } = folder
  const viewerOf = (context: Asked): Viewer => ({ accountId: accountIdOf(context), at: now() })
  return [
    {
      method: 'GET',
      path: paths.people,
      access: 'people:read',
      audit: { action: 'consult', what: 'caseload' },
      async handle(context) {
        const asking = context.get('asking')
        const [usual, ...others] = viewsOf(asking.actor)
        const words = others.find(({ view }) => view === context.req.query('view')) ?? usual
        const viewer = viewerOf(context)
        const shown = await listed(viewer, words.view, {
          sort: listSorts.find((each) => each === context.req.query('sort')) ?? 'attention',
          descending: context.req.query('order') === 'descending',
          after: context.req.query('after'),
        })
        tell(context, { subjects: shown.cases.map(({ id }) => id), count: shown.cases.length })
        const title = caseloadTitle(asking.actor)
        return show(
          context,
          { title: words === usual ? title : `${words.tab} - ${title}`, section },
          <CasesPage asking={asking} now={viewer.at} shown={shown} />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.people,
      access: 'people:read',
      audit: { action: 'search', what: 'device wearers' },
      async handle(context) {
        const { text } = await context.req.parseBody()
        const typed = typeof text === 'string' ? text.trim().slice(0, 200) : ''
        const asking = context.get('asking')
        const shell = {
          title: 'Search people',
          crumbs: [{ text: 'My cases', href: paths.people }],
          section,
        }
        if (typed === '') {
          const content = <NothingSoughtPage asking={asking} />
          return show(context, { ...shell, status: 422 }, content)
        }
        const viewer = viewerOf(context)
        const found = await searchPeople(records, viewer, typed)
        const subjects = found.slice(0, PAGE_ROWS).map(({ id }) => id)
        tell(context, { subjects, count: found.length })
        return show(
          context,
          shell,
          <FoundPage
            asking={asking}
            text={typed}
            found={found}
            most={PAGE_ROWS}
            attention={await attentionToThese(records, viewer, policy.monitoring, subjects)}
            now={viewer.at}
          />,
        )
      },
    },
  ]

  async function listed(viewer: Viewer, view: CaseView, asked: Listed): Promise<CasesShown> {
    if (view === 'recent') return lookedAt(viewer)
    const { sort, descending, after } = asked
    if (sort === 'attention') return needing(viewer, view, after)
    const limit = PAGE_ROWS + 1
    const rows = await casesPage(records, viewer, { view, sort, descending, after, limit })
    const { shown, last } = pageOf(rows)
    const ids = shown.map(({ id }) => id)
    return {
      view,
      cases: shown,
      attention: await attentionToThese(records, viewer, policy.monitoring, ids),
      sort,
      descending,
      isFirst: after === undefined,
      nextAfter: last?.id,
    }
  }

  /** The whole list is put in order, and a page of it is read in full. */
  async function needing(
    viewer: Viewer,
    view: CaseView,
    after: string | undefined,
  ): Promise<CasesShown> {
    const everybody = await peopleByAttention(records, viewer, policy.monitoring, view)
    const start = after === undefined ? 0 : indexAfter(everybody, after)
    const { shown, last } = pageOf(everybody.slice(start, start + PAGE_ROWS + 1))
    const ids = shown.map(({ id }) => id)
    const withReasons = everybody.filter(({ reasons }) => reasons.length > 0)
    const seen = withReasons.filter((each) => each.seen).length
    return {
      view,
      cases: await casesOf(records, viewer, ids),
      attention: new Map(shown.map((each) => [each.id, each])),
      needing: { needing: withReasons.length - seen, seen, all: everybody.length },
      sort: 'attention',
      descending: false,
      isFirst: after === undefined,
      nextAfter: last?.id,
    }
  }

  async function lookedAt(viewer: Viewer): Promise<CasesShown> {
    const ids = await viewedPeople(records, viewer)
    const cases = await casesOf(records, viewer, ids)
    return {
      view: 'recent',
      cases,
      attention: await attentionToThese(records, viewer, policy.monitoring, ids),
      sort: undefined,
      descending: false,
      isFirst: true,
      nextAfter: undefined,
    }
  }
}

/** Behind somebody who is not in the list any more comes nobody. */
function indexAfter(everybody: readonly AttentionTo[], id: string): number {
  const index = everybody.findIndex((each) => each.id === id)
  return index < 0 ? everybody.length : index + 1
}
