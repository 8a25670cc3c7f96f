import type { ReferenceList } from './reference-list.ts'

/** What the tags of the acquisitive-crime project are for. */
export const acquisitiveOffences: ReferenceList = {
  name: 'acquisitive offences',
  version: '2021-04-12',
  entries: [
    { code: 'BURGLARY_DWELLING_INDICTABLE', label: 'Burglary of a home (indictable only)' },
    { code: 'BURGLARY_DWELLING_EITHER_WAY', label: 'Burglary of a home (either way)' },
    { code: 'AGGRAVATED_BURGLARY_DWELLING', label: 'Aggravated burglary of a home' },
    { code: 'BURGLARY_NON_DWELLING_INDICTABLE', label: 'Burglary elsewhere (indictable only)' },
    { code: 'BURGLARY_NON_DWELLING_EITHER_WAY', label: 'Burglary elsewhere (either way)' },
    { code: 'AGGRAVATED_BURGLARY_NON_DWELLING', label: 'Aggravated burglary elsewhere' },
    { code: 'THEFT_FROM_PERSON', label: 'Theft from a person' },
    { code: 'THEFT_FROM_VEHICLE', label: 'Theft from a vehicle' },
    {
      code: 'THEFT_FROM_MOTOR_VEHICLE_EITHER_WAY',
      label: 'Theft from a motor vehicle (either way)',
    },
    { code: 'ROBBERY', label: 'Robbery' },
  ],
}

/** Those, and the families of all others. */
export const offenceTypes: ReferenceList = {
  name: 'offences',
  version: '2026-11-22',
  entries: [
    ...acquisitiveOffences.entries,
    { code: 'VIOLENCE', label: 'Violence' },
    { code: 'RACIAL_AND_HATE', label: 'Racial and hate offences' },
    { code: 'SEXUAL', label: 'Sexual offences' },
    { code: 'THEFT', label: 'Theft' },
    { code: 'CRIMINAL_DAMAGE_AND_ARSON', label: 'Criminal damage and arson' },
    { code: 'DRUGS', label: 'Drugs' },
    { code: 'WEAPONS', label: 'Weapons' },
    { code: 'FIREARMS', label: 'Firearms' },
    { code: 'PUBLIC_ORDER', label: 'Public order' },
    { code: 'FRAUD', label: 'Fraud' },
    { code: 'TERRORISM', label: 'Terrorism' },
    { code: 'SUMMARY_NON_MOTORING', label: 'Summary offences, not motoring' },
    { code: 'SUMMARY_MOTORING', label: 'Summary motoring offences' },
    { code: 'MISCELLANEOUS', label: 'Other offences' },
    { code: 'NOT_RECORDED', label: 'Not recorded' },
    { code: 'NONE_COMMITTED', label: 'None' },
  ],
}
