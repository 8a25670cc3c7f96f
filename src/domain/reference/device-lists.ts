import type { ReferenceList } from './reference-list.ts'

/** Why a device began or ceased to be worn. */
export const activationReasons: ReferenceList = {
  name: 'reasons of activations',
  version: '2026-11-22',
  entries: [
    { code: 'fitted', label: 'Fitted' },
    { code: 'refitted', label: 'Fitted again' },
    { code: 'swapped', label: 'Swapped for another' },
    { code: 'removed', label: 'Taken off' },
    { code: 'fault', label: 'Faulty' },
  ],
}

export const deviceTypes: ReferenceList = {
  name: 'types of device',
  version: '2026-11-22',
  entries: [
    { code: 'FITTED', label: 'Fitted to the body' },
    { code: 'NON_FITTED', label: 'Carried, not fitted' },
  ],
}

export const notifyingOrganisations: ReferenceList = {
  name: 'notifying organisations',
  version: '2026-11-22',
  entries: [
    { code: 'PRISON', label: 'Prison' },
    { code: 'YOUTH_CUSTODY_SERVICE', label: 'Youth custody service' },
    { code: 'PROBATION', label: 'Probation' },
    { code: 'HOME_OFFICE', label: 'Home Office' },
    { code: 'CROWN_COURT', label: 'Crown court' },
    { code: 'MAGISTRATES_COURT', label: 'Magistrates’ court' },
    { code: 'YOUTH_COURT', label: 'Youth court' },
    { code: 'FAMILY_COURT', label: 'Family court' },
    { code: 'CIVIL_COUNTY_COURT', label: 'County court' },
    { code: 'MILITARY_COURT', label: 'Military court' },
    { code: 'SCOTTISH_COURT', label: 'Scottish court' },
  ],
}

export const responsibleOrganisations: ReferenceList = {
  name: 'responsible organisations',
  version: '2026-11-22',
  entries: [
    { code: 'PROBATION', label: 'Probation' },
    { code: 'YJS', label: 'Youth justice service' },
    { code: 'YCS', label: 'Youth custody service' },
    { code: 'FIELD_MONITORING_SERVICE', label: 'Field monitoring service' },
    { code: 'HOME_OFFICE', label: 'Home Office' },
    { code: 'POLICE', label: 'Police' },
  ],
}
