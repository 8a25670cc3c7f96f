import type { Child, FC } from 'hono/jsx'
import { exceptionLines, ruleLines } from '../../app/incidents/rule-text.ts'
import type { CaseworkPolicy } from '../../app/load-policy.ts'
import type { Instant } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { clockMinutes } from '../../monitoring/ledger.ts'
import { thresholdOf } from '../../monitoring/settings.ts'
import { minutesOf } from '../../store/records/incident-casework.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { eventText } from '../devices/device-text.tsx'
import { paths } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'
import {
  certaintyOf,
  endedText,
  lastedText,
  NOT_ENDED,
  stageSentence,
  standsOnText,
  stretchesText,
  whoText,
} from './incident-text.ts'

type Thresholds = CaseworkPolicy['monitoring']['thresholdMinutes']

/** What was noticed, of whom, when, how surely, and when it became an incident. */
export const IncidentFacts: FC<{ file: IncidentFile; thresholds: Thresholds; now: Instant }> = ({
  file: { found, stretches, charges },
  thresholds,
  now,
}) => {
  const { deviceWearerId, deviceId, endsAt, finding } = found
  const said = { ...found, kinds: [found.kind] }
  const rows: [string, Child][] = [
    [
      deviceWearerId === undefined ? 'About' : 'Who',
      deviceWearerId === undefined ? (
        whoText(found)
      ) : (
        <>
          <a class="govuk-link" href={paths.person(deviceWearerId)}>
            {whoText(found)}
          </a>
          {deviceId && `, device ${deviceId}`}
        </>
      ),
    ],
    [
      'When',
      endsAt === undefined
        ? [`${lastedText(said, now)}. ${NOT_ENDED}.`, standsOnText(finding)]
            .filter(Boolean)
            .join(' ')
        : `${lastedText(said, now)}. ${endedText(said)}.`,
    ],
    ['Became an incident', becameText(found, thresholds)],
    ['How sure', certaintyOf(found)],
    [
      'Minutes of violation',
      stretches.length === 0 ? 'None' : minutesInWords(clockMinutes(stretches)),
    ],
    [
      'Not known',
      finding.unknown.length === 0
        ? 'Nothing'
        : `${minutesInWords(minutesOf(finding.unknown))}: ${stretchesText(finding.unknown)}. Nothing is known of this time; none of it counts.`,
    ],
    ...(finding.codes && finding.codes.length > 0
      ? [
          [
            'By these words',
            finding.codes.map((code) => eventText(code, charges.get(code))).join('; '),
          ] satisfies [string, string],
        ]
      : []),
  ]
  return <SummaryList rows={rows} />
}

function becameText(
  { stage, startsAt, actualAt, family }: IncidentFile['found'],
  thresholds: Thresholds,
): string {
  if (actualAt === undefined) return stageSentence(stage) || 'At once'
  const passed =
    actualAt > startsAt ? `${lengthInWords(actualAt - startsAt)} after it began` : 'at once'
  const threshold = thresholdOf(family, thresholds)
  return [
    `${londonTime(actualAt)}, ${passed}.`,
    threshold === undefined ? '' : `The threshold is ${minutesInWords(threshold)}.`,
    stageSentence(stage),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What the order asked for when this was noticed, and what it excepts. */
export const RuleFacts: FC<{ file: IncidentFile }> = ({ file: { rule } }) => {
  const lines = rule ? ruleLines(rule) : []
  if (!rule || lines.length === 0) return null
  const { timed, untimed } = exceptionLines(rule)
  return (
    <>
      <h2 class="govuk-heading-m">What the order asked for</h2>
      <ul class="govuk-list govuk-list--bullet">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
        {timed.map((line) => (
          <li>Except {line}</li>
        ))}
      </ul>
      {untimed.length > 0 && (
        <div class="govuk-inset-text">
          The order also excepts these, without saying when. Nobody can tell from positions whether
          one of them held: whoever decides asks.
          <ul class="govuk-list govuk-list--bullet">
            {untimed.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <p class="govuk-body">
        {`Order ${rule.orderId}${rule.version === undefined || rule.saidAt === undefined ? ', as it is now' : `, version ${rule.version} of ${londonTime(rule.saidAt)}`}.`}
      </p>
    </>
  )
}
