/** Spreadsheets and Word files that are damaged or hostile: a clear refusal or a whole import, in bounded time and memory. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import ExcelJS from 'exceljs'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSpreadsheet } from '../../../../electron/data/intake/spreadsheet.ts'
import type { FromWorker } from '../../../../electron/data/jobs.ts'
import {
  cleanUp,
  type Device,
  openDevice,
  resourcesDir,
  temporaryFolder,
  workerSource,
} from '../../../support/device.ts'
import {
  bomb,
  entries,
  paragraph,
  people,
  rows,
  text,
  wordFile,
  workbook,
  zipped,
} from '../../../support/office-files.ts'
import { rawZip } from '../../../support/zip.ts'

type Case = {
  name: string
  bytes: Buffer
  file?: string /** `read`: it must be read; a code: it must be refused so. */
  expect?: string
}
const refusals = [
  'file-unreadable',
  'file-too-large',
  'file-foreign',
  'file-old',
  'file-encrypted',
  'file-damaged',
  'file-hostile',
  'sheet-too-large',
  'sheet-empty',
]

/** Seeded, so that a failure can be run again. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const add = (value: string) => text(value) + text('主任')
const number = (value: string, style = 1) => `${text(`人${value}`)}<c s="${style}"><v>${value}</v></c>`
const formula = (code: string, value: string) => `<c t="str"><f>${code}</f><v>${value}</v></c>${text('x')}`
const good = people(add('张三'))
const doctype = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

async function cases(): Promise<Case[]> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('人员')
  sheet.addRow(['姓名', '职务', '单位', '电话'])
  for (let at = 0; at < 40; at++) sheet.addRow([`张${at}`, '主任', `单位${at % 7}`, `051400000${at}`])
  const whole = Buffer.from(new Uint8Array(await book.xlsx.writeBuffer()))
  const all: Case[] = []
  const put = (name: string, bytes: Buffer, more: Partial<Case> = {}) => all.push({ name, bytes, ...more })

  // formulas: what was stored with them counts, they themselves never
  for (const [at, code] of [
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://a.b")',
    'WEBSERVICE("http://a.b")',
    'DDE("cmd","/c","x")',
    '1+1',
    'INDIRECT("A1")',
    'IMPORTXML("http://a.b","/")',
    'SUM(A1:XFD1048576)',
  ].entries())
    put(`formula ${code}`, zipped(workbook(people(formula(code, `名${at}`)))), { expect: 'read' })
  for (const [at, said] of ['=1+1', '+1+1', '-1+1', '@SUM(1)', '=cmd|x!A0', '\t=1', '＝1+1', '|calc'].entries())
    put(`text like a formula ${at}`, zipped(workbook(people(add(said.replace('&', '&amp;'))))), { expect: 'read' })
  put('a formula without a result', zipped(workbook(people(`<c><f>A1</f></c>${text('x')}`))), { expect: 'read' })

  // bombs
  const without = (name: string) => entries(workbook(good)).filter((entry) => entry.name !== name)
  put(
    'a sheet of nothing but blanks',
    rawZip([...without('xl/worksheets/sheet1.xml'), bomb('xl/worksheets/sheet1.xml', ' ', 120_000_000)]),
    { expect: 'file-hostile' },
  )
  put('a workbook that inflates', rawZip([...without('xl/workbook.xml'), bomb('xl/workbook.xml', 'A', 60_000_000)]), {
    expect: 'file-hostile',
  })
  put(
    'strings that inflate',
    rawZip([...without('xl/sharedStrings.xml'), bomb('xl/sharedStrings.xml', '<si><t>a</t></si>', 6_000_000)]),
    { expect: 'file-hostile' },
  )
  put('a bomb nobody asks for', rawZip([...entries(workbook(good)), bomb('xl/media/image1.bmp', '\0', 60_000_000)]), {
    expect: 'read',
  })
  for (const lie of [1, 10, 2 ** 31, 2 ** 32 - 2])
    put(
      `a size that lies by ${lie}`,
      rawZip(
        entries(workbook(good)).map((entry) =>
          entry.name === 'xl/worksheets/sheet1.xml' ? { ...entry, central: { size: lie } } : entry,
        ),
      ),
    )
  put(
    'entries on one another',
    rawZip([...entries(workbook(good)), { name: 'xl/worksheets/sheet2.xml', at: 0, data: Buffer.alloc(10) }]),
  )
  put(
    'five thousand entries',
    rawZip(Array.from({ length: 5000 }, (_, at) => ({ name: `xl/${at}.xml`, data: Buffer.from('<a/>') }))),
    { expect: 'file-hostile' },
  )

  // a million rows
  const many = (line: (at: number) => string, count: number) => {
    const pieces: string[] = []
    for (let at = 2; at <= count; at++) pieces.push(line(at))
    return `<sheetData><row r="1">${text('姓名')}${text('职务')}</row>${pieces.join('')}</sheetData>`
  }
  put(
    '1,048,576 formatted rows, one used',
    zipped(
      workbook(
        many(
          (at) =>
            at === 9 ? `<row r="9">${add('张三')}</row>` : `<row r="${at}" spans="1:3" s="1" customFormat="1"/>`,
          1_048_576,
        ),
      ),
    ),
    { expect: 'read' },
  )
  put('1,048,576 used rows', zipped(workbook(many((at) => `<row r="${at}"><c><v>${at}</v></c></row>`, 1_048_576))), {
    expect: 'sheet-too-large',
  })
  put('20,101 used rows', zipped(workbook(many((at) => `<row r="${at}">${add(`人${at}`)}</row>`, 20_101))), {
    expect: 'sheet-too-large',
  })
  put(
    'a cell in the last corner',
    zipped(workbook(people(add('张三'), `<c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c>`))),
    { expect: 'sheet-too-large' },
  )
  put('300 columns', zipped(workbook(rows(Array.from({ length: 300 }, (_, at) => text(`列${at}`)).join('')))), {
    expect: 'sheet-too-large',
  })
  put(
    'rows that go backwards',
    zipped(
      workbook(
        `<sheetData><row r="3">${add('丙')}</row><row r="1">${text('姓名')}${text('职务')}</row><row r="2">${add('乙')}</row></sheetData>`,
      ),
    ),
    { expect: 'read' },
  )
  put(
    'one cell a hundred times',
    zipped(workbook(people(`<c r="A2" t="inlineStr"><is><t>张三</t></is></c>`.repeat(100)))),
    { expect: 'read' },
  )

  // merged cells
  const merged = (ranges: string[]) =>
    `${good}<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`
  put('everything merged', zipped(workbook(merged(['A1:XFD1048576']))), { expect: 'read' })
  put('merges on one another', zipped(workbook(merged(['A1:B2', 'B2:C3', 'A1:C3', 'A2:A2']))), { expect: 'read' })
  put('30,000 merges', zipped(workbook(merged(Array.from({ length: 30_000 }, (_, at) => `A${at + 1}:B${at + 1}`)))), {
    expect: 'sheet-too-large',
  })
  for (const range of ['', 'A', 'A0:B1', 'ZZZZ1:A1', 'A1:B', '1:2', 'A99999999:B1', 'R1C1:R2C2', 'A1:B2:C3', '=A1:B2'])
    put(`a merge of ${range || 'nothing'}`, zipped(workbook(merged([range]))), { expect: 'read' })

  // wrong dates
  for (const serial of [
    '-1',
    '0',
    '60',
    '2958466',
    '1e308',
    'NaN',
    'Infinity',
    '1.7976931348623157e309',
    '--5',
    '0x10',
    '45000.99999',
    '1e-300',
  ])
    put(`a date of ${serial}`, zipped(workbook(people(number(serial)))), { expect: 'read' })

  // entities, documents types, other encodings
  for (const part of [
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
    'xl/sharedStrings.xml',
    'xl/styles.xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
  ]) {
    const parts = workbook(good)
    put(`entities in ${part}`, zipped({ ...parts, [part]: doctype + String(parts[part]) }), { expect: 'file-hostile' })
    put(
      `a file to be fetched in ${part}`,
      zipped({ ...parts, [part]: `<!DOCTYPE a SYSTEM "file:///etc/passwd">${parts[part]}` }),
      { expect: 'file-hostile' },
    )
    put(
      `bad UTF-8 in ${part}`,
      zipped({ ...parts, [part]: Buffer.concat([Buffer.from(String(parts[part])), Buffer.from([0xc3, 0x28])]) }),
      { expect: 'file-damaged' },
    )
    put(
      `tags that do not match in ${part}`,
      zipped({ ...parts, [part]: String(parts[part]).replace(/<\/(\w+)>$/, '</x>') }),
    )
  }
  put('entities that are not declared', zipped(workbook(people(add('&amp;&lt;&#20320;&#x597d;&unknown;&#1114112;')))), {
    expect: 'read',
  })
  put('deep nesting', zipped(workbook('<a>'.repeat(3000) + '</a>'.repeat(3000))), { expect: 'file-hostile' })
  put('a tag without an end', zipped(workbook(`<row ${'x'.repeat(2_000_000)}`)), { expect: 'file-hostile' })
  put(
    'UTF-16',
    zipped({
      ...workbook(good),
      'xl/worksheets/sheet1.xml': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(`<worksheet>${good}</worksheet>`, 'utf16le'),
      ]),
    }),
    { expect: 'read' },
  )

  // links
  put(
    'an external link',
    zipped(
      workbook(good, {
        'xl/externalLinks/externalLink1.xml': '<externalLink/>',
        'xl/externalLinks/_rels/externalLink1.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="a/externalLinkPath" Target="file:///c:/x.xlsx" TargetMode="External"/></Relationships>',
      }),
    ),
    { expect: 'read' },
  )
  for (const target of [
    'http://a.b/sheet.xml',
    'file:///etc/passwd',
    '../../../../etc/passwd',
    '/etc/passwd',
    '\\\\server\\share',
    'worksheets/sheet1.xml#x',
  ])
    put(
      `a sheet at ${target}`,
      zipped(
        workbook(good, {
          'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="${target}"/></Relationships>`,
        }),
      ),
    )
  put(
    'a sheet outside',
    zipped(
      workbook(good, {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="http://a.b/s.xml" TargetMode="External"/></Relationships>',
      }),
    ),
  )

  // the zip itself
  for (const name of ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml'])
    put(`${name} twice`, rawZip([...entries(workbook(good)), { name, data: Buffer.from('<worksheet/>') }]), {
      expect: 'file-hostile',
    })
  for (const name of ['../evil.xml', '/etc/passwd', 'C:/x.xml', 'xl/../../x', 'xl\\..\\..\\x'])
    put(`an entry ${name}`, rawZip([...entries(workbook(good)), { name, data: Buffer.from('x') }]))
  put(
    'an entry with a password',
    rawZip(entries(workbook(good)).map((entry) => ({ ...entry, central: { flags: 1 }, local: { flags: 1 } }))),
    { expect: 'file-encrypted' },
  )
  put('a workbook with a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), {
    expect: 'file-encrypted',
  })
  put('an old workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), {
    file: 'a.xls',
    expect: 'file-old',
  })
  put('a Word file', zipped(wordFile(paragraph('你好'))), { expect: 'file-foreign' })
  put('nothing', Buffer.alloc(0), { expect: 'file-damaged' })
  put('a picture', Buffer.from('89504e470d0a1a0a00000000', 'hex'), { expect: 'file-foreign' })
  put('text', Buffer.from('姓名,职务\n张三,主任\n'), { expect: 'file-foreign' })
  for (const missing of [
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
    'xl/_rels/workbook.xml.rels',
    '_rels/.rels',
    'xl/styles.xml',
    'xl/sharedStrings.xml',
  ])
    put(`without ${missing}`, rawZip(without(missing)))

  // strings
  put('a cell of a million letters', zipped(workbook(people(add('字'.repeat(1_000_000))))), { expect: 'file-hostile' })
  put('a cell of 40,000 letters', zipped(workbook(people(add('字'.repeat(40_000))))), { expect: 'sheet-too-large' })
  put(
    '400,000 shared strings',
    zipped(
      workbook(good, {
        'xl/sharedStrings.xml': `<sst>${Array.from({ length: 400_000 }, (_, at) => `<si><t>${at}</t></si>`).join('')}</sst>`,
      }),
    ),
    { expect: 'sheet-too-large' },
  )
  put('a string that is not there', zipped(workbook(people(`<c t="s"><v>99999</v></c>${text('x')}`))), {
    expect: 'read',
  })
  put('control characters', zipped(workbook(people(add('_x0000_张_x001F_三_xFFFF_')))), { expect: 'read' })
  for (const place of ['A', '1A', 'AAAA1', 'A0', 'A1048577', '', 'a1', '$A$2'])
    put(
      `a cell at ${place || 'nowhere'}`,
      zipped(workbook(people(`<c r="${place}" t="inlineStr"><is><t>张三</t></is></c>`))),
    )

  // comma-separated
  put('a row of a million commas', Buffer.from(`姓名,职务\n${','.repeat(1_000_000)}x`), {
    file: 'a.csv',
    expect: 'sheet-too-large',
  })
  put('a quote that never ends', Buffer.from(`姓名,职务\n"${'a'.repeat(100_000)}`), { file: 'a.csv' })
  put('zeros', Buffer.alloc(1000), { file: 'a.csv', expect: 'file-foreign' })
  put('a million lines', Buffer.from(`姓名,职务\n${'a,b\n'.repeat(1_000_000)}`), {
    file: 'a.csv',
    expect: 'sheet-too-large',
  })

  // cut off and flipped
  const next = random(20_231_205)
  for (let at = 0; at < 30; at++)
    put(`cut off ${at}`, whole.subarray(0, 1 + next(whole.length - 1)), { expect: 'file-damaged' })
  for (let at = 0; at < 50; at++) {
    const bytes = Buffer.from(whole)
    for (let flips = 0; flips <= at % 4; flips++) {
      const place = next(bytes.length)
      bytes[place] = bytes[place]! ^ (1 << next(8))
    }
    put(`flipped ${at}`, bytes)
  }
  return all
}

let office: Device
const folder = () => temporaryFolder()
beforeAll(async () => {
  office = await openDevice('总会办公室', 'headquarters')
})
afterAll(cleanUp)

const changes = () => office.data.db.prepare('SELECT count(*) FROM changes').pluck().get() as number
const peopleHere = () => office.data.db.prepare('SELECT count(*) FROM people').pluck().get() as number

test('two hundred spreadsheets: a clear refusal or a whole import, in bounded time and memory', {
  timeout: 600_000,
}, async () => {
  const all = await cases()
  const outcomes: Record<string, number> = {}
  let slowest = { name: '', ms: 0 }
  const wrong: string[] = []
  for (const { name, bytes, file = 'a.xlsx', expect: wanted } of all) {
    const path = join(folder(), file)
    writeFileSync(path, bytes)
    const began = performance.now()
    const held = [changes(), peopleHere()]
    const result = await office.attempt('intake.inspectSheet', { paths: [path], noun: 'people' })
    let outcome: string
    if (result.ok) {
      outcome = 'read'
      expect([changes(), peopleHere()]).toEqual(held)
      const { sha256, counts } = result.value
      const entered = await office.attempt('intake.importSheet', {
        paths: [path],
        sha256,
        noun: 'people',
        mode: 'good',
        doubles: 'add',
      })
      if (!entered.ok) wrong.push(`${name}: looked at, then ${entered.error.code} ${entered.error.detail}`)
      const rowsIn = counts.good + counts.known + counts.twice
      if (entered.ok && peopleHere() - held[1]! !== rowsIn)
        wrong.push(`${name}: ${peopleHere() - held[1]!} of ${rowsIn} rows`)
    } else {
      outcome = result.error.code
      if (!refusals.includes(outcome)) wrong.push(`${name}: ${outcome} ${result.error.detail?.slice(0, 300)}`)
      if (!result.error.message.includes(file))
        wrong.push(`${name}: the message names no file: ${result.error.message}`)
      expect([changes(), peopleHere()]).toEqual(held)
    }
    if (wanted && outcome !== wanted)
      wrong.push(`${name}: ${outcome} instead of ${wanted} ${result.ok ? '' : result.error.detail}`)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    const ms = performance.now() - began
    if (ms > slowest.ms) slowest = { name, ms }
    if (ms > 20_000) wrong.push(`${name}: ${Math.round(ms)} ms`)
  }
  console.log(
    `${all.length} hostile or damaged spreadsheets: ${JSON.stringify(outcomes)}; slowest ${slowest.name} ${Math.round(slowest.ms)} ms`,
  )
  expect(wrong).toEqual([])
  expect(all.length).toBeGreaterThanOrEqual(200)
  // what the test itself makes lies in the same process
})

/** The product's own worker, with little memory of its own: it would end there where reading held too much. */
function inLittleMemory(path: string): Promise<string> {
  const { dataDir, device } = office.data
  const workerData = {
    task: 'inspectSheet',
    input: { path, noun: 'people' },
    dataDir,
    resourcesDir,
    device,
    appVersion: 'test',
  }
  return new Promise((done) => {
    const worker = new Worker(workerSource, { workerData, resourceLimits: { maxOldGenerationSizeMb: 160 } })
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'done') done('read')
      if (message.kind === 'failed') done(message.code)
    })
    worker.on('error', (error) => done(String(error)))
  })
}

