import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { ReportBlock, ReportSection } from '../../report/report-document.ts'
import type { AlertEvidence, AlertWearer } from './alert-evidence.ts'
import type { AlertOptions } from './alert-options.ts'
import { nameOf, wearerCount } from './alert-people.ts'
import { crimeFacts, forceName } from './crime-facts.ts'
import { strengthText, verdictName } from './evidence-words.ts'

/** Which crime, which people, and what this does and does not say: what whoever opens it reads first. */
export function alertOverview(
  evidence: AlertEvidence,
  { signing, sha256 }: AlertOptions,
): ReportSection {
  const { crime, wearers } = evidence
  return {
    heading: 'Proximity alert',
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['Number', signing?.number ?? 'none: a draft'],
          ['To', `${forceName(crime)} police`],
          ['Signed', signing ? londonTimeToTheSecond(signing.signedAt) : 'not signed: a draft'],
          ['By', signing?.signer ?? 'nobody yet'],
          ['About', wearerCount(evidence)],
          ['SHA-256 of the evidence', sha256],
        ],
      },
      {
        kind: 'paragraph',
        text: `The positions of people who wear a GPS tag, and whose order permits it, were compared with the crime below. Of those that were near, people looked at each and qualified ${wearerCount(evidence)}. This alert says where their devices were, and how strongly that speaks for presence.`,
      },
      {
        kind: 'paragraph',
        strong: true,
        text: 'It shows where a device was, not who did anything. Others may have been there who wear no tag or whose tag was silent. It is information for an investigation, and by itself it proves no offence.',
      },
      { kind: 'heading', text: 'The crime, as the police force reported it' },
      { kind: 'facts', rows: crimeFacts(crime, evidence.crimeReceivedAt) },
      ...wearers.flatMap((wearer, index) => wearerBlocks(wearer, index + 1)),
    ],
  }
}

function wearerBlocks(wearer: AlertWearer, number: number): ReportBlock[] {
  const { bundle } = wearer
  const { evidence, why } = bundle.answer
  return [
    { kind: 'heading', text: `Person ${number}: ${nameOf(wearer)}` },
    {
      kind: 'facts',
      rows: [
        ['Name', nameOf(wearer)],
        ['Date of birth', wearer.dateOfBirth ?? 'not in the records'],
        ...wearer.identifiers,
        ['Id of the wearer', wearer.id],
        ['Device', deviceText(wearer)],
        [
          'These facts as of',
          wearer.personAsOf === undefined ? 'not known' : londonTimeToTheSecond(wearer.personAsOf),
        ],
        ['Evidence', verdictName(evidence)],
        ['How strongly', strengthText(evidence)],
        [
          `Within ${bundle.parameters.radiusMetres} metres`,
          why.visits.map(({ from, to }) => `${londonText(from)} to ${londonText(to)}`).join('; ') ||
            'no position in the window',
        ],
      ],
    },
  ]
}

/** @param at as JSON has it, `2026-01-26T16:08:26Z`. */
function londonText(at: string): string {
  return londonTimeToTheSecond(Date.parse(at))
}

function deviceText({ devices }: AlertWearer): string {
  return devices
    .map(({ id, serialNumber }) => (serialNumber ? `${id}, serial number ${serialNumber}` : id))
    .join('; ')
}
