/** 1,234,567 as people write it. */
export function grouped(value: number): string {
  return value.toLocaleString('en-GB')
}

/** `1 position`, `2 positions`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`
}
