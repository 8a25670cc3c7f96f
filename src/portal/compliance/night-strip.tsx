import type { FC } from 'hono/jsx'
import { daysOn } from '../../app/compliance/compliance-period.ts'
import type { ComplianceNight } from '../../app/compliance/read-compliance.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'
import { stateFills } from './patterns.tsx'

const HOUR = 3_600_000
const WIDTH = 288
const HEIGHT = 34
const [TOP, BAR] = [3, 18]

/**
 * One night as a strip of its hours from noon to noon, or as long as it is: what was required as a frame, and in it where the
 * device is known to have been. Everything it shows is in words beside it.
 */
export const NightStrip: FC<{ of: ComplianceNight; label: string }> = ({
  of: { night, states },
  label,
}) => {
  const shown = stripOf(night)
  const x = (at: Instant) =>
    Math.round(((at - shown.from) / (shown.to - shown.from)) * (WIDTH - 2) * 10) / 10 + 1
  const wide = (stretch: Interval) => Math.max(0.5, x(stretch.to) - x(stretch.from))
  return (
    <svg
      class="app-strip"
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <rect x="1" y={TOP} width={WIDTH - 2} height={BAR} fill="#f3f2f1" />
      {states.map((span) => (
        <rect
          x={x(span.from)}
          y={TOP}
          width={wide(span)}
          height={BAR}
          fill={stateFills[span.state]}
        />
      ))}
      {hoursOf(shown).map((at) => (
        <path
          d={`M${x(at)} ${TOP + BAR}v${isNamed(at) ? 4 : 2}`}
          stroke="#505a5f"
          stroke-width="1"
        />
      ))}
      {hoursOf(shown)
        .filter(isNamed)
        .map((at) => (
          <text x={x(at)} y={HEIGHT - 1} font-size="9" text-anchor="middle" fill="#0b0c0c">
            {londonLocal(at).time.slice(0, 2)}
          </text>
        ))}
      {night.required.map((part) => (
        <rect
          x={x(part.from)}
          y={TOP - 1.5}
          width={wide(part)}
          height={BAR + 3}
          fill="none"
          stroke="#0b0c0c"
          stroke-width="1.5"
        />
      ))}
    </svg>
  )
}

/** Noon to noon where the night fits; rows of one table then stand above one another. */
function stripOf(night: ComplianceNight['night']): Interval {
  const usual = { from: noonOf(night.date), to: noonOf(daysOn(night.date, 1)) }
  return night.from >= usual.from && night.to <= usual.to ? usual : night
}

function noonOf(date: string): Instant {
  return instantsOfLondon({ date, time: '12:00' })?.[0] ?? Number.NaN
}

function hoursOf({ from, to }: Interval): Instant[] {
  const hours: Instant[] = []
  for (let at = Math.ceil(from / HOUR) * HOUR; at <= to; at += HOUR) hours.push(at)
  return hours
}

/** 15, 18, 21 ... on London's clocks; the ends have no room. */
function isNamed(at: Instant): boolean {
  const hour = Number(londonLocal(at).time.slice(0, 2))
  return hour % 3 === 0 && hour !== 12
}
