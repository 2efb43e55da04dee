/** How long what stands beside a page waits for the page's own reads, which a screen asks for in no order; ms. */
const courtesy = 20

/**
 * The order in which requests are answered: rank 0 first, first come first served within a rank. What a person has just written
 * never waits behind what a screen wants to read; rank 2 lets others go first even where they come a moment later.
 */
export function createQueue<T>(rankOf: (request: T) => number, answer: (request: T) => void): (request: T) => void {
  const lines: T[][] = []
  let busy = false
  let waiting: ReturnType<typeof setTimeout> | undefined

  function next(): void {
    const line = lines.find((waiting) => waiting?.length > 0)
    const request = line?.shift()
    if (request === undefined) {
      busy = false
      return
    }
    answer(request)
    // one at a time: requests that arrive meanwhile are seen before the next is taken
    setImmediate(next)
  }

  return (request) => {
    const rank = rankOf(request)
    lines[rank] ??= []
    lines[rank].push(request)
    if (rank < 2) {
      clearTimeout(waiting)
      if (waiting) busy = false
      waiting = undefined
    }
    if (busy) return
    busy = true
    if (rank < 2) next()
    else {
      waiting = setTimeout(() => {
        waiting = undefined
        next()
      }, courtesy)
    }
  }
}
