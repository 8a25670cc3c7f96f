import {
  activationReasons,
  deviceTypes,
  notifyingOrganisations,
  responsibleOrganisations,
} from './device-lists.ts'
import { contactTypes, handOverOutcomes } from './hand-over-lists.ts'
import { acquisitiveOffences, offenceTypes } from './offence-types.ts'
import {
  conditionTypes,
  licenceVariationReasons,
  orderSources,
  orderTypes,
  projects,
  sentenceTypes,
  variationTypes,
  zoneKinds,
} from './order-lists.ts'
import { monitoringForces, probationRegions } from './place-lists.ts'
import type { ReferenceList } from './reference-list.ts'

/** Every list, by the name that programs ask for. */
export const referenceLists: Readonly<Record<string, ReferenceList>> = {
  orderTypes,
  conditionTypes,
  sentenceTypes,
  projects,
  offenceTypes,
  acquisitiveOffences,
  monitoringForces,
  probationRegions,
  notifyingOrganisations,
  responsibleOrganisations,
  zoneKinds,
  deviceTypes,
  activationReasons,
  variationTypes,
  licenceVariationReasons,
  orderSources,
  contactTypes,
  handOverOutcomes,
}
