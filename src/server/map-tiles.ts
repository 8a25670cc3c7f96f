import { type FileHandle, open } from 'node:fs/promises'
import { PMTiles, TileType } from 'pmtiles'
import { AppError } from '../domain/errors.ts'

/** Many tiles and directories in one answer; far more than the map asks for at a time. */
const MOST_BYTES = 8 * 1024 * 1024

/** A PMTiles file that is open for as long as the server runs. */
export interface MapTiles {
  /** Whom to name on the map, as plain text; empty where the file does not say. */
  readonly attribution: string
  /** Answers a request with the header `Range: bytes=from-to`: 206, or 416 for any other. */
  answer(range: string | undefined): Promise<Response>
  close(): Promise<void>
}

/**
 * Opens a PMTiles file of vector tiles.
 *
 * @throws AppError FILE_UNREADABLE, or FILE_MALFORMED where it is not PMTiles version 3 of vector tiles.
 */
export async function openMapTiles(path: string): Promise<MapTiles> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `Cannot read the map ${path}: ${reason(cause)}`, {
      cause,
    })
  }
  try {
    const { size, mtimeMs } = await file.stat()
    const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
    return {
      attribution: await attributionOf(file, path),
      answer: (range) => answer(file, size, etag, range),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function attributionOf(file: FileHandle, path: string): Promise<string> {
  const tiles = new PMTiles({
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: await bytesOf(file, offset, length) }),
  })
  try {
    const { tileType } = await tiles.getHeader()
    if (tileType !== TileType.Mvt) throw new Error(`its tiles are of type ${tileType}`)
    const metadata: unknown = await tiles.getMetadata()
    const { attribution } = Object(metadata) as { attribution?: unknown }
    return typeof attribution === 'string' ? plainText(attribution) : ''
  } catch (cause) {
    throw new AppError(
      'FILE_MALFORMED',
      `Cannot use the map ${path}: ${reason(cause)}; expected PMTiles version 3 with vector tiles`,
      { cause },
    )
  }
}

async function answer(
  file: FileHandle,
  size: number,
  etag: string,
  range: string | undefined,
): Promise<Response> {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? []
  const first = Number(from ?? Number.NaN)
  const last = Math.min(Number(to), size - 1)
  if (!(first <= last) || last - first >= MOST_BYTES) {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } })
  }
  return new Response(await bytesOf(file, first, last - first + 1), {
    status: 206,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Range': `bytes ${first}-${last}/${size}`,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'private, max-age=3600',
      ETag: etag,
    },
  })
}

/** As many of the bytes as there are. */
async function bytesOf(file: FileHandle, offset: number, length: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  return bytes.buffer.slice(0, bytesRead)
}

/** Attributions come as HTML of links; the map shows their text. */
function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
