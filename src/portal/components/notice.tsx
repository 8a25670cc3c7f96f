import type { Child, FC } from 'hono/jsx'
import { type Done, dones } from '../dones.ts'

/** What was just done, where the address says one of our words for it. */
export const DoneNotice: FC<{ done: string | undefined }> = ({ done }) =>
  done !== undefined && Object.hasOwn(dones, done) ? (
    <Notice title="Done">{dones[done as Done]}</Notice>
  ) : null

/** What has just been done, or must be known first, above a page. */
export const Notice: FC<{ title: 'Done' | 'Important'; children?: Child }> = ({
  title,
  children,
}) => (
  <section
    class={`govuk-notification-banner${title === 'Done' ? ' govuk-notification-banner--success' : ''}`}
    role={title === 'Done' ? 'alert' : 'region'}
    aria-labelledby="notice-title"
  >
    <div class="govuk-notification-banner__header">
      <h2 class="govuk-notification-banner__title" id="notice-title">
        {title}
      </h2>
    </div>
    <div class="govuk-notification-banner__content">
      <p class="govuk-notification-banner__heading">{children}</p>
    </div>
  </section>
)
