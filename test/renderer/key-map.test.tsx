/** One table binds the keys and tells of them: no key is bound beside it, none in it is bound nowhere, and the help page shows them all. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { Page } from '../../renderer/features/help/page.tsx'
import { chordsOf, digitKey, drawnKeys, isKey, type KeyName, keyMap, type Scope } from '../../renderer/ui/key-map.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { fakeShanyan } from './fake-shanyan.ts'

const root = join(import.meta.dirname, '../../renderer')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('key-map.ts'))
  .map((name) => ({ name, code: readFileSync(join(root, name), 'utf8') }))
const names = (Object.keys(keyMap) as Scope[]).flatMap((scope) =>
  Object.keys(keyMap[scope]).map((key) => `${scope}.${key}` as KeyName),
)

const press = (key: string, more: Partial<KeyboardEventInit> = {}) => new KeyboardEvent('keydown', { key, ...more })

afterEach(cleanup)

describe('the table of keys', () => {
  it.each(names)('%s is bound somewhere', (name) => {
    expect(sources.filter(({ code }) => code.includes(`'${name}'`)).map((source) => source.name)).not.toEqual([])
  })

  it('no letter, function key or Delete is bound beside it', () => {
    const beside = [
      /\.key(?:\.toLowerCase\(\))? *[!=]== *'(?:[A-Za-z]|F\d+|Delete)'/,
      /\.code *[!=]== *'Key[A-Z]'/,
      /\(\{ *[a-z]: '[a-zA-Z]+'[^)]*\)\[event\.key/,
      /isCtrl\(/,
    ]
    const found = sources.flatMap(({ name, code }) =>
      code
        .split('\n')
        .flatMap((line, at) => (beside.some((one) => one.test(line)) ? `${name}:${at + 1}: ${line.trim()}` : [])),
    )
    expect(found).toEqual([])
  })

  it('no two keys of a place are the same', () => {
    for (const scope of Object.keys(keyMap) as Scope[]) {
      const chords = Object.keys(keyMap[scope]).flatMap((key) => chordsOf(`${scope}.${key}` as KeyName))
      expect(chords).toEqual([...new Set(chords)])
    }
  })

  it('a chord is its key with its modifiers and no others', () => {
    expect(isKey(press('n', { ctrlKey: true }), 'everywhere.create')).toBe(true)
    expect(isKey(press('N', { ctrlKey: true, shiftKey: true }), 'everywhere.create')).toBe(false)
    expect(isKey(press('n'), 'everywhere.create')).toBe(false)
    expect(isKey(press('Z', { ctrlKey: true, shiftKey: true }), 'everywhere.redo')).toBe(true)
    expect(isKey(press('？', { shiftKey: true }), 'everywhere.help'), 'full-width').toBe(true)
    expect(isKey(press('F8', { shiftKey: true }), 'paper.nextChange')).toBe(false)
    expect(isKey(press('M'), 'board.merge'), 'with caps lock').toBe(true)
    expect(isKey(press('m', { altKey: true }), 'board.merge')).toBe(false)
    expect(digitKey(press('３'), 'record.kind'), 'full-width').toBe(3)
    expect(digitKey(press('7', { code: 'Digit7' }), 'record.kind')).toBeUndefined()
    expect(digitKey(press('2', { code: 'Numpad2', altKey: true }), 'paper.source')).toBe(2)
    expect(drawnKeys('Alt 1-9', '空格')).toEqual({ keys: ['Alt', '1'], to: ['Alt', '9'] })
  })

  it('the help page tells what every key does', () => {
    fakeShanyan(() => ({}))
    render(
      <QueryClientProvider client={queryClient}>
        <Page />
      </QueryClientProvider>,
    )
    for (const name of names) {
      const [scope, key] = name.split('.') as [Scope, string]
      const what = (text.keys.scopes[scope] as Record<string, string>)[key]
      expect(what, name).toBeTruthy()
      const table = screen.getByRole('table', { name: text.keys.scopes[scope].title })
      expect(table.textContent, name).toContain(what)
    }
  })
})
