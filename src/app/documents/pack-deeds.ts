import { incidentOutcomeText } from '../../domain/incident-outcomes.ts'
import {
  resolutionText,
  violationDecisionText,
  violationReasonText,
} from '../../domain/incident-reasons.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { revisionWords } from '../../monitoring/revision-words.ts'
import type { ReportBlock } from '../../report/report-document.ts'
import { minutesOf } from '../../store/records/incident-casework.ts'
import type { PackIncident } from './pack-content.ts'
import { actText } from './pack-words.ts'

/** What people decided, what was said at every time, what was done, and what followed. */
export function packDeeds(incident: PackIncident): ReportBlock[] {
  return [decided(incident), said(incident), ...done(incident), ...followed(incident)].flat()
}

function decided({ decisions }: PackIncident): ReportBlock[] {
  const heading = { kind: 'heading', text: 'What was decided' } as const
  if (decisions.length === 0) {
    return [
      heading,
      {
        kind: 'paragraph',
        text: 'Nobody has decided about it. It waits for a decision; it does not count.',
      },
    ]
  }
  return [
    heading,
    {
      kind: 'table',
      caption: 'Decisions, the oldest first',
      columns: [
        { title: 'Decision', share: 16 },
        { title: 'Why', share: 36 },
        { title: 'By whom', share: 28 },
        { title: 'Of revision', share: 12 },
        { title: 'Taken back', share: 20 },
      ],
      rows: decisions.map((one) => [
        violationDecisionText(one.decision),
        [violationReasonText(one.reason), one.text].filter(Boolean).join('. '),
        `${one.decidedBy.name}, ${londonTime(one.decidedAt)}`,
        String(one.revision),
        one.revoked
          ? `${one.revoked.by}, ${londonTime(one.revoked.at)}${one.revoked.why ? `: ${one.revoked.why}` : ''}`
          : 'no',
      ]),
    },
  ]
}

const stages = {
  potential: 'Not long enough yet: from ',
  cancelled: 'Too short: from ',
  actual: 'From ',
} as const

function said({ revisions }: PackIncident): ReportBlock {
  return {
    kind: 'table',
    caption: 'What was said at every time, the newest first',
    columns: [
      { title: 'Revision', share: 12 },
      { title: 'Said', share: 25 },
      { title: 'Why', share: 17 },
      { title: 'What was said', share: 34 },
      { title: 'Minutes', share: 12 },
      { title: 'Not known', share: 12 },
    ],
    rows: revisions.map(({ revision, saidAt, why, stage, startsAt, endsAt, finding }) => [
      String(revision),
      londonTime(saidAt),
      revisionWords(why, finding),
      stage === 'retracted'
        ? 'That it was not so'
        : `${stages[stage]}${londonTime(startsAt)}, ${endsAt === undefined ? 'not ended' : `until ${londonTime(endsAt)}`}`,
      minutesInWords(minutesOf(finding.counted)),
      minutesInWords(minutesOf(finding.unknown)),
    ]),
  }
}

function done({ acts }: PackIncident): ReportBlock[] {
  if (acts.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'What people did about it',
      columns: [
        { title: 'What', share: 16 },
        { title: 'Who and when', share: 34 },
        { title: 'What they said', share: 50 },
      ],
      rows: acts.map(({ act, by, at, to, reason, text }) => [
        actText(act) + (to === undefined ? '' : ` to ${to}`),
        `${by}, ${londonTime(at)}`,
        [reason === undefined ? '' : resolutionText(reason), text].filter(Boolean).join('. '),
      ]),
    },
  ]
}

function followed({ outcomes }: PackIncident): ReportBlock[] {
  if (outcomes.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'What followed',
      columns: [
        { title: 'What', share: 28 },
        { title: 'Day', share: 14 },
        { title: 'Recorded by', share: 32 },
        { title: 'More', share: 26 },
      ],
      rows: outcomes.map(({ outcome, onDate, text, recordedBy, recordedAt, revoked }) => [
        incidentOutcomeText(outcome),
        onDate.split('-').reverse().join('/'),
        `${recordedBy}, ${londonTime(recordedAt)}`,
        [text, revoked ? `Taken back by ${revoked.by}: ${revoked.why}` : '']
          .filter(Boolean)
          .join('. '),
      ]),
    },
  ]
}
