import { counted } from '../../domain/count-text.ts'

/** A distance as people say it: no finer than positions are. */
export function aboutMetres(metres: number): string {
  if (metres < 2) return 'less than 2 metres'
  if (metres < 995) {
    return `about ${rounded(metres, metres < 20 ? 1 : metres < 100 ? 5 : 10)} metres`
  }
  return `about ${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)} km`
}

/** A length of time as people say it. */
export function aboutMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute'
  const whole = Math.round(minutes)
  if (whole < 60) return `about ${counted(whole, 'minute')}`
  const hours = counted(Math.floor(whole / 60), 'hour')
  return `about ${hours}${whole % 60 > 0 ? ` ${counted(whole % 60, 'minute')}` : ''}`
}

const METRES_PER_MILE = 1609.344

/** A speed as people say it, beside walking. */
export function aboutSpeed(metresASecond: number): string {
  const kmh = metresASecond * 3.6
  const mph = (metresASecond * 3600) / METRES_PER_MILE
  const said = (value: number): string => rounded(Math.max(1, value), value < 20 ? 1 : 5)
  return `about ${said(kmh)} km/h (${said(mph)} mph)`
}

/** An expected number of people, which need not be whole. */
export function expectedCount(count: number): string {
  if (count < 0.1) return 'fewer than 0.1'
  if (count < 1) return count.toFixed(1)
  return rounded(count, count < 100 ? 1 : 10 ** Math.floor(Math.log10(count) - 1))
}

function rounded(value: number, step: number): string {
  return (Math.round(value / step) * step).toLocaleString('en-GB')
}
