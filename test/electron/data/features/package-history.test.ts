import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { joinRanges } from '../../../../electron/data/sync/package-contents.ts'
import { claimOfFileName } from '../../../../electron/data/sync/package-name.ts'
import { cleanUp, exportTo, hand, importFrom, openDevice, peerOf } from '../../../support/device.ts'

afterEach(cleanUp)

const visit = '018c0000-0000-7000-8000-000000000001'
const other = '018c0000-0000-7000-8000-000000000002'

async function three() {
  const one = await openDevice('一组', 'laptop')
  const two = await openDevice('二组', 'laptop')
  const office = await openDevice('总会办公室', 'headquarters')
  return { one, two, office }
}

describe('S-15.1 what a package held', () => {
  it('is known on both sides: records by noun, titles, authors', async () => {
    const { one, office } = await three()
    await one.save('visits', visit, { summary: '座谈', start: '2026-11-21' })
    await one.save('findings', other, { summary: '小站点办大事' })
    await hand(one, office, 'headquarters')
    for (const device of [one, office]) {
      const { rows } = await device.call('packages.history', { offset: 0, limit: 10 })
      expect(rows).toHaveLength(1)
      const contents = await device.call('packages.contents', { id: rows[0]!.id })
      expect(contents).toMatchObject({
        known: true,
        counts: { visits: 1, findings: 1 },
        records: 2,
        cut: false,
        photos: 0,
        authors: [{ name: '一组', person: '一组', changes: 2 }],
      })
      expect(contents?.titles.map(({ title }) => title)).toEqual(['2026-11-21', '小站点办大事'])
    }
    expect(await office.call('packages.contents', { id: visit })).toBeNull()
  })

  it('names every author of a package that was handed on', async () => {
    const { one, two, office } = await three()
    await one.save('visits', visit, { summary: '座谈' })
    await hand(one, two, 'laptop')
    await two.save('findings', other, { summary: '二' })
    await hand(two, office, 'headquarters')
    const { rows } = await office.call('packages.history', { offset: 0, limit: 10 })
    const contents = await office.call('packages.contents', { id: rows[0]!.id })
    expect(contents?.authors.map(({ name, changes }) => [name, changes]).sort()).toEqual([
      ['一组', 1],
      ['二组', 1],
    ])
  })

  it('S-15.2 finds the packages of a record, each with how many of its changes', async () => {
    const { one, office } = await three()
    await one.save('visits', visit, { summary: '一' })
    await hand(one, office, 'headquarters')
    await one.save('visits', visit, { summary: '二' })
    await one.save('findings', other, { summary: '别的' })
    await hand(one, office, 'headquarters')
    const found = await office.call('packages.ofRecord', { entity: 'visits', id: visit })
    expect(found.map(({ number, recordChanges }) => [number, recordChanges])).toEqual([
      [2, 2],
      [1, 1],
    ])
    expect(await one.call('packages.ofRecord', { entity: 'findings', id: other })).toMatchObject([
      { number: 2, direction: 'out', peerName: '总会办公室', recordChanges: 1 },
    ])
  })

  it('is found by peer, direction, kind and day', async () => {
    const { one, two, office } = await three()
    await one.save('visits', visit, { summary: '一' })
    await two.save('findings', other, { summary: '二' })
    await hand(one, office, 'headquarters')
    await hand(two, office, 'headquarters')
    await office.call('packages.export', {
      peer: await peerOf(office, one),
      scope: 'receipt',
      folder: dirname(office.dir),
    })
    const count = async (filter: object) =>
      (await office.call('packages.history', { ...filter, offset: 0, limit: 10 })).total
    expect(await count({})).toBe(3)
    expect(await count({ peer: await peerOf(office, one) })).toBe(2)
    expect(await count({ direction: 'in' })).toBe(2)
    expect(await count({ kind: 'receipt' })).toBe(1)
    expect(await count({ kind: 'refused' })).toBe(0)
    expect(await count({ from: Date.now() + 1000 })).toBe(0)
    expect(await count({ from: Date.now() - 60_000, to: Date.now() })).toBe(3)
  })
})

