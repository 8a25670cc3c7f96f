import { counted, grouped } from '../domain/count-text.ts'

/** From what was sent to what was found, on files or on a data folder. */
export interface Funnel {
  readonly positions: Rows
  readonly positionsLawful: number
  /** Distinct positions, kept or given, that no lawful interval covers. */
  readonly positionsOutside: number
  readonly crimes: Rows
  readonly crimesCompared: number
  readonly crimesInRadius: number
  readonly pairs: number
}

/** rows = accepted + refused; repeats are accepted rows that added nothing. */
interface Rows {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly repeats: number
  /** Where they were counted. */
  readonly conflicts?: number
  /** Of a data folder: positions that were read and have been erased or purged since. */
  readonly deleted?: number
}

/** The funnel as a person reads it. Refused and repeated rows stand beside what they were left out of. */
export function funnelLines(funnel: Funnel): string[] {
  const { positions, positionsOutside, crimes } = funnel
  return [
    line('Positions read', positions.rows, [
      some(positions.refused, 'refused', 'refused'),
      some(positions.repeats, 'repeat'),
      some(positions.conflicts ?? 0, 'conflict'),
      some(positions.deleted ?? 0, 'deleted since', 'deleted since'),
    ]),
    line('Lawful to compare', funnel.positionsLawful, [
      positionsOutside > 0
        ? `${counted(positionsOutside, 'position')} outside every lawful interval`
        : '',
    ]),
    line('Crimes read', crimes.rows, [some(crimes.refused, 'refused', 'refused')]),
    line('Crimes accepted', crimes.accepted, [some(crimes.repeats, 'repeat')]),
    line('Crimes compared', funnel.crimesCompared, ['newest versions']),
    line('In radius of anyone', funnel.crimesInRadius),
    line('Pairs', funnel.pairs),
  ]
}

function line(label: string, count: number, asides: readonly string[] = []): string {
  const said = asides.filter((aside) => aside !== '').join(', ')
  return `${label.padEnd(20)} ${grouped(count).padStart(12)}${said && `  (${said})`}`
}

function some(count: number, one: string, many?: string): string {
  return count > 0 ? counted(count, one, many) : ''
}
