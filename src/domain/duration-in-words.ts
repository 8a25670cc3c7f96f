/** `1 hour 10 minutes`, `45 minutes`, `2 days 3 hours`: whole minutes as people say them. */
export function durationInWords(minutes: number): string {
  const whole = Math.floor(minutes)
  if (whole < 1) return 'less than a minute'
  const days = Math.floor(whole / 1440)
  const hours = Math.floor((whole % 1440) / 60)
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    // Of days nobody counts minutes.
    [days > 0 ? 0 : whole % 60, 'minute'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ')
}
