import { describe, expect, it } from 'vitest'
import { defaultRetention, readRetention } from './retention-json.ts'

const read = (text: string) => readRetention(new TextEncoder().encode(text))

describe('retention.json', () => {
  it('deletes nothing by default but what was never lawful to keep', () => {
    expect(defaultRetention).toEqual({
      quarantineDays: 30,
      positionsDays: null,
      positionsAfterOrderDays: null,
      reportsDays: null,
      caseworkDays: null,
      incidentsDays: null,
      notesDays: null,
      draftsDays: null,
      orderVersionsDays: null,
      documentsDays: null,
      requestsDays: null,
      registryDays: null,
      matchesDays: null,
      crimesDays: null,
      refusedRowsDays: null,
    })
    expect(read('{}')).toEqual(defaultRetention)
  })

  it('says for each kind how long, or that it has no end', () => {
    const said = { quarantineDays: null, positionsDays: 0, crimesDays: 36_500, matchesDays: 0.5 }
    expect(read(JSON.stringify(said))).toEqual({ ...defaultRetention, ...said })
  })

  it.each([
    [
      '{"positionDays": 3}',
      /^the file: nothing is known of positionDays, expected quarantineDays, positionsDays, [A-Za-z, ]+$/,
    ],
    [
      '{"positionsDays": "3"}',
      /^positionsDays: it is "3", expected days from 0 to 36500, or null$/,
    ],
    ['{"positionsDays": -1}', /^positionsDays: it is -1, expected days from 0 to 36500, or null$/],
    [
      '{"positionsDays": 36501, "crimesDays": true}',
      /^positionsDays: it is 36501, [^;]*; crimesDays: it is true, [^;]*$/,
    ],
    ['[]', /^the file: it is a list, expected an object with fields$/],
    ['{', /it is not JSON/],
  ])('is refused where it could be misunderstood: %s', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'RETENTION_INVALID',
        message: expect.stringMatching(message),
      }),
    )
  })
})
