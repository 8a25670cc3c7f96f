import { policeForces } from '../police-forces.ts'
import type { ReferenceList } from './reference-list.ts'

const BEGAN = '2021-04-12'
const WIDENED = '2021-09-29'
/**
 * Took part from the beginning; the others of the nineteen since it was widened. As the Ministry of Justice announced on
 * 17 March 2021, and the prison and probation service told its staff on 26 October 2022.
 */
const first: ReadonlySet<string> = new Set([
  'AvonSomerset',
  'Cheshire',
  'Gloucestershire',
  'Gwent',
  'Humberside',
  'WestMidlands',
])

/** Forces in whose areas people are released with a tag against acquisitive crime, with the day that began. */
export const monitoringForces: ReferenceList = {
  name: 'police forces of the project',
  version: '2021-09-29',
  entries: policeForces.map(({ identifier, label }) => ({
    code: identifier,
    label,
    from: first.has(identifier) ? BEGAN : WIDENED,
  })),
}

export const probationRegions: ReferenceList = {
  name: 'probation regions',
  version: '2026-11-22',
  entries: [
    { code: 'NORTH_EAST', label: 'North East' },
    { code: 'NORTH_WEST', label: 'North West' },
    { code: 'YORKSHIRE_AND_THE_HUMBER', label: 'Yorkshire and the Humber' },
    { code: 'GREATER_MANCHESTER', label: 'Greater Manchester' },
    { code: 'EAST_MIDLANDS', label: 'East Midlands' },
    { code: 'WALES', label: 'Wales' },
    { code: 'WEST_MIDLANDS', label: 'West Midlands' },
    { code: 'EAST_OF_ENGLAND', label: 'East of England' },
    { code: 'SOUTH_WEST', label: 'South West' },
    { code: 'SOUTH_CENTRAL', label: 'South Central' },
    { code: 'LONDON', label: 'London' },
    { code: 'KENT_SURREY_SUSSEX', label: 'Kent, Surrey and Sussex' },
  ],
}
