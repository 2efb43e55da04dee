import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, queryClient } from '../../renderer/api.ts'
import { isCardFile } from '../../renderer/features/exchange/card-reading.ts'
import { qrPath, readPixels } from '../../renderer/features/exchange/qr-pixels.ts'
import { folderOf } from '../../renderer/features/exchange/receipt-export.tsx'
import { ReceivePanel } from '../../renderer/features/exchange/receive-panel.tsx'
import { useReceiving } from '../../renderer/features/exchange/receiving.ts'
import { nothingReceived, useExchange } from '../../renderer/features/exchange/store.ts'
import { TakeCard } from '../../renderer/features/exchange/take-card.tsx'
import { PassphraseField } from '../../renderer/ui/passphrase-field.tsx'
import { UnlockDialog } from '../../renderer/ui/unlock-dialog.tsx'
import { text } from '../../shared/text/zh-cn.ts'
import type { PackagePreview } from '../../shared/views.ts'
import { fakeShanyan, Refused } from './fake-shanyan.ts'

function Receive() {
  return <ReceivePanel receiving={useReceiving()} />
}
const vouchedPreview = {
  staged: 'staged',
  file: '包.shanyan',
  sender: { device: 'd.1', name: '乙', person: '', unit: '' },
  asks: null,
  vouched: [{ name: '甲', by: '乙', changes: 2 }],
  authors: [],
  number: 1,
  created: null,
  known: false,
  added: { visits: 1 },
  changed: {},
  deleted: 0,
  conflicts: 0,
  attachments: 0,
  changes: 2,
  titles: [],
  deletesMany: false,
  missing: [],
  imported: false,
  failure: null,
} satisfies PackagePreview
const refuse = (code: keyof typeof text.errors) => new Refused({ code, ...text.errors[code] })
const key = (target: Element, init: KeyboardEventInit) => act(async () => void fireEvent.keyDown(target, init))
const type = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  return field
}

beforeEach(() => queryClient.clear())
afterEach(cleanup)

describe('a card as a QR code', () => {
  const card = `${JSON.stringify({ format: 'shanyan-card', name: '高晓平组笔记本', unit: '江苏省慈善总会', key: 'A'.repeat(43) })}\n${'b'.repeat(86)}`

  /** Draws the path's squares, dark on light, each `side` pixels wide. */
  function pixelsOf(side: number) {
    const { size, path } = qrPath(card)
    const width = size * side
    const data = new Uint8ClampedArray(width * width * 4).fill(255)
    for (const [, left, top] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const at = ((Number(top) * side + y) * width + Number(left) * side + x) * 4
          data.fill(0, at, at + 3)
        }
    return { width, height: width, data }
  }

  it('is read back from its pixels, Chinese names and all', () => expect(readPixels(pixelsOf(4))).toBe(card))
  it('is not found in a picture without one', () => {
    expect(readPixels({ width: 200, height: 200, data: new Uint8ClampedArray(160_000).fill(255) })).toBeNull()
  })
})

describe('what is dropped', () => {
  it.each([
    ['善研名片-一组.shanyan-card', '', true],
    ['code.JPG', 'image/jpeg', true],
    ['善研-一组-给总会-第0001号.shanyan', '', false],
  ])('%s', (name, mime, isCard) => expect(isCardFile({ name, type: mime })).toBe(isCard))
  it('its folder keeps its separator', () => {
    expect(folderOf('E:\\包.shanyan')).toBe('E:\\')
    expect(folderOf('/media/stick/包.shanyan')).toBe('/media/stick/')
  })
})

