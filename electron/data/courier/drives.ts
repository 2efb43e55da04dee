/** Notices drives that are plugged in, while some target is a drive. */
import { access } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { candidateRoots } from '../transport/drive.ts'

type Options = {
  isWanted: () => boolean
  onArrival: () => void
  roots?: () => Promise<string[]>
  /** Milliseconds between two looks. */
  every?: number
}

/** A network letter whose server is gone answers after half a minute. */
const patience = 2000

export function watchDrives({ isWanted, onArrival, roots = candidateRoots, every = 10_000 }: Options) {
  /** `null`: nobody asked so far, so nothing is news. */
  let known: ReadonlySet<string> | null = null
  /** Roots that have not answered yet are not asked again: each question keeps a thread busy. */
  const asked = new Set<string>()
  const timer = setInterval(() => void look().catch(() => {}), every)
  timer.unref()

  async function look(): Promise<void> {
    if (!isWanted()) {
      known = null
      return
    }
    const found = await Promise.all((await roots()).map(async (root) => ((await isThere(root)) ? [root] : [])))
    const now = new Set(found.flat())
    const before = known
    known = now
    if (before && [...now].some((root) => !before.has(root))) onArrival()
  }

  async function isThere(root: string): Promise<boolean> {
    if (asked.has(root)) return false
    asked.add(root)
    const answer = access(root)
      .then(
        () => true,
        () => false,
      )
      .finally(() => asked.delete(root))
    return Promise.race([answer, sleep(patience, false, { ref: false })])
  }

  return { look, close: () => clearInterval(timer) }
}
