import type { Records } from '../../store/records/records.ts'
import { documentPart } from '../../store/records/visible-documents.ts'

/** A file as it was kept, a part at a time: the whole of it is never in memory. */
export function documentStream(
  records: Records,
  id: number,
  ordinal: number,
): ReadableStream<Uint8Array> {
  let part = 0
  return new ReadableStream({
    async pull(controller) {
      const content = await documentPart(records, id, ordinal, part)
      part += 1
      if (content) controller.enqueue(content)
      else controller.close()
    },
  })
}
