import type { CrimeType } from '../domain/crime-types.ts'
import { inventWord } from './names.ts'
import type { Random } from './random.ts'

const openings: Readonly<Record<CrimeType, readonly string[]>> = {
  RB: [
    'Handbag taken by force',
    'Youth pushed over, phone taken',
    'Watch demanded and handed over',
  ],
  BIAD: [
    'Rear door forced, jewellery taken',
    'Window smashed, untidy search',
    'Keys taken from hall',
  ],
  AB: ['Entered with a crowbar while the family slept', 'Two persons in masks, one with a bat'],
  BOTD: ['Shed broken into, tools taken', 'Till emptied, shutter bent', 'Copper pipe cut out'],
  TOMV: ['Moped gone from stand', 'Van taken without keys', 'Car gone from drive overnight'],
  TFP: [
    'Phone lifted from coat pocket',
    'Purse gone after crowd, nothing felt',
    'Bag dipped on bus',
  ],
  TFMV: ['Quarter light broken, bag taken', 'Number plates removed', 'Tools taken from van'],
}

/** What an officer might have typed: sometimes nothing, sometimes with commas, quotes or lines. */
export function inventCrimeText(type: CrimeType, random: Random): string {
  const opening = random.pick(openings[type])
  const street = `${inventWord(random)} Row`
  const kind = random.whole(10)
  if (kind < 3) return ''
  if (kind < 7) return `${opening}, near ${street}`
  if (kind === 7) return `${opening}; witness heard "${inventWord(random)}" shouted`
  if (kind === 8) return `${opening}\nEnquiries made at ${street}, no cameras`
  return opening
}