test('the largest of them are read in a worker with 160 MiB', { timeout: 300_000 }, async () => {
  const large = (await cases()).filter(
    ({ bytes, name }) => bytes.length > 1_000_000 || /inflate|blanks|1,048,576|shared strings|million/.test(name),
  )
  expect(large.length).toBeGreaterThan(7)
  for (const { name, bytes, file = 'a.xlsx', expect: wanted } of large) {
    const path = join(folder(), file)
    writeFileSync(path, bytes)
    expect([name, await inLittleMemory(path)]).toEqual([name, wanted])
  }
  console.log(
    `${large.length} of them, up to ${Math.round(Math.max(...large.map(({ bytes }) => bytes.length)) / 1_048_576)} MiB, in a worker with 160 MiB: ${large.map(({ name }) => name).join('; ')}`,
  )
})

test('what is written out stays text', async () => {
  const said = ['=1+1', '+1', '-1+1', '@SUM(1)', "=cmd|' /C calc'!A0", '\t=1', 'a=1']
  const path = join(folder(), 'out.xlsx')
  writeFileSync(path, await writeXlsx({ sheets: [{ name: '表', rows: said.map((one) => [one]) }] }))
  const [sheet] = await readSpreadsheet(path)
  expect(sheet!.rows.map(({ cells }) => cells[0])).toEqual(said.map((one) => ({ text: one, kind: 'text' })))
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  expect(book.worksheets[0]!.getColumn(1).values.slice(1)).toEqual(said)
})

