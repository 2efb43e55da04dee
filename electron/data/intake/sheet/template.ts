/** The template of a noun as an .xlsx: a hidden row of keys, headings, an example, lists to choose from, notes. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellValue, type DataValidation, writeXlsx } from 'hucre/xlsx'
import { type SheetNoun, sheetNeeds } from '../../../../shared/domain/intake-sheets.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import { choicesOf, columnsOf } from './columns.ts'
import { templateMark } from './header.ts'

const words = text.intake.template
/** Rows that lists and notes are laid over. */
const prepared = 2_000
/** Excel's longest list that stands in the rule itself. */
const longestList = 250

const letter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)

/** The template's bytes. What is written is text, never a formula. */
export async function templateOf(noun: SheetNoun): Promise<Uint8Array> {
  const columns = columnsOf(noun)
  const keys: CellValue[] = [`${templateMark}${noun}:1`, ...columns.map(({ field }) => field)]
  const headings: CellValue[] = [
    words.number,
    ...columns.map(({ field, label }) => (sheetNeeds[noun].includes(field) ? `${label}*` : label)),
  ]
  const example: CellValue[] = [words.example, ...columns.map((column) => column.example)]
  const validations = columns.map((column, index): DataValidation => {
    const range = `${letter(index + 1)}4:${letter(index + 1)}${prepared}`
    const choices = choicesOf(column)
    const note = {
      showInputMessage: true,
      inputTitle: column.label.slice(0, 30),
      inputMessage: column.note.slice(0, 250),
    }
    if (choices.length > 0 && choices.join(',').length <= longestList)
      // a list only offers: 专题 and the like may be typed
      return { type: 'list', values: choices, allowBlank: true, showErrorMessage: false, range, ...note }
    return { type: 'custom', formula1: 'TRUE', allowBlank: true, showErrorMessage: false, range, ...note }
  })
  const head = {
    font: { bold: true, color: { rgb: '113E40' } },
    fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'DFECEA' } },
  }
  const faint = { font: { color: { rgb: '546260' }, italic: false } }
  const cells = new Map<string, { style: object }>()
  for (const index of headings.keys()) {
    cells.set(`1,${index}`, { style: head })
    cells.set(`2,${index}`, { style: faint })
  }
  const name = text.domain.nouns[noun]
  return writeXlsx({
    sheets: [
      {
        name,
        rows: [keys, headings, example],
        cells: cells as never,
        // text, so that Excel turns neither 11-21 into a date of this year nor a phone number into a figure
        columns: [
          { width: 8 },
          ...columns.map(({ width, type }) => ({ width, ...(type.kind === 'number' ? {} : { numFmt: '@' }) })),
        ],
        rowDefs: new Map([[0, { hidden: true }]]),
        freezePane: { rows: 2, columns: 1 },
        dataValidations: validations,
      },
      {
        name: words.sheet,
        rows: [
          [words.title.replace('{noun}', name)],
          ...words.rules.map((rule) => [rule]),
          [],
          [words.columns.name, words.columns.note],
          ...columns.map(({ field, label, note }) => [
            sheetNeeds[noun].includes(field) ? `${label}*` : label,
            note || words.free,
          ]),
        ],
        columns: [{ width: 22 }, { width: 80 }],
      },
    ],
  })
}

/** Writes it into a folder, beside an earlier one rather than over it. @returns its path */
export async function writeTemplate(folder: string, noun: SheetNoun): Promise<string> {
  const bytes = await templateOf(noun)
  const name = words.file.replace('{noun}', text.domain.nouns[noun])
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? `${name}.xlsx` : `${name} (${number}).xlsx`)
    if (existsSync(path)) continue
    writeFileSync(path, bytes, { flag: 'wx' })
    return path
  }
}
