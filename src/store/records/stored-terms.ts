import type { Condition, Zone } from '../../domain/people.ts'
import { exceptionFromJson, zoneAsJson } from '../../domain/people-as-json.ts'

/** What a condition requires, as its column has it: the part that its kind asks for. */
export function termsOfCondition({
  trail,
  curfew,
  attendance,
  alcohol,
}: Condition): object | undefined {
  return trail ?? curfew ?? attendance ?? alcohol
}

/** The fields of a condition that its column stands for. */
export function conditionTerms(
  kind: Condition['kind'],
  terms: object | null,
): Pick<Condition, 'trail' | 'curfew' | 'attendance' | 'alcohol'> {
  return terms === null ? {} : { [kind]: terms }
}

/** What a zone says beyond its kind, geometry and validity, as its column has it; instants are text. */
export function termsOfZone(zone: Zone): object | undefined {
  const {
    id: _id,
    kind: _kind,
    geometry: _geometry,
    from: _from,
    to: _to,
    ...terms
  } = zoneAsJson(zone)
  return Object.values(terms).some((value) => value !== undefined) ? terms : undefined
}

/** The fields of a zone that its column stands for. */
export function zoneTerms(terms: object | null): Partial<Zone> {
  if (terms === null) return {}
  const { exceptions, ...rest } = terms as Partial<Zone>
  return { ...rest, ...(exceptions && { exceptions: exceptions.map(exceptionFromJson) }) }
}
