import { type FileHandle, open } from 'node:fs/promises'

/** Bytes a read: a photo in pieces of the default 64 KiB takes several times as long. */
const pieceSize = 1024 * 1024

/**
 * A file, or the bytes from `start` to `end` of it, both included, for a response. Node's own `Readable.toWeb` throws where nobody can
 * catch it when a page stops reading halfway, as at a picture it cannot decode; the main process then stood still behind an error box.
 */
export function fileStream(
  file: string,
  { start = 0, end = Number.POSITIVE_INFINITY } = {},
): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined
  let isStopped = false
  let at = start
  const leave = async () => {
    isStopped = true
    await handle?.close()
    handle = undefined
  }
  /** `null`: nothing is left. */
  const next = async (): Promise<Uint8Array | null> => {
    handle ??= await open(file, 'r')
    const wanted = Math.min(pieceSize, end + 1 - at)
    if (wanted <= 0) return null
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at)
    at += bytesRead
    return bytesRead > 0 ? buffer.subarray(0, bytesRead) : null
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await next().catch(async (error: unknown) => {
          if (isStopped) return null
          await leave()
          throw error
        })
        if (isStopped) return leave()
        if (piece) return controller.enqueue(piece)
        await leave()
        controller.close()
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}
