import type { HelpEntry } from './help-entry.ts'

/** Of pages without a mouse. */
export const keyHelp: readonly HelpEntry[] = [
  {
    term: 'Tab, and Shift with Tab',
    text: 'Go to the next and the last link, button or field. What is chosen has a thick yellow frame.',
  },
  {
    term: 'Enter, and Space',
    text: 'Follow a link or press a button; Space ticks a box and opens what is folded.',
  },
  {
    term: 'The first Tab of a page',
    text: 'Leads to “Skip to main content”: press Enter to go past the header.',
  },
  {
    term: 'On the map',
    text: 'Arrow keys move it, plus and minus zoom. The buttons below it go to the first, last, next and previous position.',
  },
  {
    term: 'While it plays',
    text: 'Tab to the time and press the arrow keys: each press is a step.',
  },
  {
    term: 'Without the map',
    text: 'Everything the map shows is in the tables on the same page, also without JavaScript.',
  },
]

/** The words of the pages. */
export const wordHelp: readonly HelpEntry[] = [
  { term: 'Wearer', text: 'Somebody who wears a tag.' },
  {
    term: 'Position',
    text: 'One place measured by the device, with its time and a circle that says how exact it is.',
  },
  { term: 'Trail', text: 'The positions of somebody, in the order they were measured.' },
  {
    term: 'Trail condition',
    text: 'A condition of an order that lets you see where the device was. Without one there is no page of movements.',
  },
  {
    term: 'Condition',
    text: 'One thing that an order requires: a curfew, a zone, an appointment.',
  },
  {
    term: 'Zone',
    text: 'A place on the map that somebody must stay in, or out of, at the times that are said.',
  },
  {
    term: 'Incident',
    text: 'Something that a rule noticed: time away in a curfew, a zone, a strap, a battery, silence.',
  },
  {
    term: 'Violation',
    text: 'An incident whose minutes count, until somebody decides. Whether it is a breach is for people to say.',
  },
  {
    term: 'Excused, authorised, not excused',
    text: 'What somebody decided about a violation: there was a good reason; it was agreed before; neither.',
  },
  { term: 'Cover', text: 'You see the people of a colleague, or of a team, for a while.' },
  {
    term: 'Restriction',
    text: 'Keeps somebody from the data of one person, such as a relative. The page says whom to ask.',
  },
  {
    term: 'Hub',
    text: 'The people who compare trails with crimes and decide what police are told.',
  },
  { term: 'Audit', text: 'The record of who looked at whom, and when. Nobody can change it.' },
]