test('Word files: the same spirit', { timeout: 300_000 }, async () => {
  const whole = zipped(wordFile(paragraph('11月10日,调研组与盐城市慈善总会进行座谈交流。').repeat(200)))
  const next = random(7)
  const body = paragraph('你好')
  const all: Case[] = [
    {
      name: 'entities',
      bytes: zipped(wordFile(body, { 'word/document.xml': `${doctype}<a/>` })),
      expect: 'file-hostile',
    },
    {
      name: 'deep',
      bytes: zipped(wordFile('<w:tbl><w:tr><w:tc>'.repeat(500) + '</w:tc></w:tr></w:tbl>'.repeat(500))),
      expect: 'file-hostile',
    },
    {
      name: 'bomb',
      bytes: rawZip([
        ...entries(wordFile(body)).filter(({ name }) => name !== 'word/document.xml'),
        bomb('word/document.xml', 'A', 16_000_000),
      ]),
      expect: 'file-hostile',
    },
    { name: 'too many tags', bytes: zipped(wordFile('<w:p/>'.repeat(1_600_000))), expect: 'file-hostile' },
    {
      name: 'wide',
      bytes: zipped(
        wordFile(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${body}</w:tc></w:tr></w:tbl>`),
      ),
      expect: 'read',
    },
    { name: 'no body', bytes: zipped({ ...wordFile(body), 'word/document.xml': '<a/>' }) },
    {
      name: 'twice',
      bytes: rawZip([...entries(wordFile(body)), { name: 'word/document.xml', data: Buffer.from('<a/>') }]),
      expect: 'file-hostile',
    },
    {
      name: 'a picture outside',
      bytes: zipped(
        wordFile(`${body}<w:p><w:r><w:drawing/></w:r></w:p>`, {
          'word/_rels/document.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
        }),
      ),
      expect: 'read',
    },
    { name: 'a spreadsheet', bytes: zipped(workbook(good)), expect: 'file-foreign' },
    {
      name: 'password',
      bytes: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(100)]),
      expect: 'file-encrypted',
    },
    { name: 'nothing', bytes: Buffer.alloc(0), expect: 'file-damaged' },
    { name: 'a picture', bytes: Buffer.from('ffd8ffe000104a464946', 'hex'), expect: 'file-foreign' },
    { name: 'good', bytes: whole, expect: 'read' },
  ]
  for (let at = 0; at < 20; at++)
    all.push({ name: `cut off ${at}`, bytes: whole.subarray(0, 1 + next(whole.length - 1)), expect: 'file-damaged' })
  for (let at = 0; at < 40; at++) {
    const bytes = Buffer.from(whole)
    const place = next(bytes.length)
    bytes[place] = bytes[place]! ^ (1 << next(8))
    all.push({ name: `flipped ${at}`, bytes })
  }
  const outcomes: Record<string, number> = {}
  const wrong: string[] = []
  const before = changes()
  for (const { name, bytes, expect: wanted } of all) {
    const path = join(folder(), 'a.docx')
    writeFileSync(path, bytes)
    const result = await office.attempt('intake.readText', { paths: [path] })
    const outcome = result.ok ? 'read' : result.error.code
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (outcome !== 'read' && outcome !== 'text-empty' && !refusals.includes(outcome))
      wrong.push(`${name}: ${outcome} ${result.ok ? '' : result.error.detail}`)
    if (wanted && outcome !== wanted)
      wrong.push(`${name}: ${outcome} instead of ${wanted} ${result.ok ? '' : result.error.detail}`)
  }
  console.log(`${all.length} hostile or damaged Word files: ${JSON.stringify(outcomes)}`)
  expect(wrong).toEqual([])
  expect(changes()).toBe(before)
})
