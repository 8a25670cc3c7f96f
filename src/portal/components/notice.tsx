import type { Child, FC } from 'hono/jsx'

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
