import { GAP_MINUTES } from '../../domain/gap.ts'
import type { HelpEntry } from './help-entry.ts'

/** What is asked most of a map of movements: what it is, and what it means. */
export const mapHelp: readonly HelpEntry[] = [
  {
    term: 'A circle around a position',
    text: 'The device was inside it with about 95 in 100 certainty. A wide circle says little of where somebody was: look at the positions before and after, too.',
  },
  {
    term: 'A straight line',
    text: 'It joins one position to the next and shows their order. It is not the way that was taken.',
  },
  {
    term: 'A dashed line, a gap',
    text: `Nothing is held for more than ${GAP_MINUTES} minutes between the two positions. Where the device was meanwhile is not known: nothing says that anybody was away, and it is no breach by itself. A flat battery, a building or no mobile signal are common reasons.`,
  },
  {
    term: 'A delay',
    text: 'Positions are received some minutes after they were measured, and after lost signal sometimes hours. The newest minutes may still be to come. Each position says how long after it was received.',
  },
  {
    term: 'How it was measured',
    text: 'GPS is by satellites: mostly good to some metres outdoors. RF is a beacon, such as a home unit. WIFI is wireless networks near by. LBS is mobile phone masts: it can be wrong by a kilometre or more. Speed and direction are of GPS only, at that moment.',
  },
  {
    term: 'A stay and a trip',
    text: 'A stay is positions that circles let be at one place for five minutes or longer. A trip is what lies between two stays. A short errand may not be seen.',
  },
]
