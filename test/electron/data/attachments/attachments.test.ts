import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { isRunnable, kindOf } from '../../../../electron/data/attachments/kinds.ts'
import { lookAt } from '../../../../electron/data/attachments/look.ts'
import { safeName } from '../../../../electron/data/attachments/open-copy.ts'
import { cleanUp, openDevice, temporaryFolder } from '../../../support/device.ts'
import { photograph, pngHeader } from '../../../support/photo-files.ts'

afterEach(cleanUp)

function written(files: Record<string, Buffer | string>): Record<string, string> {
  const folder = temporaryFolder()
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder, name), bytes)
      return [name, join(folder, name)]
    }),
  )
}

describe('what a file says of itself', () => {
  test('a photograph: when it was taken, and its sides as it is shown', () => {
    const {
      'a.jpg': flat = '',
      'b.jpg': turned = '',
      'c.jpg': undated = '',
    } = written({
      'a.jpg': photograph({ takenAt: '2023-11-10T09:30:05' }),
      'b.jpg': photograph({ takenAt: '2023-02-30T09:30:05', orientation: 6 }),
      'c.jpg': photograph(),
    })
    expect(lookAt(flat)).toMatchObject({ mediaType: 'image/jpeg', width: 8, height: 8, takenAt: '2023-11-10T09:30:05' })
    // no such day: not believed
    expect(lookAt(turned).takenAt).toBeNull()
    expect(lookAt(undated).takenAt).toBeNull()
  })

  test.each([
    ['通知.pdf', Buffer.from('%PDF-1.7 and so on'), 'application/pdf'],
    ['合影.jpg', Buffer.from('%PDF-1.7 and so on'), 'application/pdf'],
    ['表.xls', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'application/vnd.ms-excel'],
    ['录像.mp4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'), 'video/mp4'],
    ['照片.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'image/heic'],
    ['图纸.dwg', Buffer.from('AC1027 some drawing'), 'application/octet-stream'],
    ['大图.png', pngHeader(60_000, 60_000), 'image/png'],
  ])('%s is kept as what its bytes are', (name, bytes, mediaType) => {
    expect(lookAt(written({ [name]: bytes })[name] ?? '').mediaType).toBe(mediaType)
  })

  test.each([
    ['程序.exe', 'anything', 'file-runnable'],
    ['照片.jpg.exe', 'anything', 'file-runnable'],
    ['说明.txt', 'MZ\x90\0 a program under another name', 'file-runnable'],
    ['脚本', '#!/bin/sh\nrm', 'file-runnable'],
    ['合影.jpg', 'MZ\x90\0 a program under another name', 'photo-not-picture'],
    ['合影.jpg', '<html>', 'photo-not-picture'],
    ['空.png', '', 'photo-not-picture'],
    ['半张.jpg', '\xff\xd8\xff\xe0', 'photo-not-picture'],
  ])('%s is refused', (name, bytes, code) => {
    const path = written({ [name]: Buffer.from(bytes, 'latin1') })[name] ?? ''
    expect(() => lookAt(path)).toThrow(expect.objectContaining({ code }))
  })

  test('any bytes under any name end in a look or a refusal', () => {
    const seed = Date.now()
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.jpg', 'b.png', 'c.docx', 'd', 'e.heic'),
        (raw, name) => {
          const sound = photograph({ takenAt: '2023-11-10T09:30:05' })
          const mixed = Buffer.from(sound)
          for (const [at, byte] of raw.entries()) mixed[(at * 7 + byte) % mixed.length] = byte
          for (const bytes of [Buffer.from(raw), mixed]) {
            const path = written({ [name]: bytes })[name] ?? ''
            try {
              expect(lookAt(path).size).toBe(bytes.length)
            } catch (error) {
              expect(['photo-not-picture', 'file-runnable', 'photo-unreadable']).toContain(
                (error as { code?: string }).code,
              )
            }
          }
        },
      ),
      { seed, numRuns: 300 },
    )
  })
})

test('names for other programs keep to what every system takes, and end by their content', () => {
  expect(safeName('会议通知.docx', 'docx')).toBe('会议通知.docx')
  expect(safeName('合影.jpg.exe', 'jpg')).toBe('合影.jpg.jpg')
  expect(safeName('../../a:b*.pdf', 'pdf')).toBe('a-b-.pdf')
  expect(safeName('gnp\u202Eexe.png', 'png')).toBe('gnp-exe.png')
  expect(safeName('CON.txt', 'txt')).toBe('附件.txt')
  expect(safeName(null, 'pdf')).toBe('附件.pdf')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const safe = safeName(name, 'pdf')
      expect(basename(safe)).toBe(safe)
      expect(safe.endsWith('.pdf')).toBe(true)
      expect(isRunnable(Buffer.from('%PDF-1.4 aaaaaaaa'), safe)).toBe(false)
    }),
  )
})

