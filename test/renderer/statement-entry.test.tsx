import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { StatementEntry, type Stored } from '../../renderer/features/meetings/statement-entry.tsx'
import type { Speaker } from '../../renderer/ui/speakers.tsx'
import { fakeShanyan } from './fake-shanyan.ts'

type Save = { id: string; fields: Record<string, { value: unknown }> }

const speakers: Speaker[] = [
  { person: null, organization: 'unit', name: '慈善总会', note: '姓名待补充' },
  { person: 'person', organization: null, name: '王明', note: '秘书长' },
]
const stored: Stored[] = []
let fake: ReturnType<typeof fakeShanyan>

beforeEach(() => {
  vi.useFakeTimers()
  // jsdom has none
  vi.stubGlobal('CSS', { supports: () => true })
  stored.length = 0
  queryClient.clear()
  fake = fakeShanyan((operation, input: Save) =>
    operation === 'records.save'
      ? {
          heads: Object.fromEntries(Object.keys(input.fields).map((name) => [name, ['r1']])),
          before: {},
          created: true,
          waiting: false,
        }
      : null,
  )
  render(
    <QueryClientProvider client={queryClient}>
      <StatementEntry
        meeting="meeting"
        speakers={speakers}
        order="a1"
        number={1}
        autoFocus={false}
        onId={() => {}}
        onSpeaker={() => {}}
        onStored={(one) => stored.push(one)}
        onFinding={() => {}}
        onUp={() => {}}
      />
    </QueryClientProvider>,
  )
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const field = () => screen.getByLabelText<HTMLTextAreaElement>('记一句发言')
/** As a keyboard does: a key that is not used up changes the text. */
async function type(typed: string, isComposing = false) {
  for (const key of typed) {
    if (fireEvent.keyDown(field(), { key, isComposing }))
      fireEvent.change(field(), { target: { value: field().value + key } })
  }
  await act(() => vi.advanceTimersByTimeAsync(0))
}
const press = async (key: string, more = {}) => {
  fireEvent.keyDown(field(), { key, ...more })
  await act(() => vi.advanceTimersByTimeAsync(0))
}
const speaking = () => screen.getAllByRole('radio').find((one) => one.getAttribute('aria-checked') === 'true')
const saved = () => fake.of<Save>('records.save').map(({ fields }) => fields)

describe('the box for the next sentence', () => {
  it('a digit at the start chooses who speaks, Enter stores, the speaker stays', async () => {
    await type('1推动精准实施')
    expect(field().value).toBe('推动精准实施')
    await press('Enter')
    expect(saved()[0]).toMatchObject({
      meeting: { value: 'meeting' },
      organization: { value: 'unit' },
      text: { value: '推动精准实施' },
      order: { value: 'a1' },
    })
    expect(field().value).toBe('')
    expect(speaking()?.textContent).toContain('慈善总会')
    await type('再说一句')
    await press('Enter')
    expect(stored.map(({ said, speaker }) => [said, speaker.name])).toEqual([
      ['推动精准实施', '慈善总会'],
      ['再说一句', '慈善总会'],
    ])
    expect(new Set(stored.map(({ id }) => id)).size).toBe(2)
  })

  it.each([
    ['33个项目', '33个项目', '先记下，稍后认人'],
    ['2023年', '2023年', '先记下，稍后认人'],
    ['12023年', '2023年', '慈善总会'],
    ['2 33个', '33个', '王明'],
    ['8大类', '8大类', '先记下，稍后认人'],
    ['２他说', '他说', '王明'],
  ])('%s is read as %s', async (typed, value, name) => {
    await type(typed)
    expect(field().value).toBe(value)
    expect(speaking()?.textContent).toContain(name)
  })

  it('0 leaves the speaker open, Backspace takes the choice back', async () => {
    await type('2')
    expect(speaking()?.textContent).toContain('王明')
    await press('Backspace')
    expect(speaking()?.textContent).toContain('稍后认人')
    await type('1')
    await type(' ')
    await type('甲')
    await press('Enter')
    await type('0乙')
    await press('Enter')
    expect(stored.map(({ speaker }) => speaker.organization)).toEqual(['unit', null])
  })

  it('nothing fires while composing; Shift+Enter and an empty Enter store nothing', async () => {
    fireEvent.compositionStart(field())
    await type('1', true)
    expect(field().value).toBe('1')
    await press('Enter', { isComposing: true })
    fireEvent.compositionEnd(field())
    await press('Enter', { shiftKey: true })
    fireEvent.change(field(), { target: { value: '  ' } })
    await press('Enter')
    expect(saved()).toEqual([])
  })

  it('is a draft within a second, and another speaker takes the old one back', async () => {
    await type('1说到一半')
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(fake.of<Save>('drafts.put').at(-1)?.fields).toMatchObject({
      organization: { value: 'unit' },
      text: { value: '说到一半' },
    })
    fireEvent.click(screen.getByRole('radio', { name: /王明/ }))
    await press('Enter')
    expect(saved()[0]).toMatchObject({ speaker: { value: 'person' }, organization: { value: null } })
  })
})
