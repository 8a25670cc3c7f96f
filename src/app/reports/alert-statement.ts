import { counted } from '../../domain/count-text.ts'
import { londonDate, londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { ReportBlock, ReportSection } from '../../report/report-document.ts'
import type { AlertEvidence, AlertWearer } from './alert-evidence.ts'
import type { AlertOptions } from './alert-options.ts'
import { exhibitName, nameOf, TOGETHER } from './alert-people.ts'
import { both, forceName } from './crime-facts.ts'

/** The statement of the manager who signs: what was done, by whom and how; never who did the crime. */
export function alertStatement(
  evidence: AlertEvidence,
  { signing, sha256 }: AlertOptions,
): ReportSection {
  const { crime, wearers } = evidence
  const signer = signing?.signer ?? '(whoever signs)'
  const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text })
  return {
    heading: 'Witness statement',
    blocks: [
      paragraph('Criminal Justice Act 1967, section 9; Criminal Procedure Rules, rule 16.2'),
      {
        kind: 'facts',
        rows: [
          ['Statement of', signer],
          ['Age', 'Over 18'],
          ['Occupation', 'Hub manager'],
          ['Crime reference', crime.crimeReference],
          ['Alert', signing?.number ?? 'not numbered: a draft'],
        ],
      },
      {
        kind: 'page-count',
        before: 'Number of pages of this statement, each signed by me:',
        after: '',
      },
      paragraph(
        'This statement is true to the best of my knowledge and belief, and I make it knowing that, if it is tendered in evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be false, or do not believe to be true.',
      ),
      signatureOf(signer, signing && londonDate(signing.signedAt)),
      paragraph(
        `I am a manager of the hub that compares the positions of people who wear a GPS tag with recorded crimes. I make this statement from the hub's records. ${forceName(crime)} police reported crime ${crime.crimeReference}, which we received on ${londonTimeToTheSecond(evidence.crimeReceivedAt)}. They report it between ${both(crime.window.from)} and ${both(crime.window.to)}.`,
      ),
      ...wearers.map((wearer, index) => paragraph(whatWasDone(wearer, index))),
      paragraph(
        'A computer program compared the positions, by the method described at the end of this alert. It decided nothing about anybody: each person named here was qualified by people who looked at the evidence, and I have read this alert before signing it.',
      ),
      paragraph(
        'The positions are those of devices. I do not know who wore a device at a given moment other than from the record of who it was fitted to, and I did not see any of the events. I do not say that anybody named here committed, or saw, any offence.',
      ),
      paragraph(
        `I produce the exhibits that follow: ${wearers.map((_, index) => `${exhibitName(index, 'trail')}, ${exhibitName(index, 'detail')} and ${exhibitName(index, 'table')}`).join('; ')}${wearers.length > 1 ? `; and ${TOGETHER}, of all of them together` : ''}. The evidence they were made from is kept by the hub as one file, with the SHA-256 ${sha256}, from which another expert can repeat the calculation.`,
      ),
      signatureOf(signer, signing && londonDate(signing.signedAt)),
    ],
  }
}

function whatWasDone(wearer: AlertWearer, index: number): string {
  const { run, reviews, devices } = wearer
  // Who rejected is said too: a court must not read that all agreed.
  const views = reviews.map(
    ({ role, decision, decidedAt }) =>
      `a ${role.toLowerCase()} ${decision === 'qualify' ? 'qualified' : 'rejected'} it on ${londonTimeToTheSecond(decidedAt)}`,
  )
  const apart =
    reviews.length === 2
      ? ', neither of whom saw the other’s view before'
      : reviews.length > 2
        ? ', the first two of whom did not see each other’s view before'
        : ''
  const decided = reviews.some(({ decision }) => decision === 'reject')
    ? ' Where the first two differed, the manager’s view decided.'
    : ''
  const by =
    reviews.length === 0
      ? 'No review is recorded.'
      : `The evidence was looked at by ${counted(reviews.length, 'person', 'people')}${apart}: ${views.join('; ')}.${decided}`
  return `Person ${index + 1}, ${nameOf(wearer)}: our records say that device ${devices.map(({ id }) => id).join(' and ')} was fitted to this person at the time, under an order that permits the comparison. Matching run ${run.id}, begun on ${londonTimeToTheSecond(run.startedAt)}, compared its positions with the reported place and time. ${by}`
}

function signatureOf(signer: string, on: string | undefined): ReportBlock {
  return {
    kind: 'signature',
    lines: [
      on === undefined ? 'Not signed' : `Signed: ${signer}, with their own sign-in`,
      `Dated: ${on ?? 'not signed'}`,
    ],
  }
}
