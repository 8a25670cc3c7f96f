const MOST = 80

/** A value for a message: in quotes, cut short where it is long. */
export function quoted(value: string): string {
  return `"${value.length > MOST ? `${value.slice(0, MOST)}…` : value}"`
}
