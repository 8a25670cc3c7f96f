import type { FC } from 'hono/jsx'
import { SummaryList } from '../components/summary-list.tsx'
import { paths } from '../paths.ts'

/** The secret of a new webhook, shown this once. */
export const SecretPage: FC<{ address: string; secret: string }> = ({ address, secret }) => (
  <>
    <h1 class="govuk-heading-l">A new secret</h1>
    <p class="govuk-body">
      Notices go there from now on. Every notice is signed with this secret. Give it to whoever runs
      the program, who can tell by it that a notice is ours. It is shown this once.
    </p>
    <SummaryList
      rows={[
        ['Address', <code class="app-secret">{address}</code>],
        ['Secret', <code class="app-secret">{secret}</code>],
      ]}
    />
    <p class="govuk-body">
      <a class="govuk-link" href={paths.notices}>
        Back to notices
      </a>
    </p>
  </>
)
