import type { WilsonShare } from './wilson-share.ts'

/** Three decimals; a dash for what is not known. */
export function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–'
}

/** `12 of 3,400 (0.353 %; 0.202 % to 0.616 %)`, the interval being the 95 % one. */
export function shareText({ count, of, share, low, high }: WilsonShare): string {
  if (of === 0) return '–'
  return `${grouped(count)} of ${grouped(of)} (${percent(share)}; ${percent(low)} to ${percent(high)})`
}

export function oneIn(count: number): string {
  return `1 in ${grouped(count)}`
}

/** 1,234,567, the same on every machine. */
export function grouped(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** As many decimals as a small share needs. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '–'
  const value = share * 100
  return `${value.toFixed(value === 0 || value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.01 ? 3 : 5)} %`
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row), '']
}
