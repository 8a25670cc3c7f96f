import { policeForces } from '../../domain/police-forces.ts'

/** Every force there is, and the empty one of batches that did not say theirs. */
export const everyForce: readonly string[] = [
  ...policeForces.map(({ identifier }) => identifier),
  '',
]

/**
 * Of the forces in `$2`, those that account `$1` may see; as a table of `police_force`. Asked for one by
 * one, so that a statement can take from each what is newest by its index.
 */
export const visibleForces = `(
       select police_force from unnest($2::text[]) as asked (police_force)
       where force_visible($1::bigint, nullif(police_force, ''))
     )`
