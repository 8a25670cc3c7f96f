import type { MapZone } from './map-data.ts'
import type { MapMark } from './map-legs.ts'

/** What a map is drawn with. The canvas and the legend both read this, so that they agree. */
export const ink = {
  position: '#12437d',
  track: '#12437d',
  accuracy: '#6b3fa0',
  crime: '#a8071a',
  chosen: '#ffdd00',
  filtered: '#505a5f',
  stay: '#00612f',
  mark: '#7a1f7a',
  text: '#0b0c0c',
  paper: '#ffffff',
} as const

/** Of wearers in their order: far from the crime's red, dark on any ground. Their number tells them apart, too. */
export const wearerInk = [
  '#12437d',
  '#9c4a00',
  '#00612f',
  '#7a1f7a',
  '#0b6270',
  '#5c4d00',
  '#a3145c',
  '#3b3f44',
] as const

export function inkOfWearer(wearer: number | undefined): string {
  return wearerInk[(wearer ?? 0) % wearerInk.length] ?? ink.position
}

export const GAP_DASH = [3, 7]
/** Over positions that filters hide. */
export const FILTERED_DASH = [14, 4, 2, 4]
export const POSITION_RADIUS = 6
/** Of marks that hold a wearer's number. */
export const NUMBERED_RADIUS = 8
/** What lies outside the window is drawn lighter. */
export const OUTSIDE_SHARE = 0.45

/** Of time spent, from little to most, with its opacity. */
export const heatInk = ['#ffe08a66', '#fdae4bb0', '#e0562ac8', '#8c1d3ad8', '#3b0f4fe0'] as const

/** Of the lines beneath the scrubber; each state has a pattern, too. */
export const bandInk = {
  required: '#3b3f44',
  inside: '#00612f',
  outside: '#9c4a00',
  unknown: '#505a5f',
  tick: '#b1b4b6',
  text: '#0b0c0c',
} as const

/** Colour and dash of a zone's edge: told apart without colour, too. */
export const zoneInk: Readonly<Record<MapZone['kind'], { colour: string; dash: number[] }>> = {
  exclusion: { colour: '#a8071a', dash: [12, 4] },
  inclusion: { colour: '#005a30', dash: [2, 4] },
  restriction: { colour: '#7a4a00', dash: [12, 4, 2, 4] },
  place: { colour: '#7a1f7a', dash: [] },
}

type Outline = readonly (readonly [x: number, y: number])[]

export interface MechanismSymbol {
  readonly name: string
  /** Corners around (0, 0), of the area of a disc of radius 1; no corners is the disc itself. */
  readonly outline: Outline
}

const mechanisms: ReadonlyMap<string, MechanismSymbol> = new Map([
  ['GPS', { name: 'by satellite (GPS)', outline: [] }],
  ['LBS', { name: 'by cell tower (LBS)', outline: polygon(4, Math.PI / 4) }],
  ['WIFI', { name: 'by wireless network (WIFI)', outline: polygon(3, -Math.PI / 2) }],
  ['RF', { name: 'by home unit (RF)', outline: polygon(4, 0) }],
])
const otherMechanism: MechanismSymbol = { name: 'by other means', outline: polygon(6, 0) }

/** How positions of a mechanism are drawn and called; mechanisms nobody expected share one symbol. */
export function symbolOf(mechanism: string): MechanismSymbol {
  return mechanisms.get(mechanism) ?? otherMechanism
}

/** A house, a flag and a diamond, around (0, 0) and about 1 wide. */
export const markOutlines: Readonly<Record<MapMark['kind'], Outline>> = {
  home: [
    [0, -1.1],
    [1.1, -0.1],
    [0.8, -0.1],
    [0.8, 0.9],
    [-0.8, 0.9],
    [-0.8, -0.1],
    [-1.1, -0.1],
  ],
  appointment: [
    [-0.9, -1],
    [0.9, -0.5],
    [-0.5, 0],
    [-0.5, 1],
    [-0.9, 1],
  ],
  place: polygon(4, 0),
}

/** What a mark of a kind is called in a legend. */
export const markNames: Readonly<Record<MapMark['kind'], string>> = {
  home: 'Home',
  appointment: 'Appointment',
  place: 'Place',
}

function polygon(corners: number, turn: number): Outline {
  const reach = Math.sqrt((2 * Math.PI) / corners / Math.sin((2 * Math.PI) / corners))
  return Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners
    return [reach * Math.cos(angle), reach * Math.sin(angle)] as const
  })
}
