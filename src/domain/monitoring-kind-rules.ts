import type { KindRule } from './eligibility-rule.ts'

const EVER = '0001-01-01'
const SERVICE =
  'Create an electronic monitoring order service (Ministry of Justice), as read in August 2026'

/** What leaves only some kinds of condition. All that apply are applied: none hides another. */
export const monitoringKindRules: readonly KindRule[] = [
  {
    id: 'neither-hdc-nor-project',
    from: EVER,
    source: SERVICE,
    text: 'Without home detention curfew and project only alcohol is monitored after release',
    needs: ['orderType', 'hdc', 'project'],
    applies: ({ orderType, hdc, project }) =>
      orderType === 'POST_RELEASE' && hdc === false && project === 'UNKNOWN',
    only: ['alcohol'],
  },
  {
    id: 'acquisitive-on-licence',
    from: '2021-04-12',
    source: SERVICE,
    text: 'Against acquisitive crime, released without home detention curfew: the trail only',
    needs: ['project'],
    applies: ({ project }) => project === 'GPS_ACQUISITIVE_CRIME_PAROLE',
    only: ['trail'],
  },
  {
    id: 'no-fixed-address',
    from: EVER,
    source: SERVICE,
    text: 'Without a fixed address only alcohol is monitored',
    needs: ['fixedAddress'],
    applies: ({ fixedAddress, notifyingOrganisation }) =>
      fixedAddress === false && notifyingOrganisation !== 'HOME_OFFICE',
    only: ['alcohol'],
  },
  {
    id: 'no-fixed-address-home-office',
    from: EVER,
    source: SERVICE,
    text: 'For the Home Office, without a fixed address: the trail, zones and alcohol only',
    needs: ['fixedAddress'],
    applies: ({ fixedAddress, notifyingOrganisation }) =>
      fixedAddress === false && notifyingOrganisation === 'HOME_OFFICE',
    only: ['trail', 'zone', 'alcohol'],
  },
  {
    id: 'under-18',
    from: EVER,
    source: SERVICE,
    text: 'Under 18 alcohol is not monitored',
    needs: ['adult'],
    applies: ({ adult }) => adult === false,
    only: ['trail', 'curfew', 'zone', 'attendance'],
  },
]