test('a batch: each taken once, a broken one named, the records dated and hung where they belong', async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const measure = v7()
  await laptop.save('measures', measure, { title: '改进' })
  const same = photograph({ takenAt: '2023-11-10T10:00:00', seed: 7 })
  const files = written({ '1.jpg': same, '2.jpg': same, '3.jpg': 'no picture', '4.pdf': '%PDF-1.4 evidence paper' })
  const added = await laptop.call('attachments.add', { paths: Object.values(files), measure })
  expect(added.refused).toEqual([{ name: '3.jpg', code: 'photo-not-picture' }])
  expect(new Set(added.ids).size).toBe(2)
  expect(added.known).toBe(1)
  expect(await laptop.get('attachments', added.ids[0] ?? '')).toMatchObject({ takenAt: '2023-11-10T10:00:00', measure })
  const stored = readdirSync(join(laptop.dir, 'attachments'), { recursive: true, withFileTypes: true })
  expect(stored.filter((entry) => entry.isFile())).toHaveLength(2)
  const again = await laptop.call('attachments.add', { paths: [files['1.jpg'] ?? ''], measure })
  expect(again).toMatchObject({ known: 1, ids: [added.ids[0]] })
})

test('a paper is opened as a copy named by its content; what is unknown is not opened and may be saved elsewhere', async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const files = written({ '通知.pdf': '%PDF-1.4 notice of a meeting', '图纸.dwg': 'AC1027 drawing' })
  const { ids } = await laptop.call('attachments.add', { paths: Object.values(files) })
  const [paper = '', drawing = ''] = ids
  const { path } = await laptop.call('attachments.copyToOpen', { id: paper })
  expect(basename(path)).toBe('通知.pdf')
  expect(readFileSync(path, 'utf8')).toContain('notice')
  expect((await laptop.failure('attachments.copyToOpen', { id: drawing }))?.code).toBe('attachment-not-openable')
  const folder = temporaryFolder()
  const saved = [
    await laptop.call('attachments.saveCopy', { id: drawing, folder }),
    await laptop.call('attachments.saveCopy', { id: drawing, folder }),
  ]
  expect(saved.map((one) => basename(one.path))).toEqual(['图纸.dwg', '图纸(2).dwg'])
})

test('small copies are kept beside the pictures, and nothing else is taken for one', async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const sha256 = 'ab'.repeat(32)
  await laptop.call('attachments.keepSmall', { sha256, jpeg: photograph().toString('base64') })
  expect(existsSync(join(laptop.dir, 'small', 'ab', `${sha256}.jpg`))).toBe(true)
  for (const wrong of [pngHeader(10, 10), Buffer.from('<svg>'), Buffer.from('ffd8ffe0', 'hex')]) {
    const failure = await laptop.failure('attachments.keepSmall', { sha256, jpeg: wrong.toString('base64') })
    expect(failure?.code).toBe('bad-input')
  }
})

test("a camera's card: each picture with its day, the one visit of that day, and what is here already", async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const [visit, one, two] = [v7(), v7(), v7()]
  await laptop.save('visits', visit, { start: '2023-11-21', end: '2023-11-22', precision: 'day', status: 'done' })
  await laptop.save('visits', one, { start: '2023-11-14', precision: 'day', status: 'done' })
  await laptop.save('visits', two, { start: '2023-11-14', precision: 'day', status: 'done' })
  const card = temporaryFolder()
  const dcim = join(card, 'DCIM', '100CANON')
  mkdirSync(dcim, { recursive: true })
  const put = (name: string, bytes: Buffer) => writeFileSync(join(dcim, name), bytes)
  put('IMG_1.JPG', photograph({ takenAt: '2023-11-22T08:00:00', seed: 1 }))
  put('IMG_2.JPG', photograph({ takenAt: '2023-11-14T08:00:00', seed: 2 }))
  put('IMG_3.JPG', photograph({ seed: 3 }))
  put('IMG_4.JPG', Buffer.from('broken'))
  put('INDEX.DAT', Buffer.from('the camera keeps this for itself'))
  await laptop.call('attachments.add', { paths: [join(dcim, 'IMG_2.JPG')], visit: one })

  const { files, more } = await laptop.call('attachments.scanCard', { folder: card })
  expect(more).toBe(false)
  const of = (name: string) => files.find((file) => file.name === name)
  expect(files).toHaveLength(4)
  expect(of('IMG_1.JPG')).toMatchObject({ visit, known: false, refused: null })
  // two teams were out that day: nobody but a person can tell
  expect(of('IMG_2.JPG')).toMatchObject({ visit: null, known: true })
  expect(of('IMG_3.JPG')).toMatchObject({ takenAt: null, visit: null })
  expect(of('IMG_4.JPG')?.refused).toBe('photo-not-picture')
  expect((await laptop.failure('attachments.scanCard', { folder: join(card, 'gone') }))?.code).toBe('target-missing')
})

test('an archive is only what its name says where its parts say so too, and never with macros', () => {
  const zip = (parts: string) => Buffer.from(`PK\x03\x04${parts}`.padEnd(40, ' '), 'latin1')
  expect(kindOf(zip('[Content_Types].xml word/document.xml'), 'a.docx')?.extension).toBe('docx')
  expect(kindOf(zip('[Content_Types].xml word/vbaProject.bin'), 'a.docx')).toBeUndefined()
  expect(kindOf(zip('something else'), 'a.docx')).toBeUndefined()
  expect(kindOf(zip('[Content_Types].xml word/document.xml'), 'a.docm')).toBeUndefined()
})
