import { dayHelp, listHelp } from './day-words.ts'
import type { HelpEntry } from './help-entry.ts'
import { mapHelp } from './map-words.ts'
import { keyHelp, wordHelp } from './portal-words.ts'
import { recordHelp, reportHelp } from './record-words.ts'

export interface HelpTopic {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly entries: readonly HelpEntry[]
}

/** The pages of help, in the order people need them. */
export const helpTopics: readonly HelpTopic[] = [
  {
    name: 'attention',
    title: 'Who needs attention',
    about: 'Why somebody is at the top of your list, and what makes them go down.',
    entries: listHelp,
  },
  {
    name: 'map',
    title: 'The map and the positions',
    about: 'What a circle, a gap, a straight line and a delay mean.',
    entries: mapHelp,
  },
  {
    name: 'patterns',
    title: 'Stays, patterns and visits',
    about: 'Where somebody usually is, what stood out, and how sure that is.',
    entries: dayHelp,
  },
  {
    name: 'compliance',
    title: 'Curfew, violations and who decides',
    about: 'What was required, what happened, and what counts.',
    entries: recordHelp.compliance,
  },
  {
    name: 'notes',
    title: 'Notes and the case record',
    about: 'Writing something down, and sending it on.',
    entries: recordHelp.notes,
  },
  {
    name: 'reports',
    title: 'Trail reports and breach packs',
    about: 'Papers you can ask for, and what is in them.',
    entries: reportHelp,
  },
  {
    name: 'keyboard',
    title: 'Using the keyboard',
    about: 'Every page without a mouse.',
    entries: keyHelp,
  },
  { name: 'words', title: 'Words', about: 'What the words on the pages mean.', entries: wordHelp },
]
