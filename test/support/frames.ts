/** How smoothly a window goes on while something long runs: the gaps between its frames, and how soon a read is answered. */
import type { Page } from 'playwright-core'
import { call } from './electron.ts'

export type Frames = { count: number; longest: number; slow: number; answers: number; slowest: number }

/** Longer than this a person sees the window stand still. */
export const stillMs = 250

/** Watches frames while `work` runs, and asks the data process all the while. */
export async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const state = { gaps: [] as number[], last: performance.now(), on: true }
    Object.assign(window, { frames: state })
    const frame = (now: number) => {
      state.gaps.push(now - state.last)
      state.last = now
      if (state.on) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  let runs = true
  const answers: number[] = []
  const asking = (async () => {
    while (runs) {
      const began = performance.now()
      await call(page, 'counts.get')
      answers.push(performance.now() - began)
    }
  })()
  try {
    await work()
  } finally {
    runs = false
  }
  await asking
  const gaps = await page.evaluate(() => {
    const { frames } = window as unknown as { frames: { gaps: number[]; on: boolean } }
    frames.on = false
    return frames.gaps
  })
  const found = {
    count: gaps.length,
    longest: Math.round(Math.max(...gaps)),
    slow: gaps.filter((gap) => gap > stillMs).length,
    answers: answers.length,
    slowest: Math.round(Math.max(...answers)),
  }
  console.log(
    `frames ${found.count}, longest ${found.longest} ms, longer than ${stillMs} ms ${found.slow}; answers ${found.answers}, slowest ${found.slowest} ms`,
  )
  return found
}
