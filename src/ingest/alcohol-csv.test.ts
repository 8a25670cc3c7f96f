import { describe, expect, it } from 'vitest'
import { readAlcoholEvents } from './alcohol-csv.ts'

const read = (...lines: string[]) => readAlcoholEvents(new TextEncoder().encode(lines.join('\r\n')))
const header = 'device_wearer_id,occurred_at,kind,device_id,level'

describe('readAlcoholEvents()', () => {
  it('reads rows, and keeps what other columns say', () => {
    expect(
      read(
        header,
        'W1,2026-01-06T23:59:00Z,sober-day,T1,',
        '',
        '"W,2",2026-01-07T00:59:00+01:00,new-word,,"0,4"',
      ),
    ).toEqual([
      {
        deviceWearerId: 'W1',
        deviceId: 'T1',
        occurredAt: Date.UTC(2026, 0, 6, 23, 59),
        kind: 'sober-day',
        body: {},
      },
      {
        deviceWearerId: 'W,2',
        deviceId: undefined,
        occurredAt: Date.UTC(2026, 0, 6, 23, 59),
        kind: 'new-word',
        body: { level: '0,4' },
      },
    ])
  })

  it.each([
    [[''], 'it is empty'],
    [['device_wearer_id,kind'], 'its header lacks occurred_at'],
    [[header, 'W1,2026-01-06,sober-day,,'], 'line 2: occurred_at "2026-01-06" is not an instant'],
    [
      [header, ',2026-01-06T00:00:00Z,,,'],
      'line 2: device_wearer_id is empty, expected an id; line 2: kind is empty',
    ],
    [[header, 'W1,2026-01-06T00:00:00Z'], 'line 2: it has 2 fields, expected 5'],
    [[header, '"W1'], 'line 2:'],
  ])('refuses %j', (lines, message) => {
    expect(() => read(...lines)).toThrow(message)
  })
})
