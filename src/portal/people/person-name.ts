/** What somebody is called: the first name recorded, or the id where there is none. */
export function personName({ id, names }: { id: string; names: readonly string[] }): string {
  return names.find((name) => name.trim() !== '') ?? id
}
