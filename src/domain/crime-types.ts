/** The seven acquisitive crime types, by the code police send. */
export const crimeTypes = {
  RB: 'Robbery',
  BIAD: 'Burglary in a dwelling',
  AB: 'Aggravated burglary',
  BOTD: 'Burglary in a building other than a dwelling',
  TOMV: 'Theft of a vehicle',
  TFP: 'Theft from the person',
  TFMV: 'Theft from a vehicle',
} as const

export type CrimeType = keyof typeof crimeTypes

export function isCrimeType(code: string): code is CrimeType {
  return Object.hasOwn(crimeTypes, code)
}
