import type { ReferenceList } from './reference-list.ts'

export const orderTypes: ReferenceList = {
  name: 'order types',
  version: '2026-11-22',
  entries: [
    { code: 'POST_RELEASE', label: 'Licence after release' },
    { code: 'SUSPENDED_SENTENCE', label: 'Suspended sentence order' },
    { code: 'COMMUNITY', label: 'Community order' },
    { code: 'BAIL', label: 'Bail' },
    { code: 'PRE_TRIAL', label: 'Before trial' },
    { code: 'IMMIGRATION', label: 'Immigration' },
    { code: 'CIVIL', label: 'Civil order' },
    { code: 'SPECIAL', label: 'Special order' },
  ],
}

export const conditionTypes: ReferenceList = {
  name: 'condition types',
  version: '2026-11-22',
  entries: [
    { code: 'REQUIREMENT_OF_A_COMMUNITY_ORDER', label: 'Requirement of a community order' },
    { code: 'LICENSE_CONDITION_OF_A_CUSTODIAL_ORDER', label: 'Licence condition after custody' },
    {
      code: 'POST_SENTENCE_SUPERVISION_REQUIREMENT',
      label: 'Requirement of supervision after the sentence',
    },
    { code: 'BAIL_ORDER', label: 'Bail condition' },
  ],
}

export const sentenceTypes: ReferenceList = {
  name: 'sentence types',
  version: '2026-11-22',
  entries: [
    { code: 'STANDARD_DETERMINATE', label: 'Fixed term' },
    { code: 'EXTENDED_DETERMINATE', label: 'Fixed term with an extended licence' },
    { code: 'LIFE', label: 'Life' },
    { code: 'IPP', label: 'Imprisonment for public protection' },
    { code: 'SOPC', label: 'Offenders of particular concern (section 236A)' },
    { code: 'EPP', label: 'Extended for public protection (sections 227 and 228)' },
    { code: 'SECTION_85', label: 'Extended (section 85)' },
    { code: 'SECTION_91', label: 'Detention of a young person (section 91)' },
    { code: 'DTO', label: 'Detention and training order' },
    { code: 'COMMUNITY', label: 'Community order' },
    { code: 'COMMUNITY_YRO', label: 'Youth rehabilitation order' },
    { code: 'COMMUNITY_SDO', label: 'Supervision default order' },
    { code: 'COMMUNITY_SUSPENDED_SENTENCE', label: 'Suspended sentence' },
    { code: 'BAIL', label: 'Bail' },
    { code: 'BAIL_RLAA', label: 'Bail, remand to local authority accommodation' },
    { code: 'BAIL_SUPERVISION_SUPPORT', label: 'Bail supervision and support' },
  ],
}

export const projects: ReferenceList = {
  name: 'projects',
  version: '2026-11-22',
  entries: [
    {
      code: 'GPS_ACQUISITIVE_CRIME_PAROLE',
      label: 'Acquisitive crime, released on licence',
      from: '2021-04-12',
    },
    {
      code: 'GPS_ACQUISITIVE_CRIME_HOME_DETENTION_CURFEW',
      label: 'Acquisitive crime, home detention curfew',
      from: '2021-04-12',
    },
    { code: 'DOMESTIC_ABUSE_PERPETRATOR_ON_LICENCE_DAPOL', label: 'Domestic abuse, on licence' },
    {
      code: 'DOMESTIC_ABUSE_PERPETRATOR_ON_LICENCE_HDC_DAPOL_HDC',
      label: 'Domestic abuse, home detention curfew',
    },
    { code: 'DOMESTIC_ABUSE_PROTECTION_ORDER', label: 'Domestic abuse protection order' },
    { code: 'LICENCE_VARIATION_PROJECT', label: 'Licence variation' },
    { code: 'UNKNOWN', label: 'None' },
  ],
}

export const licenceVariationReasons: ReferenceList = {
  name: 'reasons to vary a licence',
  version: '2026-11-23',
  entries: [
    { code: 'ESCALATION_OF_RISK', label: 'The risk became greater' },
    { code: 'ALTERNATIVE_TO_RECALL', label: 'In place of a recall' },
  ],
}

/** What an order was made from. */
export const orderSources: ReferenceList = {
  name: 'what orders are made from',
  version: '2026-11-23',
  entries: [
    { code: 'PEOPLE', label: 'Made by people' },
    { code: 'HEARING_EVENT', label: 'Made from a court’s hearing by itself' },
  ],
}

export const variationTypes: ReferenceList = {
  name: 'variation types',
  version: '2026-11-22',
  entries: [
    { code: 'CHANGE_TO_ADDRESS', label: 'Address' },
    { code: 'CHANGE_TO_ADD_AN_EXCLUSION_ZONES', label: 'Exclusion zone added' },
    { code: 'CHANGE_TO_AN_EXISTING_EXCLUSION', label: 'Exclusion zone changed' },
    { code: 'CHANGE_TO_CURFEW_HOURS', label: 'Curfew hours' },
    { code: 'CHANGE_TO_DEVICE_TYPE', label: 'Type of device' },
    { code: 'CHANGE_TO_ENFORCEABLE_CONDITION', label: 'Conditions' },
    { code: 'CHANGE_TO_PERSONAL_DETAILS', label: 'Personal details' },
    { code: 'ORDER_SUSPENSION', label: 'Order suspended' },
    { code: 'ADMIN_ERROR', label: 'A mistake put right' },
    { code: 'OTHER', label: 'Other' },
    { code: 'ORDER_WITHDRAWN', label: 'Order withdrawn or restored' },
  ],
}

export const zoneKinds: ReferenceList = {
  name: 'kinds of zone',
  version: '2026-11-22',
  entries: [
    { code: 'exclusion', label: 'Exclusion: stay out' },
    { code: 'inclusion', label: 'Inclusion: stay within' },
    { code: 'restriction', label: 'Restriction: only under its terms' },
  ],
}
