import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import { variationTypes } from '../../domain/reference/order-lists.ts'
import { labelOf } from '../../domain/reference/reference-list.ts'
import type { OrderVersion } from '../../store/records/order-version-records.ts'
import { Table } from '../components/table.tsx'

/** Every version of an order, the newest first, with what changed and by what. */
export const VersionsSection: FC<{
  orderId: string
  versions: readonly OrderVersion[]
  /** Where the order is changed, for whoever may. */
  change?: string | undefined
}> = ({ orderId, versions, change }) => (
  <>
    <h3 class="govuk-heading-s">Versions</h3>
    {versions.length === 0 ? (
      <p class="govuk-body">No version is kept: the order came before versions were.</p>
    ) : (
      <Table
        caption={`Versions of order ${orderId}, the newest first`}
        captionHidden
        columns={['Version', 'Known since', 'What changed', 'Source'].map((title) => ({ title }))}
        rows={versions
          .map((version, index) => [
            <>
              {version.version}
              {change && index < versions.length - 1 && !version.erased && (
                <>
                  <br />
                  <a class="govuk-link" href={`${change}?as=${version.version}`}>
                    Make it hold again
                    <span class="govuk-visually-hidden">, version {version.version}</span>
                  </a>
                </>
              )}
            </>,
            londonTime(version.saidAt),
            version.changes.length === 0 ? (
              unchangedText(version)
            ) : (
              <ul class="govuk-list">
                {version.changes.map(({ variation, text }) => (
                  <li>
                    <strong>{labelOf(variationTypes, variation)}</strong>: {text}
                  </li>
                ))}
              </ul>
            ),
            sourceOf(version),
          ])
          .toReversed()}
      />
    )}
  </>
)

function unchangedText({ version, erased }: OrderVersion): string {
  if (erased) return 'What it said was erased'
  return version === 1 ? 'First known' : 'Not known any more: what was said before it is gone'
}

function sourceOf({ fileName, accountName }: OrderVersion): string {
  if (accountName !== undefined) return accountName
  return fileName === undefined ? 'as it was before versions were kept' : `the file ${fileName}`
}
