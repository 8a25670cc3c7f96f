import type { OpenTownOptions } from './open-town.ts'

/** Towns to try the engine on; each wants a seed. */
export type OpenTownStyle = Omit<OpenTownOptions, 'seed'> & { readonly style: string }

const overconfident = { open: 0.6, canyon: 0.5, indoors: 0.55 }

export const openTownStyles: readonly OpenTownStyle[] = [
  { style: 'gps', mode: 'away' },
  { style: 'gps', mode: 'near' },
  { style: 'half by cell', mode: 'away', mostlyLbsShare: 0.5 },
  { style: 'half by cell', mode: 'near', mostlyLbsShare: 0.5 },
  { style: 'half by mast', mode: 'away', mostlyLbsShare: 0.5, masts: true, lbsCircleHolds: 0.5 },
  {
    style: 'overconfident circles',
    mode: 'near',
    gpsCircleHolds: overconfident,
    errorScale: 1.4,
    errorMemoryMinutes: 20,
  },
  {
    style: 'overconfident circles',
    mode: 'away',
    gpsCircleHolds: overconfident,
    errorScale: 1.4,
    errorMemoryMinutes: 20,
  },
  { style: 'long windows', mode: 'away', windows: [0.05, 0.1, 0.3, 0.55], silences: 2 },
  { style: 'long windows', mode: 'near', windows: [0.05, 0.1, 0.3, 0.55], silences: 2 },
  {
    style: 'riders and hostels',
    mode: 'mixed',
    riderShare: 0.25,
    hostels: 6,
    wearersPerHostel: 6,
    stopsPerDay: 5,
  },
  {
    style: 'wanderers, vague places',
    mode: 'away',
    stopsPerDay: 4,
    errandShare: 0.5,
    passedByShare: 0.3,
    placeErrors: [0.5, 0.25, 0.2, 0.05],
  },
]
