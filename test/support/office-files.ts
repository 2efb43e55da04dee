/** Spreadsheets and Word files that do not mean well, byte by byte. */
import { type RawEntry, rawZip } from './zip.ts'

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const relations = (...targets: [id: string, type: string, target: string, mode?: string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([id, type, target, mode]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
    )
    .join('')}</Relationships>`

export type Parts = Record<string, string | Buffer>

/** The parts of a small workbook; `sheet` is what stands in `<worksheet>`. */
export function workbook(sheet: string, more: Parts = {}): Parts {
  return {
    '[Content_Types].xml': types,
    '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns:r="x"><sheets><sheet name="走访" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'sharedStrings', 'sharedStrings.xml'],
      ['rId3', 'styles', 'styles.xml'],
    ),
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': '<sst><si><t>姓名</t></si><si><t>职务</t></si><si><t>张三</t></si></sst>',
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
    ...more,
  }
}

/** The parts of a small Word file. */
export const wordFile = (body: string, more: Parts = {}): Parts => ({
  '[Content_Types].xml': types,
  '_rels/.rels': relations(['rId1', 'officeDocument', 'word/document.xml']),
  'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  ...more,
})

export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

export const entries = (parts: Parts): RawEntry[] =>
  Object.entries(parts).map(([name, data]) => ({
    name,
    data: typeof data === 'string' ? Buffer.from(data) : data,
    deflate: true,
  }))

export const zipped = (parts: Parts): Buffer => rawZip(entries(parts))

export const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
export const rows = (...lines: string[]) =>
  `<sheetData>${lines.map((line, at) => `<row r="${at + 1}">${line}</row>`).join('')}</sheetData>`
/** 姓名 and 职务, then the given cells. */
export const people = (...lines: string[]) => rows(text('姓名') + text('职务'), ...lines)

/** An entry whose content is the same bytes over and over, made without holding it. */
export function bomb(name: string, piece: string, times: number): RawEntry {
  const one = Buffer.from(piece.repeat(Math.max(1, Math.floor(1_000_000 / piece.length))))
  const all = Buffer.concat(Array.from({ length: Math.ceil((times * piece.length) / one.length) }, () => one))
  return { name, data: all, deflate: true }
}
