/** Small copies of pictures for lists, drawn one after the other in a worker when a list first shows the whole picture. */
import { call } from '../api.ts'

export type SmallRequest = { sha256: string; url: string; side: number }
export type SmallAnswer = { sha256: string; jpeg: string | null }

/** Pixels of the longer side, as the data process keeps it. */
export const smallSide = 480

const waiting = new Map<string, SmallRequest>()
let worker: Worker | null = null
let busy = false

/** Asks for a small copy; what was asked for once is not asked again in this window. */
export function wantSmall(sha256: string, url: string) {
  if (asked.has(sha256)) return
  asked.add(sha256)
  waiting.set(sha256, { sha256, url, side: smallSide })
  next()
}
const asked = new Set<string>()

function next() {
  const [request] = waiting.values()
  if (busy || !request) return
  busy = true
  waiting.delete(request.sha256)
  worker ??= started()
  worker.postMessage(request)
}

function started(): Worker {
  const made = new Worker(new URL('./small-worker.ts', import.meta.url), { type: 'module' })
  const onward = () => {
    busy = false
    next()
  }
  made.onmessage = ({ data: { sha256, jpeg } }: MessageEvent<SmallAnswer>) => {
    if (jpeg === null) return onward()
    // a copy that is not kept is drawn again another day
    call('attachments.keepSmall', { sha256, jpeg }).then(onward, onward)
  }
  made.onerror = () => {
    made.terminate()
    worker = null
    onward()
  }
  return made
}