describe('S-15.3 a refused package says whom to ask for what', () => {
  it('from the name of a file that cannot be read any more', async () => {
    const { one, office } = await three()
    await one.save('visits', visit, { summary: '一' })
    const { path } = await exportTo(one, await peerOf(one, office))
    writeFileSync(path, readFileSync(path).subarray(0, 400))
    const { previews } = await importFrom(office, [path])
    expect(previews[0]?.failure?.next).toContain('一组')
    expect(previews[0]?.failure?.next).toContain('第 1 号包')
    const { rows } = await office.call('packages.history', { kind: 'refused', offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ peerName: '一组', number: 1, state: 'refused' }])
    expect(await office.call('packages.contents', { id: rows[0]!.id })).toMatchObject({ known: false, titles: [] })
    // what was refused counts neither as received nor as missing
    expect((await office.call('peers.list', {})).find(({ name }) => name === '一组')).toMatchObject({
      received: 0,
      missing: [],
    })
  })

  it('in plain words where even the name says nothing', async () => {
    const { one, office } = await three()
    await one.save('visits', visit, { summary: '一' })
    const { path } = await exportTo(one, await peerOf(one, office))
    const renamed = join(dirname(path), '数据.shanyan')
    renameSync(path, renamed)
    writeFileSync(renamed, readFileSync(renamed).subarray(0, 400))
    const { previews } = await importFrom(office, [renamed])
    expect(previews[0]?.failure?.next).toContain('请让对方重新导出这个包')
  })

  it('reads names as they are written, copies and receipts too', () => {
    const claim = claimOfFileName('善研-高晓平组-给总会办公室-第0012号-20261123-1530 (1).shanyan')
    expect(claim).toEqual({ sender: '高晓平组', number: 12 })
    expect(claimOfFileName('善研-总会-给一组-回执-20261123-1530.shanyan')).toEqual({ sender: '总会', number: null })
    expect(claimOfFileName('照片.zip')).toEqual({ sender: null, number: null })
  })
})

describe('stretches of the log', () => {
  it('are one where they touch or overlap, and stay apart otherwise', () => {
    const range = (first: number, last: number, device = 1) => ({ device, stream: 1, first, last })
    expect(joinRanges([range(5, 9), range(1, 4), range(8, 12), range(20, 21), range(13, 13, 2)])).toEqual([
      range(1, 12),
      range(20, 21),
      range(13, 13, 2),
    ])
  })
})

describe('S-10.6 the preview, field by field', () => {
  it('shows before and after, new records, names of what is pointed at, and authors', async () => {
    const { one, two, office } = await three()
    await one.save('visits', visit, { summary: '座谈', start: '2026-11-21' })
    await hand(one, office, 'headquarters')
    await hand(one, two, 'laptop')
    await two.save('visits', visit, { summary: '座谈会' })
    await two.save('findings', other, { summary: '新', visits: [visit], topics: ['助残'] })
    const { path } = await exportTo(two, await peerOf(two, office))
    const [preview] = await office.call('packages.inspect', { paths: [path] })
    expect(preview?.authors).toMatchObject([{ name: '二组', changes: 2 }])
    const changes = (entity: string, id: string) =>
      office.call('packages.changes', { staged: preview!.staged!, entity, id })
    expect(await changes('visits', visit)).toEqual([
      {
        field: 'summary',
        before: { value: '座谈', shown: null },
        after: { value: '座谈会', shown: null },
        conflict: false,
      },
    ])
    const fields = await changes('findings', other)
    expect(fields.map(({ field, before, after }) => [field, before.value, after.shown ?? after.value])).toEqual([
      ['topics', null, '助残'],
      ['summary', null, '新'],
      ['visits', null, '2026-11-21'],
    ])
    expect(await changes('visits', other)).toEqual([])
  })

  it('sets both writings of a conflict beside each other', async () => {
    const { one, office } = await three()
    await one.save('visits', visit, { summary: '原来', status: 'planned' })
    await hand(one, office, 'headquarters')
    await one.save('visits', visit, { status: 'ongoing' })
    await office.save('visits', visit, { status: 'done' })
    const { path } = await exportTo(one, await peerOf(one, office))
    const [preview] = await office.call('packages.inspect', { paths: [path] })
    expect(preview).toMatchObject({ conflicts: 1, titles: [{ what: 'conflict' }] })
    expect(await office.call('packages.changes', { staged: preview!.staged!, entity: 'visits', id: visit })).toEqual([
      {
        field: 'status',
        before: { value: 'done', shown: null },
        after: { value: 'ongoing', shown: null },
        conflict: true,
      },
    ])
  })
})
