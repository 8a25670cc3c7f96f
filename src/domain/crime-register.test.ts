import { describe, expect, it } from 'vitest'
import type { CrimeStatement } from './crime.ts'
import { CrimeRegister } from './crime-register.ts'

const statement: CrimeStatement = {
  policeForce: 'Cheshire',
  crimeReference: 'G/1',
  crimeType: 'BIAD',
  window: { from: 1000, to: 2000 },
  location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
  latitude: 53.8,
  longitude: -4.4,
  crimeText: 'a',
  batchId: 'CHS20260329',
}

describe('CrimeRegister', () => {
  it('makes a version of a change, and none of a repeat, also in another batch', () => {
    const register = new CrimeRegister()
    expect(register.add(statement)).toMatchObject({ version: 1, changes: [] })
    expect(register.add({ ...statement, batchId: 'CHS20260330' })).toBeUndefined()
    expect(register.add({ ...statement, crimeText: 'b' })).toMatchObject({
      version: 2,
      changes: ['Crime text'],
    })
    expect(register.add(statement)).toMatchObject({ version: 3, changes: ['Crime text'] })
    expect([...register.newest()].map(({ version }) => version)).toEqual([3])
  })

  it('lists what changed', () => {
    const register = new CrimeRegister()
    register.add(statement)
    const location = { kind: 'degrees', latitude: 53.81, longitude: -4.4 } as const
    expect(
      register.add({
        ...statement,
        crimeType: 'RB',
        window: { from: 1000, to: 2001 },
        location,
        latitude: 53.81,
      })?.changes,
    ).toEqual(['Crime location', 'Crime window', 'Crime type'])
  })

  it('keeps the same reference of two forces apart', () => {
    const register = new CrimeRegister()
    register.add(statement)
    expect(register.add({ ...statement, policeForce: 'Cumbria' })).toMatchObject({ version: 1 })
  })

  it('takes the same place in the other kind of coordinates as the same', () => {
    const register = new CrimeRegister()
    register.add(statement)
    const grid = { kind: 'grid', easting: 241000, northing: 436000 } as const
    expect(register.add({ ...statement, location: grid, latitude: 53.800004 })).toBeUndefined()
    expect(register.add({ ...statement, location: grid, latitude: 53.80002 })?.changes).toEqual([
      'Crime location',
    ])
  })
})
