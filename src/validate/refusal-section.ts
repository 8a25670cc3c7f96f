import type { RefusalSlice } from './refusal-counts.ts'
import { grouped, percent, table } from './report-figures.ts'

/** Why absence was not said of innocent pairs whose window is covered in full. */
export function refusalSection(slices: readonly RefusalSlice[]): string[] {
  return [
    '### Why absence was not said',
    '',
    'Of innocent pairs whose window is covered in full. Each pair that absence was not said of stands under the first',
    'reason that holds, from left to right: not enough of a trail; it came within the margin, or a single position almost',
    'to the scene (matching-method.md); only its errors could have; a longer gap left time to go there and back; nothing but the ratio, which does',
    'not speak against presence enough. No rule can say absence of who came near.',
    '',
    ...slices.flatMap(({ title, classes }) =>
      table(
        [title, 'Pairs', 'Absence said', 'No trail', 'Came near', 'Errors', 'Gap', 'Ratio'],
        classes.map(({ name, pairs, said, refused }) => [
          name,
          grouped(pairs),
          ...[said, ...refused].map((count) => percent(count / pairs)),
        ]),
      ),
    ),
  ]
}
