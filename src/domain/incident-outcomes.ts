/** What followed from an incident outside this platform: each with the day it was. */
const outcomes = {
  agency_told: 'Responsible organisation told',
  bail_arrest: 'Arrest for a breach of bail',
  warning_letter: 'Warning letter',
  licence_variation: 'Licence or order varied',
  recall: 'Recall to custody',
  section_9: 'Section 9 statement given',
  summons: 'Summons served',
  hearing: 'Court hearing',
  no_further_action: 'No further action',
} as const

export type IncidentOutcome = keyof typeof outcomes
export const incidentOutcomes = Object.keys(outcomes) as IncidentOutcome[]

export function isIncidentOutcome(code: string): code is IncidentOutcome {
  return Object.hasOwn(outcomes, code)
}

/** As people read it. A code that is not known any more stays as it is. */
export function incidentOutcomeText(code: string): string {
  return isIncidentOutcome(code) ? outcomes[code] : code
}
