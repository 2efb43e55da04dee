import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DataPort } from '../../../electron/main/data-port.ts'
import { superviseDataProcess } from '../../../electron/main/data-process.ts'
import type { DataMessage, DataRequest } from '../../../shared/contract.ts'

/** Stands where a process would, so that it can be made to die at any moment. */
class Child implements DataPort {
  posted: DataRequest[] = []
  killed = false
  private messages: ((message: DataMessage) => void)[] = []
  private exits: ((code: number | null) => void)[] = []
  post = (message: DataRequest) => void this.posted.push(message)
  onMessage = (listener: (message: DataMessage) => void) => void this.messages.push(listener)
  onExit = (listener: (code: number | null) => void) => void this.exits.push(listener)
  kill = () => {
    this.killed = true
  }
  say(message: DataMessage) {
    for (const listener of this.messages) listener(message)
  }
  die(code: number | null = 1) {
    for (const listener of this.exits) listener(code)
  }
}

const code = async (body: Promise<string>) => JSON.parse(await body).error?.code

describe('the supervised data process', () => {
  let children: Child[]
  let events: [string, string][]
  let data: ReturnType<typeof superviseDataProcess>
  const last = () => children.at(-1)!

  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(console, 'error').mockImplementation(() => {})
    children = []
    events = []
    data = superviseDataProcess({
      fork: () => {
        children.push(new Child())
        return last()
      },
      onEvent: (...event) => events.push(event),
      onAsk: async () => null,
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('gets calls once it is ready, and answers each with its own body, unread', async () => {
    const first = data.call('visits.list', { limit: 1 })
    expect(last().posted).toEqual([])
    last().say({ kind: 'ready' })
    const second = data.call('teams.list', {})
    expect(last().posted.map((message) => message.kind === 'request' && message.operation)).toEqual([
      'visits.list',
      'teams.list',
    ])
    last().say({ kind: 'response', id: 2, body: 'two' })
    last().say({ kind: 'response', id: 1, body: 'one' })
    expect(await Promise.all([first, second])).toEqual(['one', 'two'])
  })

  it('fails what was in flight when it dies, starts again, keeps what came meanwhile and says so', async () => {
    last().say({ kind: 'ready' })
    const lost = data.call('records.save', {})
    last().die()
    expect(await code(lost)).toBe('data-restarted')
    const kept = data.call('visits.list', {})
    await vi.advanceTimersByTimeAsync(0)
    expect(children).toHaveLength(2)
    last().say({ kind: 'ready' })
    expect(events).toEqual([['restarted', '{}']])
    last().say({ kind: 'response', id: 2, body: 'kept' })
    expect(await kept).toBe('kept')
  })

  it('hears nothing any more from a process that died', async () => {
    const [old] = children
    old!.say({ kind: 'ready' })
    old!.die()
    await vi.advanceTimersByTimeAsync(0)
    old!.say({ kind: 'event', event: 'changed', payload: '{}' })
    expect(events).toEqual([])
  })

  it('waits longer after each crash, and afresh after a steady time', async () => {
    for (const pause of [1, 300, 1000]) {
      const before = children.length
      last().die()
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(children).toHaveLength(pause === 1 ? before + 1 : before)
      await vi.advanceTimersByTimeAsync(1)
      expect(children).toHaveLength(before + 1)
    }
    last().say({ kind: 'ready' })
    await vi.advanceTimersByTimeAsync(30_000)
    const before = children.length
    last().die()
    await vi.advanceTimersByTimeAsync(0)
    expect(children).toHaveLength(before + 1)
  })

  it('lets nobody wait for a process that never starts', async () => {
    const waiting = data.call('visits.list', {})
    for (let i = 0; i < 4; i++) {
      last().die()
      await vi.advanceTimersByTimeAsync(10_000)
    }
    expect(await code(waiting)).toBe('data-busy')
    expect(await code(data.call('visits.list', {}))).toBe('data-busy')
    last().say({ kind: 'ready' })
    const again = data.call('visits.list', {})
    last().say({ kind: 'response', id: 2, body: 'well again' })
    expect(await again).toBe('well again')
  })

  it('answers everything with the reason when the data folder cannot be opened, and is not waited for at the end', async () => {
    const waiting = data.call('visits.list', {})
    last().say({ kind: 'failed', body: 'newer' })
    expect(await waiting).toBe('newer')
    await data.close()
    expect(last().killed).toBe(true)
  })

  it('is not started again when it ends after such a refusal', async () => {
    last().say({ kind: 'failed', body: 'newer' })
    last().die(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(children).toHaveLength(1)
    expect(await data.call('visits.list', {})).toBe('newer')
  })

  it('flushes and closes before the app ends', async () => {
    last().say({ kind: 'ready' })
    const closed = data.close()
    expect(last().posted).toEqual([{ kind: 'shutdown' }])
    last().say({ kind: 'closed' })
    await closed
    expect(last().killed).toBe(true)
    last().die(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(children).toHaveLength(1)
  })

  it('is killed when it does not close in time', async () => {
    last().say({ kind: 'ready' })
    const closed = data.close(5000)
    await vi.advanceTimersByTimeAsync(5000)
    await closed
    expect(last().killed).toBe(true)
  })
})
