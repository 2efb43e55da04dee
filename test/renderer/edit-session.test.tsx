import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId, queryClient, readKey, startRefreshing } from '../../renderer/api.ts'
import { answerClosing, useClosing } from '../../renderer/ui/closing.ts'
import { flushAll, sessionOf } from '../../renderer/ui/edit-session.ts'
import { startEditing, useRecord } from '../../renderer/ui/editing.ts'
import { InlineText } from '../../renderer/ui/inline-text.tsx'
import { useSaveState } from '../../renderer/ui/save-state.ts'
import { undo, useUndo } from '../../renderer/ui/undo.ts'
import type { RecordView } from '../../shared/views.ts'
import { fakeShanyan, Refused } from './fake-shanyan.ts'

type Fields = Record<string, { value: unknown; base?: string[] }>
type Store = { view: RecordView | null; drafts: Fields; failing: boolean; saves: number }

const diskFull = { code: 'disk-full', message: '磁盘满了。', next: '请腾出空间。' } as const

function bridge(store: Store, id: string) {
  return fakeShanyan((operation, input: { fields: Fields }) => {
    if (operation === 'records.get') return store.view
    if (operation === 'drafts.put') Object.assign(store.drafts, input.fields)
    if (operation !== 'records.save') return null
    if (store.failing) throw new Refused(diskFull)
    store.saves++
    const created = store.view === null
    const view = store.view ?? { ...emptyView(id), fields: {}, heads: {} }
    const before = Object.fromEntries(Object.keys(input.fields).map((name) => [name, view.fields[name] ?? null]))
    const heads = Object.fromEntries(Object.keys(input.fields).map((name) => [name, [`own-${store.saves}`]]))
    const values = Object.fromEntries(Object.entries(input.fields).map(([name, { value }]) => [name, value as string]))
    store.view = { ...view, fields: { ...view.fields, ...values }, heads: { ...view.heads, ...heads } }
    return { heads, before, created, waiting: false }
  })
}

function emptyView(id: string): RecordView {
  return {
    entity: 'visits',
    id,
    fields: { summary: '原文' },
    heads: { summary: ['theirs-1'] },
    conflicts: [],
    drafts: [],
    deleted: false,
    parentDeleted: false,
    reported: null,
    created: null,
    updated: null,
  }
}

function Editor({ id, defaults }: { id: string; defaults?: Record<string, string> }) {
  const record = useRecord('visits', id, defaults)
  return (
    <>
      <InlineText bind={record.bind('summary')} label="摘要" />
      <output>{record.state}</output>
    </>
  )
}

let id: string
let store: Store
let fake: ReturnType<typeof bridge>
const stops: (() => void)[] = []

async function open(view: RecordView | null, defaults?: Record<string, string>) {
  store = { view, drafts: {}, failing: false, saves: 0 }
  fake = bridge(store, id)
  stops.push(startRefreshing(), startEditing())
  render(
    <QueryClientProvider client={queryClient}>
      <Editor id={id} defaults={defaults} />
    </QueryClientProvider>,
  )
  await wait(0)
  return screen.getByLabelText<HTMLInputElement>('摘要')
}

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const type = (field: HTMLInputElement, value: string) => fireEvent.change(field, { target: { value } })

beforeEach(() => {
  vi.useFakeTimers()
  id = newId()
  useUndo.setState({ done: [], undone: [] })
  useSaveState.setState({ entries: {}, state: 'saved' })
})

afterEach(async () => {
  cleanup()
  await vi.runOnlyPendingTimersAsync()
  for (const stop of stops.splice(0)) stop()
  queryClient.clear()
  vi.useRealTimers()
})

