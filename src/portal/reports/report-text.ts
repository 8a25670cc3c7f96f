import type { Report, ReportKind, ReportState } from '../../store/records/visible-reports.ts'

export const kindNames: Readonly<Record<ReportKind, string>> = {
  proximity_alert: 'Proximity alert',
  exclusion_statement: 'Exclusion statement',
}

const states: Readonly<Record<ReportState, readonly [text: string, colour: string]>> = {
  draft: ['Draft', 'yellow'],
  approved: ['Signed', 'green'],
  withdrawn: ['Withdrawn', 'red'],
  discarded: ['Discarded', 'grey'],
}

export function stateText(state: ReportState): readonly [text: string, colour: string] {
  return states[state]
}

/** `PA-2026-000001`, or which draft. */
export function reportName({ number, id, kind }: Report): string {
  return number ?? `${kindNames[kind]}, draft ${id}`
}
