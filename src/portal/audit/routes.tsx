import { auditCsv } from '../../app/audit/audit-csv.ts'
import { nothingHere } from '../../domain/errors.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { auditAbout, auditedKinds, searchAudit } from '../../store/records/audit-records.ts'
import { takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { csvFile } from '../csv-file.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { auditCrumbs as crumbs } from './crumbs.ts'
import { PersonAuditPage } from './person-page.tsx'
import { reviewRoutes } from './review-routes.tsx'
import { sampleRoutes } from './sample-routes.tsx'
import { AuditSearchPage, type FoundEvents } from './search-page.tsx'
import { NO_SEARCH, readSearch, type TypedSearch, typedSearch } from './typed-search.ts'

const limit = PAGE_ROWS + 1
const section = paths.audit
const LONGEST_ID = 200

/** Over the audit: search, export, one person, samples and reviews. Looking at it is in it too. */
export function auditRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  const access = 'audit:review'
  const searchPage = async (
    context: Asked,
    shown: {
      typed: TypedSearch
      purpose?: string
      faults?: readonly FieldFault[]
      found?: FoundEvents
    },
  ) => {
    const { typed, purpose = '', faults = [], found } = shown
    return show(
      context,
      { title: 'Audit', section, status: faults.length > 0 ? 422 : 200 },
      <AuditSearchPage
        asking={context.get('asking')}
        typed={typed}
        kinds={await auditedKinds(records)}
        faults={faults}
        purpose={purpose}
        found={found}
      />,
    )
  }
  return [
    {
      method: 'GET',
      path: paths.audit,
      access,
      audit: { action: 'consult', what: 'audit' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(await searchAudit(records, {}, { before, limit }))
        tell(context, { subjects: [], count: shown.length })
        const isFirst = before === undefined
        const found = { events: shown, next: last?.id, isFirst, searched: false }
        return searchPage(context, { typed: NO_SEARCH, found })
      },
    },
    {
      method: 'POST',
      path: paths.audit,
      access,
      audit: { action: 'search', what: 'audit' },
      async handle(context) {
        const form = await formValues(context)
        const typed = typedSearch(form)
        const { filter, faults } = readSearch(typed)
        if (faults.length > 0) return searchPage(context, { typed, faults })
        const before = wholeNumber(form.text('before'))
        const { shown, last } = pageOf(await searchAudit(records, filter, { before, limit }))
        tell(context, { subjects: personOf(typed), count: shown.length })
        const isFirst = before === undefined
        const found = { events: shown, next: last?.id, isFirst, searched: true }
        return searchPage(context, { typed, found })
      },
    },
    {
      method: 'POST',
      path: paths.auditExport,
      access,
      audit: { action: 'disclose', what: 'audit' },
      async handle(context) {
        const form = await formValues(context)
        const typed = typedSearch(form)
        const purpose = form.text('purpose')
        const { filter, faults } = readSearch(typed)
        const all = isPurpose(purpose) ? faults : [...faults, noPurpose]
        if (all.length > 0) return searchPage(context, { typed, purpose, faults: all })
        const taken = await takeForm(() => auditCsv(records, filter), 'from')
        if (taken.faults) return searchPage(context, { typed, purpose, faults: taken.faults })
        const { csv, events } = taken.done
        tell(context, { subjects: personOf(typed), count: events, purpose })
        return csvFile(context, csv, 'audit.csv')
      },
    },
    {
      method: 'POST',
      path: paths.auditPeople,
      access,
      audit: 'nothing personal',
      async handle(context) {
        const id = (await formValues(context)).text('id')
        if (id !== '' && id.length <= LONGEST_ID) return context.redirect(paths.auditOf(id), 303)
        const text = `Enter the id of a device wearer, at most ${LONGEST_ID} characters`
        return searchPage(context, { typed: NO_SEARCH, faults: [{ field: 'id', text }] })
      },
    },
    {
      method: 'GET',
      path: paths.auditOf(':id'),
      access,
      audit: { action: 'consult', what: 'audit' },
      async handle(context) {
        const id = context.req.param('id') ?? ''
        if (id.length > LONGEST_ID) {
          throw nothingHere()
        }
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(await auditAbout(records, id, { before, limit }))
        tell(context, { subjects: [id], count: shown.length })
        const path = paths.auditOf(id)
        return show(
          context,
          { title: `Who has looked at wearer ${id}`, crumbs, section },
          <PersonAuditPage
            id={id}
            events={shown}
            first={before === undefined ? undefined : path}
            next={last && within(path, { before: last.id })}
          />,
        )
      },
    },
    ...sampleRoutes(services),
    ...reviewRoutes(services),
  ]
}

const noPurpose: FieldFault = {
  field: 'purpose',
  text: `Enter why you need the file, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`,
}

/** Whom a search is about. */
function personOf({ person }: TypedSearch): string[] {
  return person === '' ? [] : [person]
}
