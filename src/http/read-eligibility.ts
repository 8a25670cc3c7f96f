import { z } from '@hono/zod-openapi'
import { acquisitiveEligibility, allowedKinds, type RuleSaid } from '../domain/eligibility.ts'
import type { CaseFacts, MonitoredKind } from '../domain/eligibility-rule.ts'
import { type ApiRoute, operation } from './operation.ts'

const text = z.string().min(1).max(100).optional()
const date = z.iso.date().optional()
const truth = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => (value === undefined ? undefined : value === 'true'))
  .openapi({ type: 'string', enum: ['true', 'false'] })

const kinds = z
  .string()
  .regex(/^((trail|curfew|zone|attendance|alcohol)(,(?!$)|$))*$/, 'expected kinds of condition')
  .optional()
  .transform((value) => value?.split(',').filter(Boolean) as MonitoredKind[] | undefined)
  .openapi({
    type: 'string',
    description:
      'Kinds of which two conditions hold at one time, with commas between; empty: of none',
    example: 'zone,attendance',
  })

const rule = z
  .strictObject({
    rule: z.string().openapi({ example: 'sentence-length' }),
    version: z
      .string()
      .openapi({ description: 'The day from which it holds so', example: '2022-10-26' }),
    text: z.string(),
    source: z.string().openapi({ description: 'Where the rule is from' }),
  })
  .openapi('EligibilityRule')
const unasked = rule.extend({ facts: z.array(z.string()) }).openapi('EligibilityRuleNotAsked')

const answer = z
  .strictObject({
    acquisitiveCrime: z.strictObject({
      answer: z.enum(['eligible', 'not-eligible', 'cannot-say']),
      refused: z.array(rule),
      missing: z.array(unasked),
      met: z.array(rule),
    }),
    conditions: z.strictObject({
      kinds: z.array(z.string()).openapi({ description: 'That every rule leaves' }),
      limitedBy: z.array(rule),
      missing: z.array(unasked),
    }),
  })
  .openapi('Eligibility')

/** `GET /eligibility`: what the dated rules say of facts, about nobody in particular. */
export function readEligibility(): ApiRoute {
  return operation({
    method: 'GET',
    path: '/eligibility',
    access: 'signed-in',
    audit: 'nothing personal',
    id: 'readEligibility',
    summary: 'Whether facts allow monitoring against acquisitive crime, and which rules refuse',
    description:
      'Every rule in force on the day of release is asked; what is not sent is missing. The facts are of nobody in particular: send no name or number.',
    query: z.strictObject({
      orderType: text,
      notifyingOrganisation: text,
      releaseDate: date,
      monitoringEnds: date,
      adult: truth,
      fixedAddress: truth,
      hdc: truth,
      project: text,
      offence: text,
      longestSentence: truth,
      sentenceDays: z
        .string()
        .regex(/^\d{1,5}$/, 'expected a number of days')
        .optional()
        .transform((days) => (days === undefined ? undefined : Number(days)))
        .openapi({ type: 'integer', minimum: 0 }),
      policeForce: text,
      region: text,
      sentenceType: text,
      intensiveSupervision: truth,
      riskReview: truth,
      missedInError: truth,
      licenceVariationFor: text,
      madeFrom: text,
      twiceAtOnce: kinds,
    }),
    answer,
    async give(_context, { query }) {
      const facts: CaseFacts = query
      const { missing, ...eligibility } = acquisitiveEligibility(facts)
      const allowed = allowedKinds(facts)
      return {
        acquisitiveCrime: {
          answer: eligibility.answer,
          refused: [...eligibility.refused],
          missing: withFacts(missing),
          met: [...eligibility.met],
        },
        conditions: {
          kinds: [...allowed.kinds],
          limitedBy: [...allowed.limitedBy],
          missing: withFacts(allowed.missing),
        },
      }
    },
  })
}

function withFacts(
  rules: readonly (RuleSaid & { readonly facts: readonly string[] })[],
): (RuleSaid & { facts: string[] })[] {
  return rules.map((each) => ({ ...each, facts: [...each.facts] }))
}
