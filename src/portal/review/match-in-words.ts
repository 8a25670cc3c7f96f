import { counted } from '../../domain/count-text.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import { coincidenceText, coverageText, strengthSentence } from '../match/evidence-text.ts'
import { timeText, windowText } from '../match/facts.ts'

/** What is known of a wearer at a crime, in sentences: of a tag, never of who did anything. */
export function matchInWords(match: MatchSummary, radiusMetres: number): string {
  const { crime, deviceWearerId, evidence, positionsInWindow, positionsInRadius } = match
  const sentences = [
    `The window is ${windowText(crime)}.`,
    `In it the tag of wearer ${deviceWearerId} reported ${counted(positionsInWindow, 'position')}, ${positionsInRadius} of them at most ${radiusMetres} m from the place of the crime${between(match)}.`,
  ]
  if (match.closestMetres !== undefined) {
    sentences.push(
      `The nearest was ${Math.round(match.closestMetres)} m away, at ${timeText(match.closestAt)}.`,
    )
  }
  if (evidence) {
    sentences.push(
      `Where the tag was is known for ${coverageText(evidence)} of the window.`,
      `${strengthSentence(evidence)}.`,
      evidence.comparableDays === 0
        ? 'No comparable other day is known.'
        : `It was as near for as long ${coincidenceText(evidence)}.`,
    )
  }
  sentences.push('This is about where a tag was. It does not say who did anything.')
  return sentences.join(' ')
}

function between({ positionsInRadius, firstInRadiusAt, lastInRadiusAt }: MatchSummary): string {
  if (positionsInRadius === 0) return ''
  if (positionsInRadius === 1) return `, at ${timeText(firstInRadiusAt)}`
  return `, the first at ${timeText(firstInRadiusAt)} and the last at ${timeText(lastInRadiusAt)}`
}
