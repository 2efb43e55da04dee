import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { pageSize, usePages } from '../../renderer/ui/pages.ts'
import { VirtualRows } from '../../renderer/ui/virtual-rows.tsx'
import { fakeShanyan } from './fake-shanyan.ts'

const total = 2500
const onOpen = vi.fn()
let fake: ReturnType<typeof fakeShanyan>

function List() {
  const rows = usePages('people.list', {})
  const [selection, setSelection] = useState(new Set<string>())
  const [position, setPosition] = useState(0)
  return (
    <div style={{ height: 600 }}>
      <VirtualRows
        label="人员"
        rows={rows}
        columns={[{ key: 'name', label: '姓名', width: '1fr', cell: (row) => row.name }]}
        selection={selection}
        onSelect={setSelection}
        onOpen={(row) => onOpen(row.id)}
        onCurrent={(_, index) => setPosition(index)}
      />
      <output>{`${position} ${[...selection].join(',')}`}</output>
    </div>
  )
}

async function open() {
  const user = userEvent.setup()
  render(
    <QueryClientProvider client={queryClient}>
      <List />
    </QueryClientProvider>,
  )
  const grid = await screen.findByRole('grid')
  grid.focus()
  return { user, grid }
}

const state = () => screen.getByRole('status').textContent

beforeEach(() => {
  onOpen.mockReset()
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(33 * total)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  HTMLElement.prototype.scrollTo = function (this: HTMLElement, options?: ScrollToOptions | number) {
    this.scrollTop = typeof options === 'object' ? (options.top ?? 0) : 0
    this.dispatchEvent(new Event('scroll'))
  } as never
  fake = fakeShanyan((_, { offset, limit }: { offset: number; limit: number }) => ({
    total,
    rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => ({
      id: `p${offset + index}`,
      name: `第 ${offset + index}`,
    })),
  }))
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.restoreAllMocks()
})

describe('VirtualRows', () => {
  it('draws and asks for only what is near', async () => {
    await open()
    const drawn = screen.getAllByRole('row').length
    expect(drawn).toBeGreaterThan(20)
    expect(drawn).toBeLessThan(80)
    expect(fake.of('people.list')).toEqual([{ offset: 0, limit: pageSize }])
  })

  it('moves and opens by keys', async () => {
    const { user, grid } = await open()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{ArrowDown}{Enter}')
    expect(onOpen).toHaveBeenCalledWith('p2')
    expect(state()).toBe('2 ')
    const current = grid.getAttribute('aria-activedescendant')
    expect(document.getElementById(current!)?.getAttribute('aria-rowindex')).toBe('4')
    await user.keyboard('{Home}{ArrowUp}')
    expect(state()).toBe('0 ')
  })

  it('selects with Space, extends with Shift and clears with Escape', async () => {
    const { user } = await open()
    await user.keyboard('{ArrowDown} ')
    expect(state()).toBe('1 p1')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(state()).toBe('3 p1,p2,p3')
    await user.keyboard('{Escape}')
    expect(state()).toBe('3 ')
  })

  it('End goes to the last row and loads its page', async () => {
    const { user } = await open()
    await user.keyboard('{End}')
    expect(state()).toBe(`${total - 1} `)
    await waitFor(() =>
      expect(fake.of('people.list')).toContainEqual({
        offset: Math.floor((total - 1) / pageSize) * pageSize,
        limit: pageSize,
      }),
    )
    await screen.findByText(`第 ${total - 1}`)
    await user.keyboard('{Enter}')
    expect(onOpen).toHaveBeenCalledWith(`p${total - 1}`)
  })
  it('an update costs what is shown, not what the list holds', () => {
    const columns = [{ key: 'id', label: '编号', width: '1fr', cell: (row: { id: string }) => row.id }]
    const row = vi.fn((index: number) => ({ id: `r${index}` }))
    const rest = { want: () => {}, loading: false, error: null, retry: () => {}, read: async () => [] }
    const { rerender } = render(<VirtualRows label="表" columns={columns} rows={{ ...rest, row, total: 1_000_000 }} />)
    row.mockClear()
    rerender(<VirtualRows label="表" columns={columns} rows={{ ...rest, row, total: 1_000_001 }} />)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1000002')
    expect(row.mock.calls.length).toBeLessThan(150)
  })
})

describe('what is selected beyond the rows on screen', () => {
  it('Ctrl+A reads the ids of rows that are not loaded, up to what can be changed at once', async () => {
    const { user } = await open()
    await user.keyboard('{Control>}a{/Control}')
    await waitFor(() => expect(state()?.split(' ')[1]?.split(',')).toHaveLength(total))
    expect(fake.of('people.list').some((input) => (input as { limit: number }).limit === 500)).toBe(true)
  })

  it('a row that was selected and scrolled away is copied with the others', async () => {
    const { user } = await open()
    const written: ClipboardItem[] = []
    vi.stubGlobal(
      'ClipboardItem',
      class {
        constructor(readonly items: Record<string, Blob>) {}
      },
    )
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { write: async (items: ClipboardItem[]) => void written.push(...items) },
    })
    await user.keyboard(' {End}')
    await screen.findByText(`第 ${total - 1}`)
    await user.keyboard(' ')
    await user.keyboard('{Control>}c{/Control}')
    await waitFor(() => expect(written).toHaveLength(1))
    const { items } = written[0] as unknown as { items: Record<string, Blob> }
    const text = await new Promise((done) => {
      const reader = new FileReader()
      reader.onload = () => done(reader.result)
      reader.readAsText(items['text/plain']!)
    })
    expect(text).toBe(`姓名\r\n第 0\r\n第 ${total - 1}`)
    vi.unstubAllGlobals()
  })
})
