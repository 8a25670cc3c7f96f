import type { HelpEntry } from './help-entry.ts'

/** Of the list of people. */
export const listHelp: readonly HelpEntry[] = [
  {
    term: 'Why somebody is first',
    text: 'The gravest reason goes first, then the one that has lasted longest. A reason is a violation or another incident, a decision that has waited too long, a silent device, an unusual day, an order that ends soon, or a match that the hub lets you know of.',
  },
  {
    term: 'I have seen this',
    text: 'Say so on the person’s page, with a note if you like. They go down in the lists of everybody who supervises them, and come back as soon as something new is told.',
  },
  {
    term: 'Nothing settles by itself',
    text: 'What waits for a decision goes on waiting, and goes up. No clock ever makes anything reasonable or unreasonable.',
  },
  {
    term: 'A silent device',
    text: 'Nothing was heard of it for some time. A flat battery and no mobile signal are common reasons. Where the person is, is not known: it does not say that they are away. Ask them to charge it, or ask whoever fits the tags.',
  },
  {
    term: 'A match was qualified by the hub',
    text: 'The hub compared trails with crimes, people looked at what was found, and it may be told to police. You are told that there is one and its number, not the crime. It says where a device was, not who did anything. Ask the hub before you act on it.',
  },
]

/** Of days, patterns and visits. */
export const dayHelp: readonly HelpEntry[] = [
  {
    term: 'A stay',
    text: 'Positions that could all be of one place for five minutes or longer. It has a time, a place and how sure it is.',
  },
  {
    term: 'A trip',
    text: 'What lies between two stays. The line shows the order of positions, not the way that was taken.',
  },
  {
    term: 'Not known',
    text: 'Time of which too little is held. It counts neither as at home nor as away. Shares are of the time that is known, and say how much that is.',
  },
  {
    term: 'Home',
    text: 'The address of the order where there is one; otherwise the place where most nights were spent, and the page says so.',
  },
  {
    term: 'What stood out',
    text: 'A day is compared with the person’s own days before it. The number, what is usual, and from when it is told are always shown. Unusual is not wrong: ask before you judge.',
  },
  {
    term: 'A visit to a place of interest',
    text: 'A stay whose circle reaches the place. The page says how likely it is that the device was in it and not next door. Schools, pubs and the like are from a public map, which may be out of date.',
  },
  {
    term: 'Places of worship, health and politics',
    text: 'Not shown, unless a condition of the order names them.',
  },
  {
    term: 'Near others',
    text: 'Two devices of people you may see were near each other. It does not say that the two knew of it or spoke.',
  },
]
