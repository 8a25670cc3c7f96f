import type { Child, FC } from 'hono/jsx'
import { paths } from '../paths.ts'

/** Every page's frame: skip link, name, a word on what this is, and the page itself. */
export const Layout: FC<{
  title: string
  back?: { href: string; text: string }
  children?: Child
}> = ({ title, back, children }) => (
  <html lang="en" class="govuk-template">
    <head>
      <meta charset="utf-8" />
      <title>{`${title} - Whereabouts`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <link rel="stylesheet" href={paths.stylesheet} />
      <link rel="icon" href="data:," />
    </head>
    <body class="govuk-template__body">
      <a href="#main-content" class="govuk-skip-link">
        Skip to main content
      </a>
      <header class="app-header">
        <div class="govuk-width-container app-header__row">
          <a href={paths.home} class="app-header__name">
            Whereabouts
          </a>
          <nav aria-label="Pages">
            <a href={paths.matches()} class="app-header__link">
              Matches
            </a>
          </nav>
        </div>
      </header>
      <div class="govuk-width-container">
        <section class="govuk-phase-banner" aria-label="About these pages">
          <p class="govuk-phase-banner__content">
            <strong class="govuk-tag govuk-phase-banner__content__tag">Demonstration</strong>
            <span class="govuk-phase-banner__text">
              A made-up town in the Irish Sea. Nobody here exists.
            </span>
          </p>
        </section>
        {back && (
          <nav aria-label="Back">
            <a href={back.href} class="govuk-back-link">
              {back.text}
            </a>
          </nav>
        )}
        <main class="govuk-main-wrapper" id="main-content">
          {children}
        </main>
      </div>
      <footer class="govuk-footer">
        <div class="govuk-width-container">
          <p class="govuk-body-s">
            A match says where a device was. It does not say who did anything, and a crime without a
            match says nothing about anyone whose tag was silent. Times are London time.
          </p>
        </div>
      </footer>
    </body>
  </html>
)
