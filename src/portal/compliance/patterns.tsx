import type { FC } from 'hono/jsx'
import type { LedgerState } from '../../monitoring/ledger.ts'

/** How a state of a night is filled; nobody needs colours to tell them apart. */
export const stateFills = {
  inside: '#1d70b8',
  outside: 'url(#app-fill-away)',
  unknown: 'url(#app-fill-unknown)',
} as const

/** How minutes are filled, by what was decided of them. */
export const minuteFills: Readonly<Record<LedgerState, string>> = {
  counted: '#942514',
  pending: 'url(#app-fill-pending)',
  authorised: 'url(#app-fill-authorised)',
  excused: 'url(#app-fill-excused)',
}

/** The fills that are no plain colour, once a page. */
export const FillPatterns: FC = () => (
  <svg class="app-fills" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="app-fill-away" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#fff" />
        <path d="M-1 5L5 -1M1 7L7 1" stroke="#942514" stroke-width="2.4" />
      </pattern>
      <pattern id="app-fill-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#fff" />
        <circle cx="3" cy="3" r="1.2" fill="#484949" />
      </pattern>
      <pattern id="app-fill-pending" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill="#fff" />
        <path d="M-2 6L6 -2M2 10L10 2" stroke="#942514" stroke-width="2.5" />
      </pattern>
      <pattern id="app-fill-authorised" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#fff" />
        <path d="M0 3H6" stroke="#0b5c4a" stroke-width="2" />
      </pattern>
      <pattern id="app-fill-excused" width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" fill="#fff" />
        <circle cx="3.5" cy="3.5" r="2" fill="#0b5c4a" />
      </pattern>
    </defs>
  </svg>
)

/** What the fills mean, in words beside a piece of each. */
export const FillKey: FC<{ fills: readonly (readonly [fill: string, text: string])[] }> = ({
  fills,
}) => (
  <ul class="app-row app-key">
    {fills.map(([fill, text]) => (
      <li>
        <svg width="28" height="14" viewBox="0 0 28 14" aria-hidden="true" focusable="false">
          <rect x="0.5" y="0.5" width="27" height="13" fill={fill} stroke="#0b0c0c" />
        </svg>{' '}
        {text}
      </li>
    ))}
  </ul>
)
