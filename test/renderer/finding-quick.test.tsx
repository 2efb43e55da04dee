import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { useFindingQuick } from '../../renderer/ui/finding-quick.tsx'
import { quotable } from '../../renderer/ui/quotable.ts'
import { useToasts } from '../../renderer/ui/toast-store.ts'
import { fakeShanyan } from './fake-shanyan.ts'

const stored = '座谈会很好,大家说:“要多来。”下次还来'
const shown = stored.replace(',', '，').replace(':', '：')
let fake: ReturnType<typeof fakeShanyan>

function Screen() {
  const place = useRef<HTMLDivElement>(null)
  const { panel } = useFindingQuick({ visit: 'v', team: 't', campaign: 'c', regions: ['r'] }, place)
  return (
    <div ref={place}>
      <p {...quotable(stored)}>{shown}</p>
      <textarea aria-label="别处" defaultValue="字段里的一句话" />
      {panel}
    </div>
  )
}

function select(from: number, to: number) {
  const node = screen.getByText(shown).firstChild!
  getSelection()!.setBaseAndExtent(node, from, node, to)
}
const saved = () => fake.of<{ fields: Record<string, { value: unknown }> }>('records.save')
const key = (target: Element | Window, init: KeyboardEventInit) => act(async () => void fireEvent.keyDown(target, init))

beforeEach(() => {
  fake = fakeShanyan((operation) => (operation === 'records.save' ? { heads: {}, before: {}, created: true } : null))
  useToasts.setState({ toasts: [] })
  getSelection()?.removeAllRanges()
  render(
    <QueryClientProvider client={queryClient}>
      <Screen />
    </QueryClientProvider>,
  )
})
afterEach(cleanup)

describe('a finding in one keystroke', () => {
  it('carries the words over as they are stored, not as they are shown', async () => {
    select(3, 9)
    await key(document.body, { key: 'f', code: 'KeyF' })
    await key(document.activeElement!, { key: '4', code: 'Digit4' })
    expect(saved()).toHaveLength(1)
    const fields = Object.fromEntries(Object.entries(saved()[0]!.fields).map(([name, { value }]) => [name, value]))
    expect(fields).toEqual({
      kind: 'problem',
      stage: 'raw',
      quote: stored.slice(3, 9),
      visits: ['v'],
      team: 't',
      campaign: 'c',
      regions: ['r'],
    })
    expect(fields.quote).toContain(',')
    expect(useToasts.getState().toasts[0]).toMatchObject({ message: '已记为“问题”', action: { label: '打开' } })
  })

  it('F without a selection says what to do; in a text field, or while composing, it is a letter', async () => {
    const field = screen.getByLabelText('别处')
    await key(field, { key: 'f', code: 'KeyF' })
    await key(document.body, { key: 'f', code: 'KeyF', isComposing: true })
    expect(useToasts.getState().toasts).toHaveLength(0)
    await key(document.body, { key: 'f', code: 'KeyF' })
    expect(useToasts.getState().toasts).toHaveLength(1)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('Ctrl+Enter takes what is selected in a text field, and Esc stores nothing', async () => {
    const field = screen.getByLabelText<HTMLTextAreaElement>('别处')
    field.focus()
    field.setSelectionRange(0, 2)
    await key(field, { key: 'Enter', code: 'Enter', ctrlKey: true })
    expect(screen.getByRole('dialog').textContent).toContain('字段')
    await key(document.activeElement!, { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(saved()).toHaveLength(0)
  })
})
