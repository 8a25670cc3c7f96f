import type { Child } from 'hono/jsx'
import { platformCodes } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { eventCodes } from '../../monitoring/event-codes.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { DeviceTold, ListedDevice } from '../../store/records/visible-devices.ts'
import { sizeText } from '../documents/document-text.tsx'
import { paths } from '../paths.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** When something was heard, and how long ago that is while it is less than a day. */
export function heardText(at: Instant | undefined, now: Instant): string {
  if (at === undefined) return 'Nothing came live'
  const ago = now - at
  if (ago < MINUTE) return `${londonTime(at)} (now)`
  if (ago < DAY) return `${londonTime(at)} (${lengthInWords(ago)} ago)`
  return londonTime(at)
}

export function batteryText({
  batteryPercent,
  charging,
}: Pick<ListedDevice, 'batteryPercent' | 'charging'>): string {
  if (batteryPercent === undefined) return charging ? 'Charging' : ''
  return `${percentText(batteryPercent)}%${charging ? ', charging' : ''}`
}

/** `15`, `15.4`: to a tenth where there is one, so that what is over a level is not shown as on it. */
export function percentText(percent: number): string {
  return String(Math.round(percent * 10) / 10)
}

const feeds: Readonly<Record<string, string>> = {
  http: 'Programs over HTTP',
  owntracks: 'OwnTracks',
  osmand: 'OsmAnd or Traccar Client',
  mqtt: 'MQTT broker',
  teltonika: 'Teltonika over TCP',
  demonstration: 'Invented tags of the demonstration',
}

/** A way that devices report by, in words; a folder's by its own name. */
export function feedText(feed: string | undefined): string {
  return feed === undefined ? 'Nothing came live' : (feeds[feed] ?? feed)
}

/** What a device said: in words where its code says that something is so, and as it came beside them. @param percent a charge it tells with it. */
export function eventText(code: string, percent?: number): string {
  const words =
    percent === undefined ? wordsOf(code) : `${wordsOf(code) ?? 'Charge'}, ${percentText(percent)}%`
  return words === undefined ? code : `${words} (${code})`
}

function wordsOf(code: string): string | undefined {
  const meaning = eventCodes.get(code)
  if (meaning?.words !== undefined) return meaning.words
  if (meaning?.does === 'begins') return kindFacts[meaning.kind].words
  if (meaning?.does === 'confirms') return kindFacts[meaning.as].words
  const [kind] = meaning?.does === 'ends' ? meaning.kinds : []
  return kind && `No longer: ${lower(kindFacts[kind].words)}`
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** What of a device waits because it reports more than it may, or since when none does; `undefined` where nothing ever did. */
export function heldText(bytes: number, newest: DeviceTold | undefined): string | undefined {
  if (bytes > 0)
    return `${sizeText(bytes)} of its reports: it reports more than it may, and they are taken later`
  if (newest === undefined) return undefined
  return newest.text === platformCodes.within
    ? `Nothing since ${londonTime(newest.at)}`
    : `Nothing now: it reported more than it may ${londonTime(newest.at)}`
}

/** Who wears it now, as far as the reader may know. */
export function wearerLink(
  { wearerId, isWorn }: Pick<ListedDevice, 'wearerId' | 'isWorn'>,
  seesPeople: boolean,
): Child {
  if (!isWorn) return 'Nobody'
  if (!seesPeople) return 'Somebody'
  if (wearerId === undefined) return 'Somebody you may not see'
  return (
    <a class="govuk-link" href={paths.person(wearerId)}>
      {wearerId}
    </a>
  )
}
