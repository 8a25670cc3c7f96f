import { describe, expect, it } from 'vitest'
import { distanceMetres, earthPoint } from './ellipsoid.ts'
import { fromNationalGrid, fromNationalGridWithShifts } from './national-grid.ts'

/**
 * Ordnance Survey's forty published check points for OSTN15: WGS84 (ETRS89) latitude and longitude,
 * and the easting and northing they must have. Contains OS data (c) Crown copyright 2016, from the
 * developer pack's test files.
 */
const checkPoints: readonly [string, number, number, number, number][] = [
  ['TP01', 49.92226394, -6.29977752, 91492.146, 11318.804],
  ['TP02', 49.96006138, -5.2030461, 170370.718, 11572.405],
  ['TP03', 50.43885826, -4.10864564, 250359.811, 62016.569],
  ['TP04', 50.57563665, -1.29782277, 449816.371, 75335.861],
  ['TP05', 50.93127938, -1.45051434, 438710.92, 114792.25],
  ['TP06', 51.4007822, -3.55128349, 292184.87, 168003.465],
  ['TP07', 51.37447026, 1.4445473, 639821.835, 169565.858],
  ['TP08', 51.42754743, -2.54407618, 362269.991, 169978.69],
  ['TP09', 51.48936565, -0.11992557, 530624.974, 178388.464],
  ['TP10', 51.85890896, -4.30852477, 241124.584, 220332.641],
  ['TP11', 51.89436637, 0.89724327, 599445.59, 225722.826],
  ['TP12', 52.25529382, -2.15458614, 389544.19, 261912.153],
  ['TP13', 52.25160951, -0.91248957, 474335.969, 262047.755],
  ['TP14', 52.75136687, 0.40153547, 562180.547, 319784.995],
  ['TP15', 52.96219109, -1.19747656, 454002.834, 340834.943],
  ['TP16', 53.3448028, -2.64049321, 357455.843, 383290.436],
  ['TP17', 53.41628516, -4.2891807, 247958.971, 393492.909],
  ['TP18', 53.41630925, -4.28917793, 247959.241, 393495.583],
  ['TP19', 53.77911026, -3.04045491, 331534.564, 431920.794],
  ['TP20', 53.8002152, -1.66379168, 422242.186, 433818.701],
  ['TP21', 54.08666318, -4.63452168, 227778.33, 468847.388],
  ['TP22', 54.11685144, -0.07773133, 525745.67, 470703.214],
  ['TP23', 54.32919541, -4.38849118, 244780.636, 495254.887],
  ['TP24', 54.8954234, -2.93827741, 339921.145, 556034.761],
  ['TP25', 54.97912274, -1.61657685, 424639.355, 565012.703],
  ['TP26', 55.85399953, -4.29649016, 256340.925, 664697.269],
  ['TP27', 55.92478266, -3.29479219, 319188.434, 670947.534],
  ['TP28', 57.00606696, -5.82836692, 167634.202, 797067.144],
  ['TP29', 57.13902519, -2.04856031, 397160.491, 805349.736],
  ['TP30', 57.48625001, -4.21926399, 267056.768, 846176.972],
  ['TP31', 57.81351838, -8.57854456, 9587.909, 899448.996],
  ['TP32', 58.21262247, -7.59255561, 71713.132, 938516.404],
  ['TP33', 58.51560361, -6.26091456, 151968.652, 966483.78],
  ['TP34', 58.58120461, -3.72631022, 299721.891, 967202.992],
  ['TP35', 59.03743871, -3.21454001, 330398.323, 1017347.016],
  ['TP36', 59.09335035, -4.41757675, 261596.778, 1025447.602],
  ['TP37', 59.09671617, -5.8279934, 180862.461, 1029604.114],
  ['TP38', 59.53470794, -1.62516966, 421300.525, 1072147.239],
  ['TP39', 59.85409914, -1.2748691, 440725.073, 1107878.448],
  ['TP40', 60.13308092, -2.07382823, 395999.668, 1138728.951],
]

