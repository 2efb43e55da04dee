/** Papers taken out of the window as a person takes them. */
import type { Page } from 'playwright-core'
import type { PaperFormat } from '../../shared/contract/papers.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { type Shanyan, stubDialog } from './electron.ts'

const words = text.export

/** Presses 导出 and, where the page has several papers, the one of this name; leaves the dialog open. */
export async function openExport(page: Page, paper?: string, button: string = words.button): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
  if (paper) await page.getByRole('menuitem', { name: paper, exact: true }).click()
  await page.getByRole('dialog').getByRole('radiogroup', { name: words.format }).waitFor()
}

/** In the open dialog. */
export async function chooseFolder({ app, page }: Pick<Shanyan, 'app' | 'page'>, folder: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await stubDialog(app, 'open', [folder])
  await dialog.getByRole('button', { name: words.change }).click()
  await dialog.getByText(folder).waitFor()
}

/** In the open dialog: the chosen format into the folder of last time. Answers the path it names. */
export async function takeOut(page: Page, format: PaperFormat, { endNotes = false } = {}): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: words.formats[format] }).click()
  if (endNotes) await dialog.getByRole('checkbox', { name: words.endNotes }).check()
  await dialog.getByRole('button', { name: words.start, exact: true }).click()
  await dialog.locator('.export-done').waitFor({ timeout: 120_000 })
  const path = await dialog.locator('.export-done .export-path').innerText()
  await dialog.getByRole('button', { name: text.common.done, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  return path.trim()
}
