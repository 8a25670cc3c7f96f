/** A police force that takes part in crime mapping. */
export interface PoliceForce {
  /** How the force is written in a crime batch; case matters. */
  readonly identifier: string
  readonly label: string
  /** What the force's batch ids begin with. */
  readonly batchCode: string
}

/** The nineteen forces of the acquisitive-crime project. */
export const policeForces: readonly PoliceForce[] = [
  { identifier: 'AvonSomerset', label: 'Avon and Somerset', batchCode: 'AVS' },
  { identifier: 'Bedfordshire', label: 'Bedfordshire', batchCode: 'BFD' },
  { identifier: 'Cheshire', label: 'Cheshire', batchCode: 'CHS' },
  { identifier: 'CoLP', label: 'City of London', batchCode: 'CoLP' },
  { identifier: 'Cumbria', label: 'Cumbria', batchCode: 'CMB' },
  { identifier: 'Derbyshire', label: 'Derbyshire', batchCode: 'DBY' },
  { identifier: 'Durham', label: 'Durham', batchCode: 'DUR' },
  { identifier: 'Essex', label: 'Essex', batchCode: 'ESX' },
  { identifier: 'Gloucestershire', label: 'Gloucestershire', batchCode: 'GLC' },
  { identifier: 'Gwent', label: 'Gwent', batchCode: 'GWP' },
  { identifier: 'Hampshire', label: 'Hampshire', batchCode: 'HAM' },
  { identifier: 'Hertfordshire', label: 'Hertfordshire', batchCode: 'HRT' },
  { identifier: 'Humberside', label: 'Humberside', batchCode: 'HMB' },
  { identifier: 'Kent', label: 'Kent', batchCode: 'KNT' },
  { identifier: 'Metropolitan', label: 'Metropolitan', batchCode: 'MPS' },
  { identifier: 'NorthWales', label: 'North Wales', batchCode: 'NWL' },
  { identifier: 'Nottinghamshire', label: 'Nottinghamshire', batchCode: 'NOT' },
  { identifier: 'Sussex', label: 'Sussex', batchCode: 'SXP' },
  { identifier: 'WestMidlands', label: 'West Midlands', batchCode: 'WMP' },
]

const byIdentifier = new Map(policeForces.map((force) => [force.identifier, force]))

export function policeForce(identifier: string): PoliceForce | undefined {
  return byIdentifier.get(identifier)
}
