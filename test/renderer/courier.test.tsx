import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attempt, onLocked, queryClient } from '../../renderer/api.ts'
import { CourierPanel } from '../../renderer/features/exchange/courier-panel.tsx'
import {
  type Draft,
  isFetched,
  isPlain,
  needsOf,
  stateOf,
  summaryOf,
  timesOf,
} from '../../renderer/features/exchange/courier-state.ts'
import { settleInbox } from '../../renderer/features/exchange/inbox.ts'
import type { Receiving } from '../../renderer/features/exchange/receiving.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { PackagePreview, TargetItem } from '../../shared/views.ts'
import { fakeShanyan, Refused } from './fake-shanyan.ts'

const away = { code: 'place-away', ...text.errors['place-away'] } as const
const account = { code: 'place-account', ...text.errors['place-account'] } as const
const target = (more: Partial<TargetItem> = {}): TargetItem => ({
  id: '018c0000-0000-7000-8000-000000000001',
  name: '共享文件夹',
  kind: 'folder',
  place: 'Z:\\交换',
  user: '',
  proxy: '',
  hasPassword: false,
  enabled: true,
  busy: false,
  lastSuccess: 1,
  nextTry: 10,
  failure: null,
  waiting: 0,
  ...more,
})
const web = target({
  kind: 'webdav',
  name: '网盘',
  place: 'https://pan.example.org/',
  user: 'sheng',
  hasPassword: true,
})

beforeEach(() => queryClient.clear())
afterEach(cleanup)

describe('how a target stands', () => {
  it.each([
    ['fine', {}],
    ['new', { lastSuccess: null }],
    ['busy', { busy: true, failure: away }],
    ['away', { failure: away }],
    ['unplugged', { failure: away, kind: 'drive' }],
    ['trouble', { failure: account }],
    ['off', { enabled: false, failure: away }],
  ] as const)('%s', (state, more) => expect(stateOf(target(more))).toBe(state))

  it('says when it is tried next, and of a drive that it waits to be plugged in', () => {
    expect(timesOf(target({ lastSuccess: null, nextTry: null }), 0)).toBe('还没有成功过，马上再试')
    expect(timesOf(target({ kind: 'drive', lastSuccess: null, failure: away }), 0)).toContain('插上就送')
    expect(timesOf(target({ enabled: false, lastSuccess: null }), 0)).toBe('还没有成功过')
  })

  it('in one line names what does not work first', () => {
    expect(summaryOf([])).toBe('还没有通道')
    expect(summaryOf([target(), web])).toBe('2 个通道，正常')
    expect(summaryOf([target(), target({ name: '网盘', failure: account, waiting: 3 })])).toBe(
      '“网盘”没有送成，3 个包待送',
    )
    expect(summaryOf([target({ enabled: false })])).toBe('通道都停用了')
  })
})

describe('what a target needs', () => {
  const draft = (more: Partial<Draft>): Draft => ({
    kind: 'folder',
    name: '共享',
    path: '',
    url: '',
    user: '',
    password: '',
    proxy: '',
    ...more,
  })
  it.each(['D:\\交换', '\\\\fileserver\\交换', '/srv/交换', 'E:/'])('%s is a place', (path) => {
    expect(needsOf(draft({ path }))).toEqual({})
  })
  it.each(['', '交换', 'D:', '..\\交换'])('“%s” is none', (path) => {
    expect(needsOf(draft({ path })).path).toBeTruthy()
  })
  it.each(['pan.example.org', 'ftp://pan.example.org', 'https://', 'https://a b/', ''])('“%s” is no address', (url) => {
    expect(needsOf(draft({ kind: 'webdav', url })).url).toBeTruthy()
  })
  it('an address, and a proxy only where one is given', () => {
    expect(needsOf(draft({ kind: 'webdav', url: ' https://pan.example.org/善研/ ' }))).toEqual({})
    expect(needsOf(draft({ kind: 'webdav', url: 'https://a/', proxy: 'proxy:8080' })).proxy).toBeTruthy()
    expect(needsOf(draft({ kind: 'webdav', url: 'https://a/', proxy: 'http://proxy:8080' }))).toEqual({})
    expect([isPlain('http://a/'), isPlain('HTTP://a/'), isPlain('https://a/')]).toEqual([true, true, false])
  })
})

