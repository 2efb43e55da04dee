/** A round of consultation: what units send back, and a document moved from stage to stage. */
import { readFileSync, writeFileSync } from 'node:fs'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { type Shanyan, stubDialog } from './electron.ts'

/** Moves the open document by its stage strip. */
export async function moveTo(page: Page, stage: string, reason?: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('list', { name: '阶段' }).getByRole('button', { name: stage }).click()
  if (reason) await dialog.getByRole('textbox', { name: '原因' }).fill(reason)
  await dialog.getByRole('button', { name: `移到“${stage}”` }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Writes into a form's spreadsheet, in the row of a paragraph, e.g. 〔2〕. */
export async function answerInSheet(path: string, place: string, comment: string, reason: string): Promise<void> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(readFileSync(path) as unknown as Parameters<typeof book.xlsx.load>[0])
  const sheet = book.worksheets[0]!
  const row = sheet.getColumn(2).values.findIndex((value) => String(value).includes(place))
  sheet.getCell(row, 4).value = comment
  sheet.getCell(row, 5).value = reason
  writeFileSync(path, new Uint8Array(await book.xlsx.writeBuffer()))
}

const writeWord = async (path: string, children: (Paragraph | Table)[]) =>
  writeFileSync(path, await Packer.toBuffer(new Document({ sections: [{ children }] })))

/** A form that somebody wrote anew in Word: only its number is as it was. Rows are place, comment, ground. */
export function answerInWord(
  path: string,
  code: string,
  unit: string,
  rows: [string, string, string][],
): Promise<void> {
  const cells = (texts: string[]) =>
    new TableRow({ children: texts.map((text) => new TableCell({ children: [new Paragraph(text)] })) })
  return writeWord(path, [
    new Paragraph(`表单编号 ${code}`),
    new Paragraph(`反馈单位：${unit}`),
    new Table({ rows: [cells(['章节', '意见建议', '依据']), ...rows.map(cells)] }),
  ])
}

export const answerNone = (path: string, unit: string): Promise<void> =>
  writeWord(path, [new Paragraph(`反馈单位：${unit}`), new Paragraph('无意见：√')])

/** On the consultation's screen: asks units that are known, and one that is not, until a day. */
export async function askUnits(page: Page, known: readonly string[], unknown: string, until: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  const unit = dialog.getByRole('combobox', { name: '单位' })
  await page.getByRole('button', { name: '征求意见', exact: true }).click()
  for (const name of known) {
    await unit.fill(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click()
  }
  await unit.fill(unknown)
  await page.getByRole('option', { name: `新建“${unknown}”` }).click()
  await dialog.getByText(unknown).waitFor()
  await dialog.getByRole('textbox', { name: '反馈期限' }).fill(until)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '开始征求意见', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** On the same screen: every asked unit's form as .docx and .xlsx into a folder. */
export async function writeForms({ app, page }: Pick<Shanyan, 'app' | 'page'>, folder: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '导出反馈表', exact: true }).click()
  await stubDialog(app, 'open', [folder])
  await dialog.getByRole('radio', { name: '两种都要' }).click()
  await dialog.getByRole('button', { name: '导出' }).click()
  await page.getByText(/已导出 \d+ 个文件/).waitFor()
}

/** On the same screen: takes returned files in, and answers what the preview said. */
export async function takeIn({ app, page }: Pick<Shanyan, 'app' | 'page'>, paths: readonly string[]): Promise<string> {
  const dialog = page.getByRole('dialog')
  await stubDialog(app, 'open', [...paths])
  await page.getByRole('button', { name: '收反馈表', exact: true }).click()
  await dialog.locator('.returned li').first().waitFor()
  const preview = await dialog.innerText()
  await dialog.getByRole('button', { name: '收入' }).click()
  await dialog.waitFor({ state: 'detached' })
  return preview
}
