import { pictureCaveats } from '../../app/hand-over/hand-over-body.ts'
import type { HandOver, HandOverContents, HandOverState } from '../../domain/hand-over.ts'
import { parseInstant } from '../../domain/instant-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'

const states: Readonly<Record<HandOverState, readonly [text: string, colour: string]>> = {
  waiting: ['Waiting', 'blue'],
  sent: ['Sent', 'green'],
  dead: ['Given up', 'red'],
  stopped: ['Stopped', 'grey'],
}

/** Its state in a word, and the colour of its tag. */
export function stateWord(state: HandOverState): readonly [text: string, colour: string] {
  return states[state]
}

/** What became of it, in a sentence or two. */
export function stateText({
  state,
  tries,
  nextTryAt,
  sentAt,
  lastError,
  reference,
}: Omit<HandOver, 'deviceWearerId' | 'contents'>): string {
  const fault = lastError === undefined ? '' : ` The last time: ${lastError}.`
  if (state === 'sent') {
    const known = reference === undefined ? '' : ` It is known there as ${reference}.`
    return `It was taken on ${londonTime(sentAt ?? 0)}.${known}`
  }
  if (state === 'stopped') return 'It was not sent: where it was to go was ended before.'
  if (state === 'dead') return `It was tried ${times(tries)} and could not be delivered.${fault}`
  if (tries === 0) return 'It will be sent within a minute.'
  return `It was tried ${times(tries)}. The next try is on ${londonTime(nextTryAt ?? 0)}.${fault}`
}

function times(tries: number): string {
  return tries === 1 ? 'once' : `${tries} times`
}

/** What is sent, as rows of what and which; longer texts by themselves. */
export function contentRows(contents: HandOverContents): (readonly [string, string])[] {
  const { person, by, incident, suspectedBreach } = contents
  return [
    ['Person', [person.name, `CRN ${person.crn ?? 'not recorded'}`].filter(Boolean).join(', ')],
    ['Sent by', by.name],
    ['Contact', contents.contactType.label],
    ['When', timeOf(contents.contactAt)],
    ['Suspected breach', suspectedBreach?.label ?? 'None suspected'],
    ['Outcome', contents.outcome.label],
    [
      'Incident',
      incident
        ? `${incident.label}, from ${timeOf(incident.startsAt)} (incident ${incident.number})`
        : 'None',
    ],
    ['Raise an alert', yesNo(contents.alert)],
    ['Extract for ViSOR', yesNo(contents.visorExtract)],
    ['Sensitive', yesNo(contents.sensitive)],
  ]
}

/** A note that is sent, above its text. */
export function sentNoteTitle({
  number,
  writtenBy,
  writtenAt,
}: HandOverContents['notes'][number]): string {
  return `Note ${number}, ${writtenBy}, ${timeOf(writtenAt)}`
}

/** All of it as text, to be copied or printed where nothing is sent. */
export function plainText(contents: HandOverContents, pictured: Interval | undefined): string {
  return [
    ...contentRows(contents).map(([key, value]) => `${key}: ${value}`),
    '',
    contents.description,
    ...contents.notes.flatMap((note) => ['', `${sentNoteTitle(note)}:`, note.text]),
    ...(pictured
      ? ['', `Map: ${londonWindow(pictured.from, pictured.to)}`, ...pictureCaveats]
      : []),
  ].join('\n')
}

function timeOf(instant: string): string {
  return londonTime(parseInstant(instant) ?? Number.NaN)
}

function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No'
}
