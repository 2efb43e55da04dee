import { expect, test } from 'vitest'
import { createQueue } from '../../../electron/data/queue.ts'

test('what was written overtakes what is read, numbers beside a page come last; otherwise first come, first served', async () => {
  const answered: string[] = []
  let release = () => {}
  const done = new Promise<void>((resolve) => {
    release = resolve
  })
  const put = createQueue<string>(
    (request) => (request.startsWith('write') ? 0 : request.startsWith('read') ? 1 : 2),
    (request) => {
      answered.push(request)
      if (request === 'read 1') {
        // arrives while the first is answered
        put('number 1')
        put('read 3')
        put('write 1')
        put('write 2')
      }
      if (request === 'number 1') release()
    },
  )
  put('read 1')
  put('read 2')
  await done
  expect(answered).toEqual(['read 1', 'write 1', 'write 2', 'read 3', 'read 2', 'number 1'])
  await new Promise((resolve) => setImmediate(resolve))
  put('read 4')
  expect(answered.at(-1)).toBe('read 4')
})

test('what stands beside a page waits a moment for the page’s own reads', async () => {
  const answered: string[] = []
  const put = createQueue<string>(
    (request) => (request.startsWith('read') ? 1 : 2),
    (request) => answered.push(request),
  )
  put('number 1')
  put('number 2')
  expect(answered).toEqual([])
  put('read 1')
  expect(answered).toEqual(['read 1'])
  await expect.poll(() => answered).toEqual(['read 1', 'number 1', 'number 2'])
  put('number 3')
  await expect.poll(() => answered.at(-1)).toBe('number 3')
})
