import { AppError } from '../../domain/errors.ts'
import { documentsToTell, keepDocumentTold } from '../../store/records/document-notices.ts'
import {
  beginDueDocument,
  type DueDocument,
  endPersonDocument,
  forgetDocumentFiles,
  keepDocumentProgress,
  putBackDocument,
} from '../../store/records/person-document-records.ts'
import type { DataFolder } from '../data-folder.ts'
import { waitAfter } from '../wait-after.ts'
import { documentMail } from './document-mail.ts'
import { type MakingOptions, makeDocument } from './make-document.ts'

const LOOK_EVERY_MS = 1000
/** So often the server may end while one document is made; then it is given up, since it may be why. */
const MOST_TRIES = 3

interface WorkerOptions extends MakingOptions {
  /** Hands a message to the server that sends it; absent where none does. */
  readonly mail:
    | ((message: { id: string; to: string; subject: string; text: string }) => Promise<void>)
    | undefined
  /** Where whoever asked finds what is ready. */
  readonly link: string
  readonly failed: (error: unknown) => void
}

/** Makes what was asked for, one document after another, while a folder is served. */
export interface DocumentsWorker {
  start(): void
  /** What is being made is begun anew at the next start. */
  stop(): Promise<void>
}

export function documentsWorker(folder: DataFolder, options: WorkerOptions): DocumentsWorker {
  const { records } = folder
  const { now, failed } = options
  const stopping = new AbortController()
  let looking: Promise<void> | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  async function look(): Promise<void> {
    const due = await beginDueDocument(records)
    if (due) await make(due)
    await tellAskers()
  }

  async function make(due: DueDocument): Promise<void> {
    if (due.tries >= MOST_TRIES) {
      return end(due, 'The server ended each time that it was made. Ask for a shorter one.')
    }
    const ending = new AbortController()
    const signal = AbortSignal.any([ending.signal, stopping.signal])
    const far = { done: 0, of: 0 }
    let writing: Promise<unknown> = Promise.resolve()
    // Also where nothing goes on: whoever cancelled it does not wait for its pages.
    const timer = setInterval(() => {
      writing = writing
        .then(() => keepDocumentProgress(records, due.id, far.done, far.of))
        .then((wanted) => wanted || ending.abort())
        .catch(failed)
    }, LOOK_EVERY_MS)
    try {
      await makeDocument(folder, due, options, {
        progress: (done, of) => Object.assign(far, { done, of }),
        signal,
      })
      await forgetDocumentFiles(records, [due.id])
    } catch (error) {
      clearInterval(timer)
      await writing
      if (stopping.signal.aborted) return await putBackDocument(records, due.id)
      await end(due, whyText(error))
      if (!ending.signal.aborted) failed(error)
    } finally {
      clearInterval(timer)
      await writing
    }
  }

  /** Of what somebody cancelled meanwhile, nothing is left and nothing is changed. */
  async function end({ id }: DueDocument, why: string): Promise<void> {
    await records.transaction(async (transaction) => {
      await endPersonDocument(transaction, id, { state: 'failed', at: now(), why })
    })
  }

  async function tellAskers(): Promise<void> {
    const { mail, link } = options
    if (!mail) return
    for (const { id, kind, email, tries } of await documentsToTell(records, now())) {
      try {
        await mail({ id: `document-${id}`, to: email, ...documentMail(kind, link) })
        await keepDocumentTold(records, id, { toldAt: now() })
      } catch (error) {
        failed(error)
        const wait = waitAfter(tries)
        await keepDocumentTold(records, id, { nextAt: wait && now() + wait })
      }
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        looking ??= look()
          .catch(failed)
          .finally(() => {
            looking = undefined
          })
      }, LOOK_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await looking
    },
  }
}

/** What whoever asked is told; of what nobody foresaw, no more than that. */
function whyText(error: unknown): string {
  if (error instanceof AppError && error.code !== 'REPORT_UNWRITABLE') {
    const [, why = error.message] = /^Cannot make the document: (.*)$/.exec(error.message) ?? []
    return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
  }
  return 'Something went wrong while its pages were laid out. Try again; if it fails again, ask for a shorter one.'
}
