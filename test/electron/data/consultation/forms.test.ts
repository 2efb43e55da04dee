import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ExcelJS from 'exceljs'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Form, formPaper } from '../../../../electron/data/consultation/write-forms.ts'
import { readWord, wordText } from '../../../../electron/data/intake/word.ts'
import { createArchive } from '../../../../electron/data/reports/archive.ts'
import { makeDocx, writeDocx } from '../../../../electron/data/reports/docx/document.ts'
import { writeAnew } from '../../../../electron/data/reports/files.ts'
import { clausesOf, formCode } from '../../../../shared/domain/consultation-form.ts'
import { wholeText } from '../../../../shared/domain/document-text.ts'
import { run } from '../../../../shared/papers/model.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'

let device: Device
const document = v7()
const section = v7()
const units = [
  { id: v7(), organization: v7(), name: '盐城市慈善总会' },
  { id: v7(), organization: v7(), name: '无锡市慈善总会' },
  { id: v7(), organization: v7(), name: '江苏省民政厅' },
]
let version = ''
const text = [{ heading: '总体要求', body: '坚持党的领导。\n把会员工作摆上重要位置。' }]

type Fields = Record<string, string | number>
const save = (
  entity: 'documents' | 'sections' | 'organizations' | 'consultations' | 'opinions',
  id: string,
  fields: Fields,
) =>
  device.call('records.save', {
    entity,
    id,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
  })

beforeAll(async () => {
  device = await openDevice('张三', 'headquarters')
  await save('documents', document, { title: '会员工作意见', stage: 'draft' })
  await save('sections', section, { document, heading: '总体要求', body: text[0]!.body, order: 'a1' })
  version = (await device.call('versions.save', { document })).version
  for (const { id, organization, name } of units) {
    await save('organizations', organization, { name })
    await save('consultations', id, { document, version, organization, sent: '2023-12-06', due: '2023-12-20' })
  }
})
afterAll(cleanUp)

const write = (folder: string, more: object = {}) =>
  device.call('consultations.export', {
    document,
    consultations: units.map(({ id }) => id),
    together: false,
    formats: ['docx', 'xlsx'],
    folder,
    ...more,
  })
const read = (...paths: string[]) => device.call('consultations.read', { document, paths })
const form = (at: number): Form => ({
  ...clausesOf(wholeText('会员工作意见', text)),
  unit: units[at]!.name,
  code: formCode(units[at]!.id),
  due: '2023-12-20',
})

/** A form filled in by hand: the rows of its table. */
async function returned(folder: string, name: string, paper: Form, rows: string[][]): Promise<string> {
  const whole = formPaper(paper)
  const blocks = [...whole.blocks].map((block) =>
    block.kind === 'table'
      ? { ...block, rows: rows.map((cells) => ({ cells: cells.map((cell) => ({ lines: [[run(cell)]] })) })) }
      : block,
  )
  const docx = await makeDocx({ ...whole, blocks }, () => null, { boldHeadings: false })
  return (await writeAnew(folder, { name, ending: 'docx' }, (fd) => writeDocx(createArchive(fd), docx, []))).path
}

describe('forms that go out', () => {
  it('one a unit and format, with numbered clauses and the number of the form', async () => {
    const folder = temporaryFolder()
    const { paths } = await write(folder)
    expect(paths.map((path) => basename(path)).sort()).toEqual(
      units
        .flatMap(({ name }) => ['docx', 'xlsx'].map((ending) => `会员工作意见征求意见反馈表（${name}）.${ending}`))
        .sort(),
    )
    const said = wordText(await readWord(paths.find((path) => path.includes('盐城') && path.endsWith('docx'))!))
    expect(said).toContain(`表单编号 ${formCode(units[0]!.id)}`)
    expect(said).toContain('〔1〕坚持党的领导。')
    expect(said).toContain('〔2〕把会员工作摆上重要位置。')
    expect(said).toContain('反馈单位：盐城市慈善总会')
    // a name that is taken gets a number
    expect(basename((await write(folder, { formats: ['docx'] })).paths[0]!)).toMatch(/（盐城市慈善总会）\(2\)\.docx$/)
  })
  it('one for all', async () => {
    const { paths } = await write(temporaryFolder(), { together: true, formats: ['xlsx'] })
    expect(paths.map((path) => basename(path))).toEqual(['会员工作意见征求意见反馈表.xlsx'])
  })
  it('a folder that is not there is refused', async () => {
    const folder = join(temporaryFolder(), 'away')
    await expect(write(folder)).rejects.toMatchObject({ code: 'paper-folder' })
    expect(existsSync(folder)).toBe(false)
  })
})

