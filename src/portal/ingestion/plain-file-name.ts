const LONGEST = 200

/** A file's name as people read it: without folders and what cannot be seen, and not longer than a line. */
export function plainFileName(sent: string): string {
  const name = sent
    // As browsers write these three in a form.
    .replace(/%(?:22|0A|0D)/gi, (escaped) => decodeURIComponent(escaped))
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .trim()
  return [...name].slice(0, LONGEST).join('') || 'crimes.csv'
}