function errorsMetres(convert: typeof fromNationalGrid): number[] {
  return checkPoints
    .map(([, latitude, longitude, easting, northing]) => {
      const got = convert(easting, northing)
      return distanceMetres(
        earthPoint(latitude, longitude),
        earthPoint(got.latitude, got.longitude),
      )
    })
    .sort((a, b) => a - b)
}

describe('fromNationalGrid()', () => {
  it('is within the stated error of every Ordnance Survey check point', () => {
    const errors = errorsMetres(fromNationalGrid)
    expect(errors).toHaveLength(40)
    expect(errors.at(-1)).toBeLessThan(5)
    expect(errors[20]).toBeLessThan(1.8)
  })
})

describe('fromNationalGridWithShifts()', () => {
  it('adds the shifts of an NTv2 grid, and falls back to Helmert outside it', () => {
    // One square degree-ish subgrid over Liverpool with the same shift at every node.
    const shift = { latitudeSeconds: 0.25, longitudeSeconds: 4.5 }
    const convert = fromNationalGridWithShifts(ntv2(shift))
    const airy = fromNationalGridWithShifts(ntv2({ latitudeSeconds: 0, longitudeSeconds: 0 }))
    const unshifted = airy(335000, 390000)
    const shifted = convert(335000, 390000)
    expect((shifted.latitude - unshifted.latitude) * 3600).toBeCloseTo(0.25, 5)
    // NTv2 counts longitude positive to the west.
    expect((shifted.longitude - unshifted.longitude) * 3600).toBeCloseTo(-4.5, 5)
    expect(convert(170370.718, 11572.405)).toEqual(fromNationalGrid(170370.718, 11572.405))
  })

  it('refuses bytes that are not an NTv2 grid', () => {
    expect(() => fromNationalGridWithShifts(new ArrayBuffer(400))).toThrow('NUM_OREC')
  })
})

/** A minimal NTv2 file: one subgrid 53-54 N, 4-2 W with one shift at all its nodes. */
function ntv2(shift: { latitudeSeconds: number; longitudeSeconds: number }): ArrayBuffer {
  const rows = 3
  const columns = 3
  const bytes = new ArrayBuffer(176 * 2 + rows * columns * 16 + 16)
  const view = new DataView(bytes)
  let at = 0
  const text = (name: string, value: string) => {
    for (let i = 0; i < 8; i++) view.setUint8(at + i, name.padEnd(8).charCodeAt(i))
    for (let i = 0; i < 8; i++) view.setUint8(at + 8 + i, value.padEnd(8).charCodeAt(i))
    at += 16
  }
  const integer = (name: string, value: number) => {
    text(name, '')
    view.setInt32(at - 8, value, true)
  }
  const double = (name: string, value: number) => {
    text(name, '')
    view.setFloat64(at - 8, value, true)
  }
  integer('NUM_OREC', 11)
  integer('NUM_SREC', 11)
  integer('NUM_FILE', 1)
  text('GS_TYPE', 'SECONDS')
  text('VERSION', 'TEST')
  text('SYSTEM_F', 'OSGB36')
  text('SYSTEM_T', 'ETRS89')
  double('MAJOR_F', 6377563.396)
  double('MINOR_F', 6356256.909)
  double('MAJOR_T', 6378137)
  double('MINOR_T', 6356752.314)
  text('SUB_NAME', 'ONE')
  text('PARENT', 'NONE')
  text('CREATED', '')
  text('UPDATED', '')
  double('S_LAT', 53 * 3600)
  double('N_LAT', 54 * 3600)
  double('E_LONG', 2 * 3600)
  double('W_LONG', 4 * 3600)
  double('LAT_INC', 1800)
  double('LONG_INC', 3600)
  integer('GS_COUNT', rows * columns)
  for (let node = 0; node < rows * columns; node++) {
    view.setFloat32(at, shift.latitudeSeconds, true)
    view.setFloat32(at + 4, shift.longitudeSeconds, true)
    at += 16
  }
  text('END', '')
  return bytes
}
