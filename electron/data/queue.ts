/** The order in which requests are answered: what a person has just written never waits behind what a screen wants to read. */
export function createQueue<T>(isUrgent: (request: T) => boolean, answer: (request: T) => void): (request: T) => void {
  const urgent: T[] = []
  const others: T[] = []
  let busy = false

  function next(): void {
    const request = urgent.shift() ?? others.shift()
    if (request === undefined) {
      busy = false
      return
    }
    answer(request)
    // one at a time: requests that arrive meanwhile are seen before the next is taken
    setImmediate(next)
  }

  return (request) => {
    if (isUrgent(request)) urgent.push(request)
    else others.push(request)
    if (busy) return
    busy = true
    next()
  }
}
