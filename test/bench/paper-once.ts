/** Writes one big paper or ledger, ours or a library alone, and tells milliseconds and the highest memory of the process. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block } from '../../shared/papers/model.ts'
import { peakMemory } from './memory.ts'

const [, , kind = '', folder = ''] = process.argv
const said = '调研组先后赴盐城、无锡、扬州等市，通过召开座谈会、实地走访，了解今年慈善项目进展情况，听取意见和建议。'
const paragraphs = 1_100
const tableRows = 400
const pictures = 60
const rowCount = 100_000
const columnCount = 15

/** As large as a photo drawn for print; its content does not matter, that it cannot be made smaller does. */
function photos(): { path: string; bytes: Buffer }[] {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: pictures }, (_, at) => {
    const bytes = Buffer.alloc(300 * 1024)
    for (let place = 0, seed = at + 1; place < bytes.length; place += 4) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      bytes.writeUInt32LE(seed, place)
    }
    const path = join(folder, `${at}.jpg`)
    writeFileSync(path, bytes)
    return { path, bytes }
  })
}

function* rows(): Generator<(string | number)[]> {
  for (let at = 1; at <= rowCount; at++)
    yield [
      at,
      ...Array.from({ length: columnCount - 3 }, (_, column) => `加强县级慈善会培训${at}-${column}`),
      '2024-03-15',
      at * 1.5,
    ]
}

async function ourReport(): Promise<number> {
  const { createArchive } = await import('../../electron/data/reports/archive.ts')
  const { makeDocx, writeDocx } = await import('../../electron/data/reports/docx/document.ts')
  const files = photos()
  const size = { type: 'jpg' as const, width: 280, height: 200 }
  const ready = files.map(({ path }, at) => ({ ...size, path, stand: Buffer.from(`picture ${at}`) }))
  const began = performance.now()
  const blocks: Block[] = Array.from({ length: paragraphs }, () => ({
    kind: 'paragraph',
    line: [{ text: said + said }],
  }))
  const cells = (at: number) =>
    Array.from({ length: 6 }, (_, column) => ({ lines: [[{ text: `单元格${at}-${column}` }]] }))
  const tableOf = Array.from({ length: tableRows }, (_, at) => ({ cells: cells(at) }))
  blocks.push({ kind: 'table', widths: [1, 1, 1, 1, 1, 1], head: [], rows: tableOf })
  const photo = { width: 280, height: 200, caption: [{ text: '图说' }] }
  blocks.push({ kind: 'photos', photos: files.map((_, at) => ({ ...photo, sha256: String(at) })) })
  const pictureOf = ({ sha256 }: { sha256: string | null }) => ready[Number(sha256)] ?? null
  const docx = await makeDocx({ title: '报告', blocks }, pictureOf, { boldHeadings: false })
  const fd = openSync(join(folder, 'ours.docx'), 'w')
  writeDocx(createArchive(fd), docx, ready)
  closeSync(fd)
  return performance.now() - began
}

async function bareReport(): Promise<number> {
  const { Document, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } = await import('docx')
  const files = photos()
  const began = performance.now()
  const plain = (text: string) => new Paragraph({ children: [new TextRun({ text, font: '仿宋_GB2312', size: 32 })] })
  const table = new Table({
    rows: Array.from(
      { length: tableRows },
      (_, at) =>
        new TableRow({
          children: Array.from(
            { length: 6 },
            (_, column) => new TableCell({ children: [plain(`单元格${at}-${column}`)] }),
          ),
        }),
    ),
  })
  const images = files.flatMap(({ bytes }) => [
    new Paragraph({
      children: [new ImageRun({ type: 'jpg', data: bytes, transformation: { width: 280, height: 200 } })],
    }),
    plain('图说'),
  ])
  const children = [...Array.from({ length: paragraphs }, () => plain(said + said)), table, ...images]
  writeFileSync(join(folder, 'bare.docx'), await Packer.toBuffer(new Document({ sections: [{ children }] })))
  return performance.now() - began
}

async function ourLedger(): Promise<number> {
  const { createArchive } = await import('../../electron/data/reports/archive.ts')
  const { writeWorkbook } = await import('../../electron/data/reports/xlsx/workbook.ts')
  const kinds = ['number', ...Array<'text'>(columnCount - 3).fill('text'), 'date', 'number'] as const
  const columns = kinds.map((kind, at) => ({ label: `列${at}`, width: 16, kind }))
  const began = performance.now()
  const fd = openSync(join(folder, 'ours.xlsx'), 'w')
  await writeWorkbook(createArchive(fd), [{ name: '台账', title: '举措台账', columns, rows: rows() }])
  closeSync(fd)
  return performance.now() - began
}

async function excelLedger(): Promise<number> {
  const { default: ExcelJS } = await import('exceljs')
  const began = performance.now()
  const filename = join(folder, 'exceljs.xlsx')
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useStyles: true, useSharedStrings: false })
  const sheet = workbook.addWorksheet('台账')
  sheet.columns = Array.from({ length: columnCount }, (_, at) => ({ header: `列${at}`, width: 16 }))
  for (const row of rows()) sheet.addRow(row).commit()
  sheet.commit()
  await workbook.commit()
  return performance.now() - began
}

const works: Record<string, () => Promise<number>> = { ourReport, bareReport, ourLedger, excelLedger }
mkdirSync(folder, { recursive: true })
const ms = await works[kind]?.()
process.stdout.write(JSON.stringify({ ms, peak: peakMemory() }))
