import { londonMinuteText } from '../../domain/london-day-text.ts'
import type { PracticeAbout, PracticeTask } from '../../domain/practice-task.ts'
import { rangeQuery } from '../components/typed-range.ts'
import { paths, within } from '../paths.ts'

const DAY = 86_400_000

/** How a task is told. */
interface TaskWords {
  readonly title: string
  /** What to do, step by step. */
  readonly steps: (about: PracticeAbout) => readonly string[]
  readonly begin: (about: PracticeAbout) => { readonly text: string; readonly href: string }
  /** What the records show of whom has done it: `Not yet: the records do not show that …`. */
  readonly shown: string
  /** What a good answer has. */
  readonly good: readonly string[]
}

const evening = ({ from = '', to = '' }: PracticeAbout) => ({
  from: Date.parse(from),
  to: Date.parse(to),
})

export const taskWords: Readonly<Record<PracticeTask, TaskWords>> = {
  attention: {
    title: 'Find who needs attention, and why',
    steps: () => [
      'Open your cases. Who needs attention most is at the top.',
      'Read why, then open that person’s page.',
    ],
    begin: () => ({ text: 'Go to My cases', href: paths.people }),
    shown: 'you opened that person’s page since you began',
    good: [
      'You can say the gravest reason in your own words, and since when it has lasted.',
      'You know which reason you would deal with first, and on which page.',
    ],
  },
  evening: {
    title: 'Follow an evening',
    steps: (about) => [
      `Open the movements, and have them show the evening of ${londonMinuteText(evening(about).from)} to midnight.`,
      'Go from position to position, or read the table of stays and trips.',
    ],
    begin: ({ deviceWearerId }) => ({
      text: 'Go to the movements',
      href: paths.movements(deviceWearerId),
    }),
    shown: 'you had the movements show the whole of that evening since you began',
    good: [
      'You can say where the device was, when it moved, and for which times nothing is known.',
      'You say “the device was near”, not “they did”: a position is of a device.',
    ],
  },
  gap: {
    title: 'Find a gap and say what it means',
    steps: () => [
      'Look on the map for a dashed line, or in the table of stays and trips for time that is not known. If this day has none, go a day back.',
      'Write a note about that time: how long nothing is held, and what that means.',
    ],
    begin: (about) => {
      const { to } = evening(about)
      return {
        text: 'Go to the last whole day',
        href: paths.movements(about.deviceWearerId) + rangeQuery({ from: to - DAY, to }),
      }
    },
    shown:
      'you wrote a note about a time within a gap. Take its time from the list of gaps, or from what is not known in the table of stays and trips',
    good: [
      'The note has the time, from when to when.',
      'It says that where the device was is not known: not that the person was away, and not that they were at home.',
      'It says what you would ask next: whether the device was charged, and where they were.',
    ],
  },
  violation: {
    title: 'Decide a violation',
    steps: () => [
      'Read what was required, what is known, and the positions it rests on.',
      'Decide whether it is excused, authorised or not excused, and give the reason.',
    ],
    begin: ({ incident = 0 }) => ({
      text: 'Go to the violation',
      href: paths.incident(incident),
    }),
    shown: 'you decided that violation since you began',
    good: [
      'You looked at how sure it is, and at what is not known, before you decided.',
      'The reason is one that somebody else could check.',
      'You know that a decision can be taken back, and that nothing decides by itself.',
    ],
  },
  note: {
    title: 'Write a note about an incident',
    steps: () => [
      'Read the incident’s time. The form to write a note is filled in with it.',
      'Write what you would want a colleague to know, and keep it.',
    ],
    begin: ({ deviceWearerId, incident }) => ({
      text: 'Go to the notes',
      href: within(paths.notes(deviceWearerId), { incident }),
    }),
    shown: 'you wrote a note about an incident of that person since you began',
    good: [
      'It says what was seen or said, by whom and when, and what is to be done.',
      'It has nothing that the person could not be shown.',
    ],
  },
  report: {
    title: 'Ask for a trail report',
    steps: () => [
      'Choose one day and a map for each few hours, and say what it is for.',
      'It is made while you go on. Your first page says when it is ready.',
    ],
    begin: (about) => {
      const { to } = evening(about)
      const day = rangeQuery({ from: to - DAY, to })
      return { text: 'Go to the form', href: paths.newTrailReport(about.deviceWearerId) + day }
    },
    shown: 'you asked for a trail report on that person since you began',
    good: [
      'The period is no longer than what you need it for.',
      'Whoever reads what it is for knows why you asked. It is in the audit.',
    ],
  },
}
