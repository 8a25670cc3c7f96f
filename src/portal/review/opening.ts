import type { SecretKey } from '../../app/accounts/secret-key.ts'
import type { CaseOpening } from '../../app/review/decide-case.ts'
import type { VisibleMatchCase } from '../../store/records/visible-match-cases.ts'

interface Whose {
  readonly caseId: number
  readonly accountId: number
}

/** When a person opened a case and what stood then, sealed: it travels in their form, and they cannot alter it. */
export function sealOpening(key: SecretKey, whose: Whose, opening: CaseOpening): string {
  const plain = new TextEncoder().encode(JSON.stringify(opening))
  return Buffer.from(key.seal(purposeOf(whose), plain)).toString('base64url')
}

/** @returns `undefined` for what was not sealed for this person and case. */
export function openOpening(key: SecretKey, whose: Whose, sealed: string): CaseOpening | undefined {
  const plain = key.open(purposeOf(whose), Buffer.from(sealed, 'base64url'))
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as CaseOpening)
}

/** A case as it stands now, for somebody who has been at it since `beganAt`. */
export function openingOf(
  { crimeVersionId, standing }: VisibleMatchCase,
  beganAt: number,
): CaseOpening {
  return {
    beganAt,
    crimeVersionId,
    standing: standing && { runId: standing.runId, ordinal: standing.ordinal },
  }
}

function purposeOf({ caseId, accountId }: Whose): string {
  return `case ${caseId} as opened by account ${accountId}`
}
