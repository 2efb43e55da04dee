/** A hand on a keyboard with a Chinese input method, over the DevTools protocol. */
import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

export const alt = 1
export const ctrl = 2

/** Keys that do something somewhere. */
const keys = [
  ['Enter'],
  ['Escape'],
  ['Tab'],
  ['ArrowUp'],
  ['ArrowDown'],
  ['Backspace'],
  ['Delete'],
  [' ', 'Space'],
  ['1', 'Digit1'],
  ['2', 'Digit2'],
  ['０', 'Digit0'],
  ['f', 'KeyF'],
  ['！', 'Digit1'],
  ['#', 'Digit3'],
  ['@', 'Digit2'],
  ['？', 'Slash'],
  ['/', 'Slash'],
] as const

export function typist(page: Page, cdp: CDPSession) {
  /** Letters under the caret that are no text yet. */
  const compose = async (letters: string): Promise<void> => {
    const caret = letters.length
    await cdp.send('Input.imeSetComposition', { text: letters, selectionStart: caret, selectionEnd: caret })
  }
  /** The word, or what the method gives without one. */
  const commit = async (words: string): Promise<void> => {
    await cdp.send('Input.insertText', { text: words })
  }
  /** A key that the input method keeps to itself: it says which, but its code is 229. */
  async function key(name: string, code: string = name, modifiers = 0): Promise<void> {
    const event = { key: name, code, modifiers, windowsVirtualKeyCode: 229 }
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  }
  /** Every key that does something somewhere, pressed in the middle of a word. */
  async function everything(): Promise<void> {
    const heard = page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const alone: string[] = []
          const listen = (event: KeyboardEvent) => {
            if (!event.isComposing) alone.push(event.code)
            if (event.key !== 'F8') return
            window.removeEventListener('keydown', listen, true)
            done(alone)
          }
          window.addEventListener('keydown', listen, true)
        }),
    )
    for (const [name, code] of keys) await key(name, code)
    await key('Enter', 'Enter', ctrl)
    await key('1', 'Digit1', alt)
    await key('1', 'Digit1', ctrl)
    await key('n', 'KeyN', ctrl)
    await key('z', 'KeyZ', ctrl)
    await key('F8')
    // without this the rest would prove nothing
    expect(await heard).toEqual([])
  }
  return { cdp, compose, commit, key, everything }
}