describe('locked keys', () => {
  let isLocked = true
  beforeEach(() => {
    isLocked = true
    fakeShanyan((operation, input: { passphrase?: string }) => {
      if (operation === 'keys.unlock') {
        if (input.passphrase !== '本机口令一二三四') throw refuse('keys-passphrase')
        isLocked = false
        return null
      }
      if (isLocked) throw refuse('keys-locked')
      return { text: 'card' }
    })
    render(<UnlockDialog />)
  })

  it('ask once, stay at a wrong passphrase, and let what waited go on', async () => {
    const both = Promise.all([call('card.get', {}), call('card.get', {})])
    const dialog = await screen.findByRole('dialog', { name: '请输入本机口令' })
    const field = type('本机口令', '错的口令错的口令')
    await key(field, { key: 'Enter', isComposing: true })
    expect(within(dialog).queryByRole('alert')).toBeNull()
    await key(field, { key: 'Enter' })
    expect((await within(dialog).findByRole('alert')).textContent).toContain('口令不对')
    type('本机口令', '本机口令一二三四')
    await key(field, { key: 'Enter' })
    expect(await both).toEqual([{ text: 'card' }, { text: 'card' }])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('say so where one would rather not', async () => {
    const asked = expect(call('card.get', {})).rejects.toMatchObject({ failure: { code: 'keys-locked' } })
    const dialog = await screen.findByRole('dialog')
    await key(dialog, { key: 'Escape' })
    await asked
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('changes somebody else signed', () => {
  it('are looked into before anything is taken in', async () => {
    const fake = fakeShanyan((operation) => (operation === 'packages.import' ? [] : null))
    useExchange.setState({ ...nothingReceived, previews: [vouchedPreview], sources: ['/stick/包.shanyan'] })
    render(
      <QueryClientProvider client={queryClient}>
        <Receive />
      </QueryClientProvider>,
    )
    const take = screen.getByRole<HTMLButtonElement>('button', { name: '收入' })
    expect(screen.getByText(/其中 2 处改动由“乙”代“甲”签/)).toBeTruthy()
    expect(take.disabled).toBe(true)
    await act(async () => screen.getByRole('checkbox', { name: '已核实，可以收入' }).click())
    expect(take.disabled).toBe(false)
    await act(async () => take.click())
    expect(fake.of('packages.import')).toMatchObject([{ staged: ['staged'], allowDeletes: false }])
  })
})

describe('a passphrase field', () => {
  it('hides until asked, says how strong it is, and leaves Enter to the word under way', async () => {
    let entered = 0
    const { rerender } = render(
      <PassphraseField label="口令" value="12345678" onChange={() => {}} onEnter={() => entered++} rate />,
    )
    const field = screen.getByLabelText<HTMLInputElement>('口令')
    expect(field.type).toBe('password')
    expect(screen.getByRole('status').textContent).toContain('弱')
    await act(async () => screen.getByRole('button', { name: '显示' }).click())
    expect(field.type).toBe('text')
    await key(field, { key: 'Enter', isComposing: true })
    expect(entered).toBe(0)
    await key(field, { key: 'Enter' })
    expect(entered).toBe(1)
    rerender(<PassphraseField label="口令" value="hjk4-92vb-mmx7-q8dn" onChange={() => {}} rate />)
    expect(screen.getByRole('status').textContent).toContain('强')
  })
})

describe('the card of another computer', () => {
  const identity = {
    fingerprint: 'f',
    words: '的一是 在不了 有和人',
    name: '总会办公室',
    person: '李四',
    unit: '',
    role: null,
  }

  it('shows who it is and the words before it is taken', async () => {
    const fake = fakeShanyan((operation) => {
      if (operation === 'dialog.openCard') return { path: '/stick/card.shanyan-card' }
      if (operation === 'card.read') return { text: 'the card', identity, state: null }
      return { id: 'peer', name: '总会办公室' }
    })
    render(
      <QueryClientProvider client={queryClient}>
        <TakeCard />
      </QueryClientProvider>,
    )
    await act(async () => screen.getByRole('button', { name: '选择名片文件' }).click())
    const found = await screen.findByText('这是“总会办公室”的名片')
    expect(found.closest('.take-card')?.querySelector('.fingerprint')?.textContent).toContain('的一是 在不了 有和人')
    expect(fake.of('card.take')).toEqual([])
    await act(async () => screen.getByRole('button', { name: '收下' }).click())
    expect(fake.of('card.take')).toEqual([{ text: 'the card' }])
    expect(await screen.findByRole('button', { name: '选择名片文件' })).toBeTruthy()
  })

  it('says why a card is none', async () => {
    fakeShanyan((operation) => {
      if (operation === 'dialog.openCard') return { path: '/stick/card.shanyan-card' }
      throw refuse('card-damaged')
    })
    render(<TakeCard />)
    await act(async () => screen.getByRole('button', { name: '选择名片文件' }).click())
    expect((await screen.findByRole('alert')).textContent).toContain('没有采用')
  })
})
