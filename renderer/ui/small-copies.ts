/** Small copies of pictures for lists, drawn one after the other in a worker when a list first wants one. */
import { call } from '../api.ts'

export type SmallRequest = { sha256: string; url: string; side: number }
export type SmallAnswer = { sha256: string; jpeg: string | null }

/** Pixels of the longer side, as the data process keeps it. */
export const smallSide = 480

type Wanted = SmallRequest & { done: (made: boolean) => void }

const asked = new Map<string, Promise<boolean>>()
const waiting: Wanted[] = []
let worker: Worker | null = null
let current: Wanted | null = null

/** Draws a small copy, and answers whether there is one now; a picture is asked for once in this window. */
export function wantSmall(sha256: string, url: string): Promise<boolean> {
  const known = asked.get(sha256)
  if (known) return known
  const wanted = new Promise<boolean>((done) => waiting.push({ sha256, url, side: smallSide, done }))
  asked.set(sha256, wanted)
  next()
  return wanted
}

function next() {
  if (current) return
  current = waiting.shift() ?? null
  if (!current) return
  const { sha256, url, side } = current
  worker ??= started()
  worker.postMessage({ sha256, url, side } satisfies SmallRequest)
}

function started(): Worker {
  const made = new Worker(new URL('./small-worker.ts', import.meta.url), { type: 'module' })
  const onward = (isMade: boolean) => {
    current?.done(isMade)
    current = null
    next()
  }
  made.onmessage = ({ data: { sha256, jpeg } }: MessageEvent<SmallAnswer>) => {
    if (jpeg === null) return onward(false)
    // a copy that is not kept is drawn again another day
    call('attachments.keepSmall', { sha256, jpeg }).then(
      () => onward(true),
      () => onward(false),
    )
  }
  made.onerror = () => {
    made.terminate()
    worker = null
    onward(false)
  }
  return made
}
