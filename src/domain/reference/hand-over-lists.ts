import type { ReferenceList } from './reference-list.ts'

/** What a contact in the case record is about. The codes are ours; whoever takes them has their own for each. */
export const contactTypes: ReferenceList = {
  name: 'contact types',
  version: '2026-11-23',
  entries: [
    { code: 'TAG_DATA_REVIEWED', label: 'Tag data looked at' },
    { code: 'VIOLATION_FOLLOWED_UP', label: 'Violation or alert followed up' },
    { code: 'DISCUSSED_WITH_PERSON', label: 'Movements discussed with the person' },
    { code: 'HOME_OR_OFFICE_VISIT', label: 'Visit at which tag data was used' },
    { code: 'INFORMATION_SHARED', label: 'Information shared with another agency' },
    { code: 'ENFORCEMENT_CONSIDERED', label: 'Enforcement considered' },
    { code: 'EQUIPMENT', label: 'Device or fitting' },
    { code: 'PROGRESS', label: 'Progress or good compliance' },
  ],
}

/** What came of it. */
export const handOverOutcomes: ReferenceList = {
  name: 'outcomes of contacts',
  version: '2026-11-23',
  entries: [
    { code: 'NO_ACTION', label: 'No action needed' },
    { code: 'TO_DISCUSS', label: 'To be discussed with the person' },
    { code: 'REASON_ACCEPTED', label: 'Reason accepted' },
    { code: 'REASON_NOT_ACCEPTED', label: 'Reason not accepted' },
    { code: 'WARNING', label: 'Warning given' },
    { code: 'ENFORCEMENT_BEGUN', label: 'Enforcement begun' },
    { code: 'PASSED_ON', label: 'Passed on to another agency' },
  ],
}