function shown(answers: Record<string, unknown>) {
  const fake = fakeShanyan((operation) => {
    const answer = answers[operation]
    return typeof answer === 'function' ? answer() : answer
  })
  const viewed: string[][] = []
  const receiving = { view: (paths: string[]) => viewed.push(paths) } as unknown as Receiving
  render(
    <QueryClientProvider client={queryClient}>
      <CourierPanel receiving={receiving} />
    </QueryClientProvider>,
  )
  return { ...fake, viewed }
}
const nothing = { 'targets.list': [], 'inbox.list': [], 'outbox.list': [], 'settings.get': {} }
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('the form', () => {
  it('says what is missing, warns of http, and shows what came of the try where it was typed', async () => {
    const lists: TargetItem[][] = [[], [target({ kind: 'webdav', failure: account, lastSuccess: null })]]
    const { of } = shown({
      ...nothing,
      'targets.list': () => (lists.length > 1 ? lists.shift() : lists[0]),
      'targets.save': { id: target().id },
      'courier.run': null,
    })
    await screen.findByText('还没有通道')
    await press('添加通道')
    await act(async () => screen.getByRole('radio', { name: /^网盘/ }).click())
    await press('保存并试一次')
    expect(screen.getByRole('alert').textContent).toContain('请填网址')
    expect(of('targets.save')).toEqual([])
    fill('网址', 'http://pan.example.org/dav')
    expect(screen.getByText(/网址以 http 开头/)).toBeTruthy()
    fill('网址', 'https://pan.example.org/dav')
    expect(screen.queryByText(/网址以 http 开头/)).toBeNull()
    fill('账号', 'sheng')
    fill('密码', 'geheim')
    await press('保存并试一次')
    const place = { kind: 'webdav', url: 'https://pan.example.org/dav', user: 'sheng' }
    expect(of('targets.save')).toEqual([{ name: '网盘', place, password: 'geheim' }])
    expect((await screen.findByRole('alert')).textContent).toContain('不认这个账号或密码')
    // mended, it is the same target
    await press('保存并试一次')
    expect(of('targets.save')[1]).toMatchObject({ id: target().id })
    await press('先这样，以后自己再试')
    expect(screen.getByRole('heading', { name: '自动收发' })).toBeTruthy()
  })

  it('leaves a stored password and proxy alone where nothing is typed', async () => {
    const proxied = { ...web, proxy: 'http://proxy:8080' }
    const { of } = shown({
      ...nothing,
      'targets.list': [proxied],
      'targets.save': { id: web.id },
      'courier.run': null,
    })
    await screen.findByText('正常')
    await press('修改“网盘”')
    const password = screen.getByLabelText<HTMLInputElement>('密码')
    expect([password.type, password.value, password.placeholder]).toEqual(['password', '', '已保存，不改就留空'])
    fill('名称', '总会网盘')
    await press('保存并试一次')
    const place = { kind: 'webdav', url: web.place, user: 'sheng' }
    expect(of('targets.save')).toEqual([{ id: web.id, name: '总会网盘', place }])
  })
})

describe('the list', () => {
  it('runs with its count and a way to stop', async () => {
    let finish = () => {}
    const { of, emit } = shown({
      ...nothing,
      'targets.list': [target({ waiting: 2 })],
      'courier.run': () =>
        new Promise<void>((_, reject) => {
          finish = () => reject(new Refused({ code: 'cancelled', ...text.errors.cancelled }))
        }),
    })
    await screen.findByText(/2 个包待送/)
    await press('现在收发')
    const [{ job } = { job: '' }] = of<{ job: string }>('courier.run')
    await act(async () => emit('progress', { job, step: 'deliver', done: 1024 * 1024, total: 4 * 1024 * 1024 }))
    expect(screen.getByText(/收发：1.0 MB，共 4.0 MB/)).toBeTruthy()
    await press('取消')
    expect(of('jobs.cancel')).toEqual([{ job }])
    await act(async () => finish())
    await screen.findByRole('alert')
  })

  it('asks before a target goes, and says where its packages stay', async () => {
    const { of } = shown({ ...nothing, 'targets.list': [target()] })
    await screen.findByText('正常')
    await press('删除“共享文件夹”')
    const dialog = screen.getByRole('dialog')
    expect(dialog.textContent).toContain('还没送到的包留在发件箱里')
    expect(of('targets.remove')).toEqual([])
    await act(async () => within(dialog).getByRole('button', { name: '删除' }).click())
    expect(of('targets.remove')).toEqual([{ id: target().id }])
  })

  it('shows what came and what goes', async () => {
    const path = `/data/inbox/${'0'.repeat(32)}/包.shanyan`
    const out = {
      id: 'p1',
      peerName: '总会',
      number: 3,
      at: 1,
      file: '/x',
      bytes: 10,
      acknowledged: false,
      gone: false,
    }
    const { of, viewed } = shown({
      ...nothing,
      'inbox.list': [{ path, name: '包.shanyan', size: 10, target: '网盘', at: 1 }],
      'outbox.list': [
        { ...out, targets: [{ id: 't', name: '网盘', delivered: null }] },
        { ...out, id: 'p2', acknowledged: true, targets: [] },
        { ...out, id: 'p3', gone: true, targets: [] },
      ],
    })
    await screen.findByText('待发')
    expect(screen.getByText('已回执')).toBeTruthy()
    expect(screen.getByText(/文件被移走了/)).toBeTruthy()
    await press('打开查看“包.shanyan”')
    expect(viewed).toEqual([[path]])
    await press('不收“包.shanyan”')
    expect(of('inbox.dismiss')).toEqual([{ path }])
    await act(async () => screen.getByRole('radio', { name: '先看再收' }).click())
    await waitFor(() => expect(of('settings.save')).toEqual([{ key: 'courier.takeIn', value: false }]))
  })
})

describe('the inbox', () => {
  const fetched = `C:\\data\\inbox\\${'a1'.repeat(16)}\\包.shanyan`
  it('is known from a person’s own folders', () => {
    expect(isFetched(fetched)).toBe(true)
    expect(isFetched('E:\\inbox\\包.shanyan')).toBe(false)
  })
  it('forgets what was taken in or is known, and nothing else', () => {
    const { of } = fakeShanyan(() => null)
    const preview = (imported: boolean, known: boolean) => ({ imported, known }) as PackagePreview
    settleInbox([preview(false, false), preview(true, false)], [fetched, 'E:\\包.shanyan'])
    expect(of('inbox.dismiss')).toEqual([])
    settleInbox([preview(true, false)], [fetched])
    settleInbox([preview(false, true)], [fetched])
    expect(of('inbox.dismiss')).toHaveLength(2)
  })
  it('what nobody asked for asks nobody for a passphrase', async () => {
    fakeShanyan(() => {
      throw new Refused({ code: 'keys-locked', ...text.errors['keys-locked'] })
    })
    let asked = 0
    onLocked(async () => {
      asked++
      return false
    })
    await attempt('courier.run', {})
    onLocked(null)
    expect(asked).toBe(0)
  })
})
