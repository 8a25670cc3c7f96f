import { expect, it } from 'vitest'
import { defaultPolicy, readPolicy } from '../../ingest/policy-json.ts'
import { defaultPatternSettings } from '../../patterns/pattern-settings.ts'
import { defaultSignSettings } from '../../patterns/sign-settings.ts'
import { patternOptions } from './pattern-options.ts'

it('are the defaults of the engine, but for what the policy says', () => {
  expect(patternOptions(defaultPolicy)).toEqual({
    settings: defaultPatternSettings,
    signs: defaultSignSettings,
  })
  const policy = { patterns: { newPlaceMinutes: 90, leastStayMinutes: 10 } }
  const said = patternOptions(readPolicy(new TextEncoder().encode(JSON.stringify(policy))))
  expect(said.signs).toEqual({ ...defaultSignSettings, newPlaceMinutes: 90 })
  expect(said.settings).toEqual({ ...defaultPatternSettings, leastStayMinutes: 10 })
})
