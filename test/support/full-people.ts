/** A people.json with every field that one can have: a fictional person in the Irish Sea. */
export const fullPeople = {
  deviceWearers: [
    {
      id: 'W1',
      names: ['Orla Venn', 'Orla Maddox'],
      dateOfBirth: '1990-02-28',
      identifiers: {
        crn: 'X000001',
        nomis: 'A0001AA',
        pnc: '01/12345H',
        prisonNumber: 'P1',
        homeOfficeReference: 'H1',
        cepr: 'C1',
        courtCaseReference: 'T20260001',
      },
      facts: {
        aliases: ['Ollie'],
        sex: 'FEMALE',
        gender: 'NON_BINARY',
        language: 'Manx',
        interpreterRequired: true,
        disabilities: ['HEARING', 'SOMETHING_NEW'],
        noFixedAbode: false,
        adultAtInstallation: true,
      },
      restrictions: [{ kind: 'excluded', usernames: ['kin'], message: 'They are related' }],
    },
  ],
  devices: [{ id: 'D1', model: 'Limpet 1', serialNumber: 'LMP1' }],
  deviceActivations: [
    {
      id: 'A1',
      deviceId: 'D1',
      deviceWearerId: 'W1',
      from: '2026-01-01T10:00:00Z',
      to: '2026-02-01T10:00:00.500Z',
      startReason: 'fitted',
      endReason: 'swapped',
    },
  ],
  monitoringOrders: [
    {
      id: 'O1',
      deviceWearerId: 'W1',
      orderType: 'POST_RELEASE',
      from: '2026-01-01T00:00:00Z',
      to: null,
      facts: {
        offence: { type: 'ROBBERY', date: '2025-03-01' },
        sentence: { type: 'STANDARD_DETERMINATE', days: 400, date: '2025-06-01' },
        longestSentence: true,
        releaseDate: '2026-01-01',
        hdc: false,
        intensiveSupervision: false,
        riskReview: true,
        missedInError: false,
        licenceVariationFor: 'ALTERNATIVE_TO_RECALL',
        madeFrom: 'PEOPLE',
        conditionType: 'LICENCE',
        deviceType: 'FITTED',
        cohort: 'GPS_ACQUISITIVE_CRIME_PAROLE',
        policeForce: 'Cheshire',
        region: 'NORTH_WEST',
        notifyingOrganisation: 'PRISON',
        responsibleOrganisation: 'PROBATION',
        allowanceMinutes: 120,
        variation: { type: 'ADMIN_ERROR', date: '2026-01-02', text: 'A wrong name' },
      },
      conditions: [
        {
          id: 'C1',
          kind: 'trail',
          from: '2026-01-01T00:00:00Z',
          to: null,
          crimeMapping: true,
          trail: { placeCategories: ['place-of-worship', 'something-new'] },
        },
        {
          id: 'C2',
          kind: 'curfew',
          from: '2026-01-01T00:00:00Z',
          to: null,
          crimeMapping: false,
          zoneIds: ['Z1'],
          curfew: {
            hours: [
              {
                weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
                from: '19:00',
                to: '07:00',
                firstDate: '2026-01-02',
                lastDate: '2026-03-01',
              },
              { weekdays: ['sat', 'sun'], from: '00:00', to: '24:00', zoneIds: ['Z2'] },
            ],
            releaseDay: { date: '2026-01-01', from: '15:00', to: '24:00', zoneIds: ['Z1'] },
          },
        },
        {
          id: 'C3',
          kind: 'attendance',
          from: '2026-01-01T00:00:00Z',
          to: '2026-06-01T00:00:00Z',
          crimeMapping: false,
          attendance: {
            purpose: 'Supervision',
            zoneId: 'Z2',
            hours: [
              {
                weekdays: ['tue'],
                from: '10:00',
                to: '11:00',
                firstDate: '2026-01-06',
                everyWeeks: 2,
              },
            ],
            graceMinutes: 10,
            leastMinutes: 30,
          },
        },
        {
          id: 'C4',
          kind: 'alcohol',
          from: '2026-01-01T00:00:00Z',
          to: null,
          crimeMapping: false,
          alcohol: { kind: 'abstinence' },
        },
        {
          id: 'C5',
          kind: 'zone',
          from: '2026-01-01T00:00:00Z',
          to: null,
          crimeMapping: false,
          zoneIds: ['Z3'],
        },
      ],
    },
  ],
  zones: [
    {
      id: 'Z1',
      kind: 'inclusion',
      geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
      from: '2026-01-01T00:00:00Z',
      to: null,
      name: 'At her flat',
      radiusMetres: 60,
    },
    {
      id: 'Z2',
      kind: 'inclusion',
      geometry: { type: 'Point', coordinates: [-4.41, 53.81] },
      from: '2026-01-01T00:00:00Z',
      to: null,
      radiusMetres: 80,
    },
    {
      id: 'Z3',
      kind: 'exclusion',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-4.4, 53.8],
            [-4.3, 53.8],
            [-4.3, 53.9],
            [-4.4, 53.8],
          ],
        ],
      },
      from: '2026-01-01T00:00:00Z',
      to: null,
      name: 'The harbour',
      bufferMetres: 25,
      schedule: [{ weekdays: ['fri', 'sat'], from: '20:00', to: '04:00' }],
      exceptions: [
        { purpose: 'court', text: 'Cases at the harbour court' },
        {
          purpose: 'work',
          from: '2026-02-01T00:00:00Z',
          to: '2026-03-01T00:00:00Z',
          hours: [{ weekdays: ['mon'], from: '08:00', to: '12:00' }],
        },
      ],
    },
  ],
  allocations: [
    {
      deviceWearerId: 'W1',
      practitioner: 'Pat Ings',
      team: 'Harbour team',
      from: '2026-01-01T00:00:00Z',
      to: null,
    },
  ],
}

/** The same as a file. */
export function peopleFile(people: unknown = fullPeople): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(people))
}
