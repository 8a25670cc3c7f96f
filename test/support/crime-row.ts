/** A line of a crime batch that is valid but for what is put in the place of its cells. */
export function crimeLine({
  force = 'Cheshire',
  type = 'TOMV',
  batch = 'CHS20260329',
  reference = 'CHS/1',
  from = '20260126160000',
  to = '20260126161500',
  latitude = '53.8',
  longitude = '-4.4',
  text = '',
} = {}): string {
  return `${force},${type},,${batch},${reference},${from},${to},,,${latitude},${longitude},WGS84,${text}\n`
}
