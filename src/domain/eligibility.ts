import { acquisitiveRules } from './acquisitive-rules.ts'
import type { CaseFact, CaseFacts, DatedRule, MonitoredKind } from './eligibility-rule.ts'
import { monitoringKindRules } from './monitoring-kind-rules.ts'
import { orderRules } from './order-rules.ts'

export interface RuleSaid {
  readonly rule: string
  /** The day from which the rule holds as it was used. */
  readonly version: string
  readonly text: string
  /** Where it is from. */
  readonly source: string
}

export interface Eligibility {
  readonly answer: 'eligible' | 'not-eligible' | 'cannot-say'
  /** Every rule that refused; not only the first. */
  readonly refused: readonly RuleSaid[]
  /** Every rule that could not be asked, with the facts that are missing. */
  readonly missing: readonly (RuleSaid & { readonly facts: readonly CaseFact[] })[]
  readonly met: readonly RuleSaid[]
}

/**
 * Whether somebody may be monitored against acquisitive crime, by every rule of orders and of the project in force on the day
 * of release: no rule hides another. Where that day is not known, a rule that ever changed cannot be asked, and where it is
 * not known whether a rule is about the case, neither can that.
 */
export function acquisitiveEligibility(facts: CaseFacts): Eligibility {
  const refused: RuleSaid[] = []
  const met: RuleSaid[] = []
  const missing: (RuleSaid & { facts: CaseFact[] })[] = []
  for (const rule of inForce(everyRule, facts.releaseDate)) {
    const unknown = rule.concernsBy?.filter((name) => facts[name] === undefined) ?? []
    const isKnown = unknown.length === 0
    if (isKnown && rule.concerns?.(facts as Required<CaseFacts>) === false) continue
    const lacking = isKnown ? lackingFacts(rule, facts) : unknown
    if (isUndated(rule, facts, everyRule)) lacking.push('releaseDate')
    if (lacking.length > 0) missing.push({ ...said(rule), facts: [...new Set(lacking)] })
    else if (rule.met(facts as Required<CaseFacts>)) met.push(said(rule))
    else refused.push(said(rule))
  }
  const unclear = missing.length > 0 ? 'cannot-say' : 'eligible'
  return { answer: refused.length > 0 ? 'not-eligible' : unclear, refused, missing, met }
}

const everyRule = [...orderRules, ...acquisitiveRules]

export interface AllowedKinds {
  /** What every rule that applies leaves. */
  readonly kinds: readonly MonitoredKind[]
  readonly limitedBy: readonly RuleSaid[]
  /** Rules that could not be asked: they might leave less. */
  readonly missing: Eligibility['missing']
}

const everyKind: readonly MonitoredKind[] = ['trail', 'curfew', 'zone', 'attendance', 'alcohol']

/** Which kinds of condition an order may have: the intersection of what every rule leaves, in whatever order they are. */
export function allowedKinds(facts: CaseFacts): AllowedKinds {
  const limitedBy: RuleSaid[] = []
  const missing: (RuleSaid & { facts: CaseFact[] })[] = []
  let kinds = everyKind
  for (const rule of inForce(monitoringKindRules, facts.releaseDate)) {
    const lacking = lackingFacts(rule, facts)
    if (lacking.length > 0) missing.push({ ...said(rule), facts: lacking })
    else if (rule.applies(facts as Required<CaseFacts>)) {
      limitedBy.push(said(rule))
      kinds = kinds.filter((kind) => rule.only.includes(kind))
    }
  }
  return { kinds, limitedBy, missing }
}

/** Of each rule the version of that day; where the day is unknown, the newest. */
function inForce<R extends DatedRule>(rules: readonly R[], date: string | undefined): R[] {
  if (date !== undefined) {
    return rules.filter(({ from, to }) => from <= date && (to === undefined || date <= to))
  }
  return rules.filter(({ to }) => to === undefined)
}

function isUndated(rule: DatedRule, facts: CaseFacts, rules: readonly DatedRule[]): boolean {
  return facts.releaseDate === undefined && rules.filter(({ id }) => id === rule.id).length > 1
}

function lackingFacts(rule: DatedRule, facts: CaseFacts): CaseFact[] {
  return rule.needs.filter((name) => facts[name] === undefined)
}

function said({ id, from, text, source }: DatedRule): RuleSaid {
  return { rule: id, version: from, text, source }
}
