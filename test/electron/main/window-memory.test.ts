import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadWindowMemory, openingBounds, pageOf, saveWindowMemory } from '../../../electron/main/window-memory.ts'

const wide = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }

describe('opening bounds', () => {
  it('are the standard size, placed by the system, on a first start', () => {
    expect(openingBounds(undefined, [wide])).toEqual({ width: 1366, height: 768 })
  })

  it('fit a small laptop at 150 %', () => {
    expect(openingBounds(undefined, [{ x: 0, y: 0, width: 911, height: 472 }])).toEqual({ width: 911, height: 472 })
  })

  it('are the remembered ones while a screen holds them', () => {
    const bounds = { x: 2000, y: 50, width: 1100, height: 700 }
    expect(openingBounds(bounds, [wide, second])).toEqual(bounds)
  })

  it('are the standard ones when that screen is gone', () => {
    expect(openingBounds({ x: 2000, y: 50, width: 1100, height: 700 }, [wide])).toEqual({ width: 1366, height: 768 })
    expect(openingBounds({ x: 100, y: -900, width: 1100, height: 700 }, [wide])).toEqual({ width: 1366, height: 768 })
  })
})

describe('the memory file', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shanyan-memory-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('gives back what was saved', () => {
    const file = join(folder, 'window.json')
    const memory = {
      bounds: { x: 1, y: 2, width: 900, height: 600 },
      maximized: true,
      theme: 'dark' as const,
      zoom: 125,
      page: '#/visits',
    }
    saveWindowMemory(file, memory)
    expect(loadWindowMemory(file)).toEqual(memory)
  })

  it.each(['', '{', 'null', '{"bounds":{"x":"1"},"theme":"red","zoom":17}', '[]'])(
    'holding %j costs only the memory',
    (text) => {
      const file = join(folder, 'spoilt.json')
      writeFileSync(file, text)
      const memory = loadWindowMemory(file)
      expect(memory.theme).toBe('system')
      expect(memory.zoom).toBe(100)
      expect(memory.bounds).toBeUndefined()
    },
  )

  it.each([
    ['app://shanyan/#/visits?team=x', '#/visits'],
    ['app://shanyan/#/visits/0198c0de', '#/visits'],
    ['app://shanyan/', ''],
    ['#/../../x', ''],
    [7, ''],
  ])('of %j the module is kept: %j', (address, page) => {
    expect(pageOf(address)).toBe(page)
  })

  it('that cannot be written stops nothing', () => {
    expect(() =>
      saveWindowMemory(join(folder, 'missing', 'window.json'), { theme: 'light', zoom: 100, page: '' }),
    ).not.toThrow()
  })
})
