import type { FC } from 'hono/jsx'
import { Layout } from '../components/layout.tsx'
import { paths } from '../paths.ts'

/** Says plainly what could not be shown. */
export const MessagePage: FC<{ title: string; text: string }> = ({ title, text }) => (
  <Layout title={title}>
    <h1 class="govuk-heading-l">{title}</h1>
    <p class="govuk-body">{text}</p>
    <p class="govuk-body">
      <a href={paths.home} class="govuk-link">
        Go to the first page
      </a>
    </p>
  </Layout>
)
