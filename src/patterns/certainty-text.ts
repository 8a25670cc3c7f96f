/** How sure something is, in words and as a number: `likely (about 80 %)`. @param certainty from 0 to 1. */
export function certaintyText(certainty: number): string {
  const percent = Math.min(99, Math.max(1, Math.round(certainty * 100)))
  return `${certaintyWord(certainty)} (about ${percent} %)`
}

function certaintyWord(certainty: number): string {
  if (certainty >= 0.9) return 'very likely'
  if (certainty >= 0.7) return 'likely'
  if (certainty >= 0.4) return 'possible'
  return 'cannot be told well'
}
