import type { Child, FC } from 'hono/jsx'
import { roleLabel } from '../../domain/roles.ts'
import type { Asking } from '../../server/route.ts'
import { mainNavigation } from '../navigation.ts'
import { paths } from '../paths.ts'
import { caseloadTitle } from '../people/caseload-words.ts'
import { FormToken } from './form-token.tsx'
import { type PersonPlace, PersonTabs } from './person-tabs.tsx'
import { PracticeBanner } from './practice-banner.tsx'

export interface Crumb {
  readonly text: string
  readonly href: string
}

export interface ShellProps {
  readonly title: string
  /** The way here, without this page; none on first pages. */
  readonly crumbs?: readonly Crumb[] | undefined
  /** Bundles beside the page's own, only where they are needed: the map. */
  readonly scripts?: readonly string[] | undefined
  readonly styles?: readonly string[] | undefined
  /** The fictional town: said on every page. */
  readonly demonstration: boolean
  readonly asking: Asking | undefined
  /** Where this page lies in the navigation. */
  readonly section?: string | undefined
  /** Whose page it is, and which of theirs. */
  readonly person?: PersonPlace | undefined
  readonly children?: Child
}

/** Every page's frame: skip link, name, navigation by role, breadcrumbs, and the page itself. */
export const Shell: FC<ShellProps> = ({
  title,
  crumbs,
  scripts,
  styles,
  demonstration,
  asking,
  section,
  person,
  children,
}) => (
  <html lang="en" class="govuk-template">
    <head>
      <meta charset="utf-8" />
      <title>{`${title} - Whereabouts`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <link rel="stylesheet" href={paths.stylesheet} />
      {styles?.map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
      <link rel="icon" href="data:," />
      {scripts?.map((src) => (
        <script type="module" src={src} />
      ))}
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
          {asking?.account && <SignedIn asking={asking} />}
          {asking && <Navigation asking={asking} section={section} />}
        </div>
      </header>
      <div class="govuk-width-container">
        {demonstration && (
          <section class="govuk-phase-banner" aria-label="About these pages">
            <p class="govuk-phase-banner__content">
              <strong class="govuk-tag govuk-phase-banner__content__tag">Demonstration</strong>
              <span class="govuk-phase-banner__text">
                A made-up town in the Irish Sea. Nobody here exists.
              </span>
            </p>
          </section>
        )}
        {asking?.practising && <PracticeBanner task={asking.practising} />}
        {crumbs && crumbs.length > 0 && (
          <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
            <ol class="govuk-breadcrumbs__list">
              {crumbs.map(({ text, href }) => (
                <li class="govuk-breadcrumbs__list-item">
                  <a class="govuk-breadcrumbs__link" href={href}>
                    {/* Whoever watches over all tags has no cases. */}
                    {href === paths.people && asking ? caseloadTitle(asking.actor) : text}
                  </a>
                </li>
              ))}
              <li class="govuk-breadcrumbs__list-item" aria-current="page">
                {title}
              </li>
            </ol>
          </nav>
        )}
        {person && asking && <PersonTabs person={person} permissions={asking.actor.permissions} />}
        <main class="govuk-main-wrapper" id="main-content">
          {children}
        </main>
      </div>
      <footer class="govuk-footer">
        <div class="govuk-width-container">
          <p class="govuk-body-s">
            Positions say where a device was, not who did anything. Where nothing is known of a tag,
            nothing is said. Times are London time. Every look is recorded.
          </p>
          {asking?.account && (
            <p class="govuk-body-s">
              <a class="govuk-footer__link" href={paths.help}>
                Help
              </a>
            </p>
          )}
        </div>
      </footer>
    </body>
  </html>
)

const Navigation: FC<{ asking: Asking; section: string | undefined }> = ({ asking, section }) => {
  const { items, more } = mainNavigation(asking.actor.permissions, section)
  if (items.length === 0) return null
  return (
    <nav aria-label="Pages" class="app-navigation">
      <ul class="app-navigation__list">
        {items.map(({ text, href }) => (
          <li>
            <a
              href={href}
              class="app-header__link"
              {...(href === section && { 'aria-current': 'true' })}
            >
              {text}
            </a>
          </li>
        ))}
        {more && (
          <li>
            <a href={paths.home} class="app-header__link">
              All pages
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

const SignedIn: FC<{ asking: Asking }> = ({ asking }) => {
  const { role } = asking.actor
  return (
    <div class="app-signed-in">
      <a href={paths.account} class="app-header__link">
        {asking.account?.name}
      </a>
      {role !== 'nobody' && role !== 'operator' && (
        <span class="app-signed-in__role">{roleLabel(role)}</span>
      )}
      <form method="post" action={paths.signOut}>
        <FormToken asking={asking} />
        <button type="submit" class="app-link-button">
          Sign out
        </button>
      </form>
    </div>
  )
}