describe('forms that come back', () => {
  it('sent back empty they say nothing', async () => {
    const { paths } = await write(temporaryFolder())
    const files = await read(...paths)
    expect(files.map(({ failure }) => failure)).toEqual(paths.map(() => null))
    for (const { readings } of files) {
      expect(readings).toHaveLength(1)
      expect(readings[0]).toMatchObject({ none: false, opinions: [] })
      expect(units.map(({ id }) => id)).toContain(readings[0]!.consultation)
    }
  })

  it('.docx and .xlsx filled in; what was taken in before is known again', async () => {
    const folder = temporaryFolder()
    const docx = await returned(folder, '盐城反馈', form(0), [
      ['〔1〕', '改为“始终坚持党的领导”', '更准确'],
      ['', '', ''],
      ['第二条', '增加会员培训', ''],
    ])
    const { paths } = await write(folder, { formats: ['xlsx'], consultations: [units[1]!.id] })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(paths[0]!)
    const sheet = book.worksheets[0]!
    let row = 0
    sheet.eachRow((one, at) => {
      if (one.values && String(one.getCell(2).value).includes('〔2〕')) row = at
    })
    sheet.getCell(row, 4).value = '“摆上”改为“摆在”'
    sheet.getCell(row, 6).value = '李某'
    const xlsx = join(folder, '无锡反馈.xlsx')
    writeFileSync(xlsx, new Uint8Array(await book.xlsx.writeBuffer()))

    const [first, second] = await read(docx, xlsx)
    expect(first).toMatchObject({
      file: '盐城反馈.docx',
      readings: [
        {
          consultation: units[0]!.id,
          opinions: [
            { clause: '〔1〕', comment: '改为“始终坚持党的领导”（理由：更准确）' },
            { clause: '第二条', comment: '增加会员培训' },
          ],
          known: [],
        },
      ],
    })
    expect(second?.readings).toMatchObject([
      { consultation: units[1]!.id, contact: '李某', opinions: [{ clause: '〔2〕', comment: '“摆上”改为“摆在”' }] },
    ])
    await save('opinions', v7(), { document, consultation: units[0]!.id, clause: '第二条', comment: '增加会员培训' })
    expect((await read(docx))[0]?.readings[0]?.known).toEqual([1])
  })

  it('without its number a form is known by the unit’s name; one nobody knows is asked about', async () => {
    const folder = temporaryFolder()
    const named = await returned(folder, '民政', { ...form(2), code: null, unit: '省民政厅' }, [['', '无意见', '']])
    const unknown = await returned(folder, '谁', { ...form(2), code: null, unit: '某某公司' }, [['〔1〕', '改', '']])
    const files = await read(named, unknown)
    expect(files.map(({ readings }) => readings.map(({ consultation, none }) => [consultation, none]))).toEqual([
      [[units[2]!.id, true]],
      [[null, false]],
    ])
  })

  it('one bad file holds up no other, and says why', async () => {
    const folder = temporaryFolder()
    const good = await returned(folder, '好', form(0), [['〔1〕', '改', '']])
    const cut = join(folder, '坏.docx')
    writeFileSync(cut, readFileSync(good).subarray(0, 2_000))
    const old = join(folder, '旧.doc')
    writeFileSync(old, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))
    const none = join(folder, '没有.xlsx')
    const picture = join(folder, '照片.docx')
    writeFileSync(picture, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    const files = await read(cut, old, none, picture, good)
    expect(files.map(({ failure }) => failure?.code ?? null)).toEqual([
      'file-damaged',
      'file-old',
      'file-unreadable',
      'file-foreign',
      null,
    ])
    expect(files[4]?.readings[0]?.opinions).toHaveLength(1)
    for (const { failure } of files.slice(0, 4)) expect(failure?.message).not.toContain('{')
  })
})
