/** How sure something is, in words and of how many: `Fairly sure, 80 in 100`. @param certainty from 0 to 1. */
export function certaintyText(certainty: number): string {
  const percent = Math.min(99, Math.max(1, Math.floor(certainty * 100)))
  return `${certaintyWords(certainty)}, ${percent} in 100`
}

function certaintyWords(certainty: number): string {
  if (certainty >= 0.95) return 'Sure'
  if (certainty >= 0.8) return 'Fairly sure'
  return certainty >= 0.5 ? 'Not sure' : 'More likely not'
}
