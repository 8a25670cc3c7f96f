import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CheckedReport } from './checked-report.ts'
import { readFrames } from './report-frames.ts'

const ENDING = '.reports'

/** A file of reports that are durable and not yet in the archive, and those reports. */
export interface LogSegment {
  /** Unlike any other's, and in order of time. */
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly reports: readonly CheckedReport[]
}

/** A segment that is being written. */
export class OpenSegment implements LogSegment {
  readonly reports: CheckedReport[] = []
  readonly name: string
  readonly path: string
  readonly #file: FileHandle
  /** Up to where it is on disk. */
  #durable = 0

  private constructor(name: string, path: string, file: FileHandle) {
    this.name = name
    this.path = path
    this.#file = file
  }

  get bytes(): number {
    return this.#durable
  }

  /** Makes a segment, which is in its folder for good when this resolves. */
  static async begin(place: string): Promise<OpenSegment> {
    const name = `${Date.now()}-${randomBytes(6).toString('hex')}`
    const path = join(place, name + ENDING)
    const file = await open(path, 'wx', 0o600)
    try {
      await syncFolder(place)
    } catch (error) {
      await file.close()
      throw error
    }
    return new OpenSegment(name, path, file)
  }

  /** Writes frames behind one another; on disk when it resolves. Where it throws nothing more may be written. */
  async append(frames: readonly Buffer[]): Promise<void> {
    const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames)
    for (let done = 0; done < bytes.length; ) {
      const left = bytes.length - done
      done += (await this.#file.write(bytes, done, left, this.#durable + done)).bytesWritten
    }
    await this.#file.datasync()
    this.#durable += bytes.length
  }

  /** Takes away what was not acknowledged, as far as the disk lets it: what stays counts once, if ever. */
  async abandon(): Promise<void> {
    await this.#file.truncate(this.#durable).catch(() => undefined)
    await this.close()
  }

  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }
}

/** The segments that an earlier process left, oldest first. Makes the folder where there is none. */
export async function segmentsLeft(place: string): Promise<LogSegment[]> {
  const segments: LogSegment[] = []
  for await (const segment of readSegments(place)) segments.push(segment)
  return segments
}

/** As {@link segmentsLeft}, one after another: there may be more than memory holds. */
export async function* readSegments(place: string): AsyncGenerator<LogSegment> {
  await mkdir(place, { recursive: true, mode: 0o700 })
  const files = (await readdir(place)).filter((file) => file.endsWith(ENDING)).sort()
  for (const file of files) yield readSegment(join(place, file))
}

export async function readSegment(path: string): Promise<LogSegment> {
  const bytes = await readFile(path)
  const name = basename(path, ENDING)
  return { name, path, bytes: bytes.length, reports: readFrames(bytes) }
}

/** Removes a segment of which everything is kept elsewhere. */
export async function removeSegment({ path }: Pick<LogSegment, 'path'>): Promise<void> {
  await rm(path, { force: true })
}

async function syncFolder(place: string): Promise<void> {
  const folder = await open(place, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
