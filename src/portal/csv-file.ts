import type { Asked } from '../server/route.ts'

/** A CSV to be kept by whoever asked, in UTF-8. @param name ends in `.csv`; ASCII without quotes. */
export function csvFile(
  context: Asked,
  content: string | Uint8Array<ArrayBuffer>,
  name: string,
): Response {
  return context.body(content, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
  })
}
