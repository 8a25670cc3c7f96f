import { expect, it } from 'vitest'
import { packContent } from '../../../test/support/document-content.ts'
import { CountedStretches, IncidentEvidence, Revisions } from './incident-evidence.tsx'
import type { IncidentFile } from './incident-file.ts'

it('has minutes that may count below one another on a phone', () => {
  const from = Date.parse('2026-01-26T19:00Z')
  const stretches = [{ from, to: from + 60_000, positions: [] }]
  // Nothing else of the file is asked for.
  const html = String(<CountedStretches file={{ stretches } as unknown as IncidentFile} />)
  expect(html).toContain('app-stacks')
  expect(html).toContain('data-title="Positions that say so"')
})

it('says where more is held than is shown, of which time that is, and where all of it is', () => {
  const [incident] = packContent().incidents
  if (!incident) throw new Error('There is no incident')
  const { found, positions, within } = incident
  const file = (isCut: boolean) =>
    ({
      ...{ found, person: packContent().person, shown: { within, isCut, positions } },
    }) as unknown as IncidentFile
  const words = 'More is held of it than is shown here.'
  const cut = String(<IncidentEvidence file={file(true)} />)
  expect(cut).toMatch(
    /28 March 2026, 20:00 to 21:00 GMT\. The positions labelled E say [^<]* More is held of it than is shown here\. <a [^>]*href="[^"]*\/movements\?[^"]*">All movements of this time/,
  )
  expect(String(<IncidentEvidence file={file(false)} />)).not.toContain(words)
})

it('says of what was at one instant no end', () => {
  const startsAt = Date.parse('2026-01-26T19:00Z')
  const finding = { counted: [], unknown: [] }
  const said = { revision: 1, saidAt: startsAt, why: 'first', stage: 'actual', finding } as const
  const text = (endsAt: number | undefined) =>
    String(
      <Revisions
        file={{ revisions: [{ ...said, startsAt, endsAt }] } as unknown as IncidentFile}
      />,
    )
  expect(text(startsAt)).toContain('>26 January 2026 at 19:00 GMT, at that instant')
  expect(text(undefined)).toContain('GMT, not ended')
})
