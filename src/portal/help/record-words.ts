import type { HelpEntry } from './help-entry.ts'

const compliance: readonly HelpEntry[] = [
  {
    term: 'A night that was kept',
    text: 'The device is known to have been at the curfew address, with no gap long enough to hide an absence.',
  },
  {
    term: 'A night that is not known',
    text: 'Too little is held to say. It is not a breach, and it is not kept either.',
  },
  {
    term: 'Violation minutes',
    text: 'Minutes that the device is known to have been away while it was required. The count is against an allowance where the order has one. Minutes that were excused or authorised do not count.',
  },
  {
    term: 'Who decides',
    text: 'You, or somebody who supervises the person. Look at the positions and the rule as it stood, ask the person, then choose: excused, authorised or not excused, with the reason. You can take a decision back; it stays to be read.',
  },
  {
    term: 'It came out differently later',
    text: 'Positions may come late. What was said is then said anew, with the reason, and every earlier version stays to be read. A decision about an earlier version asks for another look.',
  },
  {
    term: 'An authorised absence',
    text: 'A time in which somebody may be away though the order asks them to be there. Add it before, where you can: no violation is then counted.',
  },
  {
    term: 'Days in a row',
    text: 'Kept one after the other. What is not known neither adds to them nor ends them. Say it to the person: it helps.',
  },
]

const notes: readonly HelpEntry[] = [
  {
    term: 'Who reads a note',
    text: 'Whoever supervises the person, and whoever watches over all tags. A person may be given what is written about them: write what you saw and heard.',
  },
  {
    term: 'A note is never changed',
    text: 'Where something is wrong, write another that puts it right. Both stay.',
  },
  {
    term: 'Tied to a time, a place or an incident',
    text: 'Begin from the position, the stay or the incident: the form is then filled in for you.',
  },
  {
    term: 'Sending to the case record',
    text: 'You see all of it before it leaves. It is sent until it arrives; if it cannot be delivered, your first page says so.',
  },
]

/** Of what was required, and of what is written down. */
export const recordHelp = { compliance, notes }

/** Of papers. */
export const reportHelp: readonly HelpEntry[] = [
  {
    term: 'A trail report',
    text: 'Where a device was for 1, 3, 7 or 14 days, as a PDF: a map for each few hours, stays and trips, gaps, and the conditions in force. The positions come with it as a file.',
  },
  {
    term: 'A breach pack',
    text: 'Of the violations you choose: what was required, what happened, every decision and every position it rests on.',
  },
  {
    term: 'When it is ready',
    text: 'It is made while you do something else. Your first page says when it is ready, and you are told by e-mail where that is set up.',
  },
  {
    term: 'The numbers at the end',
    text: 'Each file has a number made from its content (SHA-256). If anybody changes the file, the number is another.',
  },
]
