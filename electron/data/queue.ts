/**
 * The order in which requests are answered: rank 0 first, first come first served within a rank. What a person has just written
 * never waits behind what a screen wants to read.
 */
export function createQueue<T>(rankOf: (request: T) => number, answer: (request: T) => void): (request: T) => void {
  const lines: T[][] = []
  let busy = false

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
    if (busy) return
    busy = true
    next()
  }
}
