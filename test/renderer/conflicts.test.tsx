import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { batchesOf } from '../../renderer/features/exchange/conflict-batch.tsx'
import { chooseAll } from '../../renderer/features/exchange/conflict-choice.ts'
import { DeletionSides, Sides } from '../../renderer/features/exchange/conflict-sides.tsx'
import { millisecondsOf } from '../../renderer/features/exchange/period-filter.tsx'
import { useExchange } from '../../renderer/features/exchange/store.ts'
import { ProgressPanel } from '../../renderer/ui/progress.tsx'
import { go } from '../../renderer/ui/route.ts'
import { RunningJob } from '../../renderer/ui/running-job.tsx'
import { useSharedJob } from '../../renderer/ui/shared-job.ts'
import { undo } from '../../renderer/ui/undo.ts'
import { marksOf } from '../../shared/sync/prose.ts'
import type { ConflictDetail, ConflictItem } from '../../shared/views.ts'
import { fakeShanyan } from './fake-shanyan.ts'

afterEach(() => {
  cleanup()
  useExchange.setState({ reopened: {}, rewritten: {} })
})

type Side = ConflictDetail['sides'][number]
const side = (device: string, value: string | null, more: Partial<Side> = {}): Side => ({
  ref: `${device}:1:x`,
  value,
  shown: null,
  own: false,
  at: Date.UTC(2026, 10, 23),
  device,
  deviceName: device,
  person: null,
  ...more,
})
const item = (id: string, field: string, more: Partial<ConflictItem> = {}): ConflictItem => ({
  entity: 'visits',
  id,
  field,
  title: id,
  kind: 'value',
  incomplete: false,
  postponed: false,
  leaves: 2,
  ...more,
})
const detail = (one: ConflictItem, sides: Side[], base: string | null = null): ConflictDetail => ({
  ...one,
  base,
  sides,
  merged: null,
})

describe('two writings beside each other', () => {
  const show = (of: ConflictDetail) => render(<Sides detail={of} chosen={[0, 1]} onSides={() => {}} marks={marksOf} />)

  it('mark what the other side does not say where there is nothing they come from', () => {
    show(detail(item('a', 'summary', { kind: 'prose' }), [side('甲', '与扬州座谈'), side('乙', '与扬州市座谈')]))
    expect(document.querySelectorAll('del')).toHaveLength(0)
    expect([...document.querySelectorAll('ins')].map((one) => one.textContent)).toEqual(['市'])
  })

  it('say who and when; a clock far ahead decides nothing about the order', () => {
    const ahead = Date.now() + 48 * 3_600_000
    show(detail(item('a', 'status'), [side('甲', 'done', { at: ahead, person: '高晓平' }), side('乙', 'planned')]))
    screen.getByText(/^高晓平，/)
    screen.getByText(/这台电脑的时钟快了很多/)
    expect(document.body.textContent).not.toMatch(/先改|后改/)
  })

  it('tell a deletion and what it met in plain words', () => {
    const sides = [side('甲', 'deleted'), side('乙', null, { shown: 'summary status' })]
    const of = detail(item('a', '$deleted', { kind: 'deletion' }), sides)
    const view = render(<DeletionSides detail={of} onKeep={() => {}} onRemove={() => {}} />)
    screen.getByText(/^甲，.*放进回收站$/)
    screen.getByText(/^乙，.*改动$/)
    screen.getByText('改了：摘要、状态')
    view.unmount()
    render(<DeletionSides detail={{ ...of, sides: [side('甲', 'deleted')] }} onKeep={() => {}} onRemove={() => {}} />)
    screen.getByText('在它下面添了新内容')
  })
})

describe('many at once', () => {
  const open = [
    item('a', 'status'),
    item('a', 'summary'),
    item('b', 'status'),
    item('a', '$deleted', { kind: 'deletion' }),
  ]

  it('are those of the record, and those of the field; a deletion is looked at alone', () => {
    const { ofRecord, ofField } = batchesOf(detail(open[0]!, []), open)
    expect(ofRecord.map(({ field }) => field)).toEqual(['status', 'summary'])
    expect(ofField.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(batchesOf(detail(item('c', 'title'), []), open)).toEqual({ ofRecord: [], ofField: [] })
  })

  it('take one computer’s writing, leave what it did not write, and are undone as one', async () => {
    const fake = fakeShanyan((operation, input: { field: string }) => {
      if (operation !== 'conflicts.get') return { heads: { [input.field]: [`new ${input.field}`] }, before: {} }
      return detail(item('a', input.field), [
        side('甲', `甲 ${input.field}`),
        side(input.field === 'summary' ? '丙' : '乙', `乙 ${input.field}`),
      ])
    })
    await chooseAll(open.slice(0, 2), '乙')
    const resolved = () => fake.of<{ field: string; value: string; leaves: string[] }>('conflicts.resolve')
    expect(resolved()).toMatchObject([{ field: 'status', value: '乙 status', leaves: ['甲:1:x', '乙:1:x'] }])
    await undo()
    expect(resolved()[1]).toMatchObject({ field: 'status', value: '甲 status', leaves: ['new status'] })
    expect(Object.keys(useExchange.getState().reopened)).toEqual(['visits/a/status'])
    // what is asked again can be answered together again
    await chooseAll(open.slice(0, 1), '乙')
    expect(resolved()[2]).toMatchObject({ value: '乙 status', leaves: ['new status'] })
    expect(useExchange.getState().reopened).toEqual({})
  })
})

describe('long work', () => {
  function Panel() {
    return <ProgressPanel job={useSharedJob('import')} label="正在收入" />
  }

  it('goes on and is found again when its page was left meanwhile', async () => {
    const fake = fakeShanyan(() => null)
    let job = ''
    let finish = () => {}
    let run: Promise<unknown> = Promise.resolve()
    function Starter() {
      const shared = useSharedJob('import')
      return (
        <button
          type="button"
          onClick={() => {
            run = shared.run((id) => {
              job = id
              return new Promise<void>((done) => {
                finish = done
              })
            })
          }}
        >
          收入
        </button>
      )
    }
    const wrap = (node: React.ReactNode) => <QueryClientProvider client={queryClient}>{node}</QueryClientProvider>
    const first = render(wrap(<Starter />))
    act(() => screen.getByText('收入').click())
    first.unmount()
    go('visits')
    render(wrap(<RunningJob />))
    act(() => fake.emit('progress', { job, step: 'changes', done: 45, total: 100 }))
    screen.getByText('正在收入 45%')
    act(() => go('exchange'))
    expect(screen.queryByText('正在收入 45%')).toBeNull()
    render(wrap(<Panel />))
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('45')
    await act(async () => {
      finish()
      await run
    })
    expect(screen.queryByRole('progressbar')).toBeNull()
  })
})

describe('a period', () => {
  it('holds its first and last day whole, and a month all its days', () => {
    expect(millisecondsOf({})).toEqual({})
    expect(millisecondsOf({ from: '2026-11-03' })).toEqual({ from: new Date(2026, 10, 3).getTime() })
    expect(millisecondsOf({ to: '2026-11-03' })).toEqual({ to: new Date(2026, 10, 4).getTime() - 1 })
    expect(millisecondsOf({ from: '2026-02', to: '2026-02' })).toEqual({
      from: new Date(2026, 1, 1).getTime(),
      to: new Date(2026, 2, 1).getTime() - 1,
    })
  })
})
