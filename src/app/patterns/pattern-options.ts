import { defaultPatternSettings, type PatternSettings } from '../../patterns/pattern-settings.ts'
import type { SignSettings } from '../../patterns/sign-settings.ts'
import type { CaseworkPolicy } from '../load-policy.ts'

/** How days are made and what of them is told. */
export interface PatternOptions {
  readonly settings: PatternSettings
  readonly signs: SignSettings
}

/** As the policy of a data folder says. */
export function patternOptions({ patterns }: CaseworkPolicy): PatternOptions {
  const { leastStayMinutes, bridgeMinutes, ...signs } = patterns
  return { settings: { ...defaultPatternSettings, leastStayMinutes, bridgeMinutes }, signs }
}