describe('edit session', () => {
  it('drafts while typing never pauses, with the heads of the first key', async () => {
    const field = await open(emptyView(id))
    for (let key = 1; key <= 20; key++) {
      type(field, `原文${'字'.repeat(key)}`)
      await wait(100)
    }
    const puts: { fields: Fields }[] = fake.of('drafts.put')
    expect(puts.length).toBeGreaterThanOrEqual(5)
    expect(puts.every((put) => put.fields.summary?.base?.[0] === 'theirs-1')).toBe(true)
    expect(fake.of('records.save')).toHaveLength(0)
    expect(useSaveState.getState().state).toBe('typing')
  })

  it('a later write of the session descends from its earlier one, at once and after a refresh', async () => {
    const field = await open(emptyView(id))
    type(field, '一')
    fireEvent.blur(field)
    await wait(0)
    type(field, '二')
    fireEvent.blur(field)
    await wait(500)
    type(field, '三')
    fireEvent.blur(field)
    await wait(0)
    const saves: { fields: Fields }[] = fake.of('records.save')
    expect(saves.map((save) => save.fields.summary?.base)).toEqual([['theirs-1'], ['own-1'], ['own-2']])
    expect(screen.getByRole('status').textContent).toBe('saved')
  })

  it('what is typed during a save is kept and saved on top of it', async () => {
    const field = await open(emptyView(id))
    type(field, '一')
    fireEvent.keyDown(field, { key: 's', ctrlKey: true })
    type(field, '一二')
    await wait(0)
    expect(field.value).toBe('一二')
    fireEvent.blur(field)
    await wait(0)
    const saves: { fields: Fields }[] = fake.of('records.save')
    const bases = saves.map((save) => save.fields.summary?.base?.[0])
    expect(saves.at(-1)?.fields.summary?.value).toBe('一二')
    expect(bases[0]).toBe('theirs-1')
    if (bases.length > 1) expect(bases[1]).toBe('own-1')
  })

  it('neither drafts nor saves the letters being composed', async () => {
    const field = await open(emptyView(id))
    fireEvent.compositionStart(field)
    type(field, '原文jing')
    await wait(1000)
    expect(fake.of('drafts.put')).toHaveLength(0)
    await act(() => flushAll())
    expect(fake.of('records.save')).toHaveLength(0)
    expect(field.value).toBe('原文jing')
    type(field, '原文精')
    fireEvent.compositionEnd(field)
    await wait(300)
    const puts: { fields: Fields }[] = fake.of('drafts.put')
    expect(puts.map((put) => put.fields.summary?.value)).toEqual(['原文精'])
  })

  it('a refresh does not overwrite typing, and the write keeps the parent that was on screen', async () => {
    const field = await open(emptyView(id))
    type(field, '我写的')
    store.view = { ...emptyView(id), fields: { summary: '别人写的' }, heads: { summary: ['theirs-2'] } }
    act(() => fake.emit('changed', { entities: ['visits'] }))
    await wait(100)
    expect(queryClient.getQueryData<RecordView>(readKey('records.get', { entity: 'visits', id }))?.fields.summary).toBe(
      '别人写的',
    )
    expect(field.value).toBe('我写的')
    fireEvent.blur(field)
    await wait(0)
    const saves: { fields: Fields }[] = fake.of('records.save')
    expect(saves[0]?.fields.summary?.base).toEqual(['theirs-1'])
  })

  it('a refresh is shown where nothing is being typed', async () => {
    const field = await open(emptyView(id))
    store.view = { ...emptyView(id), fields: { summary: '别人写的' }, heads: { summary: ['theirs-2'] } }
    act(() => fake.emit('changed', { entities: ['visits'] }))
    await wait(100)
    expect(field.value).toBe('别人写的')
  })

  it('a failed save keeps the text and can be tried again', async () => {
    const field = await open(emptyView(id))
    store.failing = true
    type(field, '不能丢')
    fireEvent.blur(field)
    await wait(0)
    expect(field.value).toBe('不能丢')
    expect(useSaveState.getState()).toMatchObject({ state: 'failed', failure: diskFull })
    store.failing = false
    await act(() => flushAll())
    expect(store.view?.fields.summary).toBe('不能丢')
    expect(useSaveState.getState().state).toBe('saved')
  })

  it('text that failed to save is there again when the record is opened again', async () => {
    const field = await open(emptyView(id))
    store.failing = true
    type(field, '不能丢')
    await wait(0)
    cleanup()
    await wait(0)
    render(
      <QueryClientProvider client={queryClient}>
        <Editor id={id} />
      </QueryClientProvider>,
    )
    await wait(0)
    expect(screen.getByLabelText<HTMLInputElement>('摘要').value).toBe('不能丢')
    store.failing = false
    await act(() => flushAll())
  })

  it('an unchanged value is not saved, and its draft is discarded', async () => {
    const field = await open(emptyView(id))
    type(field, '原文。')
    await wait(300)
    type(field, '原文')
    fireEvent.blur(field)
    await wait(0)
    expect(fake.of('records.save')).toHaveLength(0)
    expect(fake.of('drafts.discard')).toEqual([{ entity: 'visits', id, fields: ['summary'] }])
    expect(useSaveState.getState().state).toBe('saved')
  })

  it('a new record is created by its first field together with its defaults', async () => {
    const field = await open(null, { team: 'team-1' })
    type(field, '第一句')
    await wait(300)
    const [put]: { fields: Fields }[] = fake.of('drafts.put')
    expect(put?.fields).toEqual({ team: { value: 'team-1', base: [] }, summary: { value: '第一句', base: [] } })
    fireEvent.blur(field)
    await wait(0)
    type(field, '第二句')
    fireEvent.blur(field)
    await wait(0)
    const saves: { fields: Fields }[] = fake.of('records.save')
    expect(saves.map((save) => Object.keys(save.fields))).toEqual([['team', 'summary'], ['summary']])
  })

  it('a new record shown from its own draft is still created with its defaults', async () => {
    const field = await open(null, { team: 'team-1' })
    type(field, '第一句')
    await wait(1000)
    // another record's change makes the window read again: the data process answers with the draft
    const fields = { summary: '第一句', team: 'team-1' }
    store.view = { ...emptyView(id), fields, heads: { summary: [], team: [] }, drafts: ['summary', 'team'] }
    act(() => fake.emit('changed', { entities: ['statements'] }))
    await wait(200)
    fireEvent.blur(field)
    await wait(0)
    const saves: { fields: Fields }[] = fake.of('records.save')
    expect(Object.keys(saves[0]?.fields ?? {})).toEqual(['team', 'summary'])
  })

  it('saves after thirty idle seconds, and before the window closes', async () => {
    const field = await open(emptyView(id))
    type(field, '停下来')
    await wait(29_000)
    expect(fake.of('records.save')).toHaveLength(0)
    await wait(2000)
    expect(fake.of('records.save')).toHaveLength(1)
    type(field, '要关了')
    act(() => fake.emit('closing', {}))
    await wait(0)
    const order = fake.calls
      .map((one) => one.operation)
      .filter((one) => one === 'records.save' || one === 'window.closed')
    expect(order).toEqual(['records.save', 'records.save', 'window.closed'])
  })

  it('what cannot be stored keeps the window open until a person has decided', async () => {
    const closed = () => fake.of<{ stay?: boolean }>('window.closed')
    const field = await open(emptyView(id))
    store.failing = true
    type(field, '存不上的')
    act(() => fake.emit('closing', {}))
    await wait(0)
    expect(closed()).toEqual([{ stay: true }])
    expect(useClosing.getState()).toMatchObject({ asks: true, failure: diskFull })
    useClosing.setState({ shown: true })
    store.failing = false
    act(() => answerClosing('retry'))
    expect(fake.of('window.control')).toEqual([{ action: 'close' }])
    act(() => fake.emit('closing', {}))
    await wait(0)
    expect(closed()).toEqual([{ stay: true }, {}])
    expect(store.view?.fields.summary).toBe('存不上的')
  })

  it('text typed before its record was read is stored before the window closes', async () => {
    store = { view: emptyView(id), drafts: {}, failing: false, saves: 0 }
    fake = fakeShanyan((operation) => {
      if (operation === 'records.save')
        return { heads: { summary: ['own-1'] }, before: {}, created: false, waiting: false }
      return null
    })
    stops.push(startEditing())
    const session = sessionOf('visits', id)
    session.type('summary', '先打的字')
    act(() => fake.emit('closing', {}))
    await wait(1000)
    expect(fake.of('window.closed')).toEqual([])
    queryClient.setQueryData(readKey('records.get', { entity: 'visits', id }), emptyView(id))
    await wait(1000)
    expect(fake.of('records.save')).toMatchObject([{ fields: { summary: { value: '先打的字', base: ['theirs-1'] } } }])
    expect(fake.of('window.closed')).toEqual([{}])
  })

  it('undo writes the value before', async () => {
    const field = await open(emptyView(id))
    type(field, '改过')
    fireEvent.blur(field)
    await wait(0)
    await act(() => undo())
    expect(store.view?.fields.summary).toBe('原文')
    expect(useUndo.getState()).toMatchObject({ done: [], undone: [{ kind: 'edit' }] })
  })
})
