import { counted } from '../../domain/count-text.ts'
import type { SoberDays } from '../../domain/sober-days.ts'

/** How many days were sober of those that anything is known of, and of how many nothing is. */
export function soberDaysText({ sober, withAlcohol, withoutReading, rate }: SoberDays): string {
  const unknown =
    withoutReading === 0 ? '' : ` Of ${counted(withoutReading, 'day')} there is no reading.`
  if (rate === undefined) return `No reading is recorded.${unknown}`
  const known = counted(sober + withAlcohol, 'day')
  // Cut, not rounded: one day with alcohol of many is not 100 %.
  const share = Math.floor(rate * 1000) / 10
  return `Sober on ${sober} of ${known} with a reading (${share} %).${unknown}`
}
