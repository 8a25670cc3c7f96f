import type { Random } from './random.ts'

const onsets = [
  'Bl',
  'Dr',
  'Fen',
  'Gr',
  'Kw',
  'Lun',
  'Mor',
  'Nib',
  'Pl',
  'Quim',
  'Sn',
  'Thr',
  'Vex',
]
const middles = ['a', 'e', 'i', 'o', 'u', 'obe', 'uzza', 'inka', 'orra']
const endings = ['bble', 'ckle', 'ddow', 'ffin', 'mpet', 'ndle', 'rrix', 'sk', 'xley', 'zzard']

/** A name that nobody has. */
export function inventName(random: Random): string {
  return `${inventWord(random)} ${inventWord(random)}`
}

export function inventWord(random: Random): string {
  return random.pick(onsets) + random.pick(middles) + random.pick(endings)
}
