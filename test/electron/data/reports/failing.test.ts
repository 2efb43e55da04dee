/** Papers that cannot be written, or are taken back: nothing is left, and what lay there stays whole. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PaperFormat, PaperName } from '../../../../shared/contract/papers.ts'
import { cleanUp, type Device, inlineJobs, openDevice, temporaryFolder } from '../../../support/device.ts'
import { mayMount, removeDisks, smallDisk } from '../../../support/small-disk.ts'

let device: Device
let meeting = ''
let folder = ''

const input = (paper: PaperName, format: PaperFormat, to = folder) => ({
  ...{ paper, format, folder: to, options: {} },
  ...(paper === 'minutes' ? { ids: [meeting] } : {}),
})

beforeAll(async () => {
  device = await openDevice('李四', 'headquarters', { demo: true })
  meeting = (await device.call('meetings.list', { kind: 'office', offset: 0, limit: 1 })).rows[0]!.id
  const records = Array.from({ length: 1200 }, (_, at) => ({
    ...{ entity: 'measures' as const, id: v7() },
    fields: { title: { value: `举措${at}` } },
  }))
  await device.call('records.saveAll', { records })
})
beforeEach(() => {
  folder = temporaryFolder('failing-')
  writeFileSync(join(folder, '第17次会长办公会纪要.docx'), '旧的纪要')
})
afterAll(async () => {
  await cleanUp()
  removeDisks()
})
const staged = () => readdirSync(join(device.dir, 'staging')).filter((name) => name.startsWith('paper-'))

describe('taken back half-way', () => {
  it.each([
    ['ledger', 'xlsx', 'rows'],
    ['ledger', 'docx', 'rows'],
    ['minutes', 'docx', 'write'],
  ] as const)('%s as .%s at “%s”', async (paper, format, at) => {
    const jobs = inlineJobs(device.data)
    const job = v7()
    device.data.jobs = jobs
    jobs.onProgress = (step) => {
      if (step === at) jobs.cancel(job)
    }
    expect((await device.failure('papers.export', { ...input(paper, format), job }))?.code).toBe('cancelled')
    expect(readdirSync(folder)).toEqual(['第17次会长办公会纪要.docx'])
    expect(readFileSync(join(folder, '第17次会长办公会纪要.docx'), 'utf8')).toBe('旧的纪要')
    expect(staged()).toEqual([])
    device.data.jobs = inlineJobs(device.data)
  })
})

it('a folder that is gone, a window that cannot print: said in words, nothing is written', async () => {
  const gone = join(folder, '没有')
  const failure = await device.failure('papers.export', input('minutes', 'docx', gone))
  expect(failure).toMatchObject({ code: 'paper-folder', message: expect.stringContaining(gone) })
  expect((await device.failure('papers.export', input('minutes', 'pdf')))?.code).toBe('paper-print')
  rmSync(join(folder, '第17次会长办公会纪要.docx'))
  mkdirSync(join(folder, '第17次会长办公会纪要.docx'))
  // a folder of that name is no place for the file either
  const { path } = await device.call('papers.export', input('minutes', 'docx'))
  expect(path).toBe(join(folder, '第17次会长办公会纪要(2).docx'))
  expect(staged()).toEqual([])
})

describe.skipIf(!mayMount)('on a full disk', () => {
  it.each([
    ['minutes', 'docx'],
    ['ledger', 'xlsx'],
  ] as const)('%s as .%s: the old file stays whole, nothing half-written lies there', async (paper, format) => {
    const disk = smallDisk('1m')
    writeFileSync(join(disk.folder, '旧.docx'), '旧的文稿')
    disk.fill()
    const failure = await device.failure('papers.export', input(paper, format, disk.folder))
    expect(failure?.code).toBe('paper-space')
    expect(failure?.message).toBe(`放不下了：${disk.folder} 所在的磁盘满了。没有写出文件，那里原有的文件都没有动。`)
    expect(readdirSync(disk.folder).sort()).toEqual(['filler', '旧.docx'])
    expect(readFileSync(join(disk.folder, '旧.docx'), 'utf8')).toBe('旧的文稿')
  })

  it('a disk that may not be written', async () => {
    const disk = smallDisk('1m')
    disk.readOnly()
    expect((await device.failure('papers.export', input('minutes', 'docx', disk.folder)))?.code).toBe('disk-read-only')
    expect(readdirSync(disk.folder)).toEqual([])
  })
})
