import type { FC } from 'hono/jsx'
import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import type { FieldFault } from '../components/error-summary.tsx'
import { verdictText } from '../match/evidence-text.ts'
import { MOST_WEARERS } from './typed-crime-map.ts'

/** Whose trails are on the map: everybody who was weighed, strongest evidence first. */
export const MapChooser: FC<{
  matches: readonly StandingMatch[]
  ticked: readonly string[]
  faults: readonly FieldFault[]
}> = ({ matches, ticked, faults }) =>
  matches.length === 0 ? (
    <p class="govuk-body">No match: nobody whom you may see was near.</p>
  ) : (
    <CheckBoxes
      name="wearer"
      label="Wearers on the map"
      hint={`At most ${MOST_WEARERS}. Each look at a trail is in the audit.`}
      faults={faults}
      ticked={ticked}
      options={matches.map((match) => ({ value: match.deviceWearerId, text: textOf(match) }))}
    />
  )

function textOf({ deviceWearerId, evidence, closestMetres }: StandingMatch): string {
  const verdict = evidence ? verdictText(evidence)[0].toLowerCase() : 'not weighed'
  const nearest =
    closestMetres === undefined ? 'none in the window' : `nearest ${Math.round(closestMetres)} m`
  return `${deviceWearerId}: ${verdict}, ${nearest}`
}
