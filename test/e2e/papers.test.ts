/** Papers out of a real window: chosen, exported, measured; the PDF is printed by the window's own engine. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeetingItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { lookAt, sizes } from '../support/looks.ts'
import { ensureOffice, linesOf, millimetres, pagesOf } from '../support/office.ts'
import { chooseFolder, openExport, takeOut } from '../support/paper-export.ts'

let shanyan: Shanyan
let page: Page
let look: ReturnType<typeof lookAt>
const folder = join(temporaryFolder('papers'), '文稿')

beforeAll(async () => {
  ensureOffice()
  mkdirSync(folder)
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  look = lookAt(shanyan)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const { rows } = await call<{ rows: MeetingItem[] }>(page, 'meetings.list', { kind: 'office', offset: 0, limit: 1 })
  await page.evaluate((id) => {
    location.hash = `#/meetings/${id}`
  }, rows[0]!.id)
  await page.getByRole('button', { name: '导出' }).waitFor()
}, 600_000)
afterAll(async () => {
  await shanyan?.close()
})

const dialog = () => page.getByRole('dialog')

describe('exporting from a page', () => {
  it('shows what can be chosen, and what fonts are missing', async () => {
    await openExport(page, '会议纪要')
    await chooseFolder(shanyan, folder)
    await dialog()
      .getByText(/缺少字体：.*仿宋_GB2312/)
      .waitFor()
    await look('export-dialog')
  })

  it('writes a PDF in the layout of the standard', async () => {
    await dialog().getByRole('radio', { name: 'PDF' }).click()
    await dialog().getByRole('button', { name: '导出', exact: true }).click()
    await dialog().getByText('已导出“第17次会长办公会纪要.pdf”').waitFor()
    await look('export-done')
    await dialog().getByRole('button', { name: '完成' }).click()
    expect(readdirSync(folder)).toEqual(['第17次会长办公会纪要.pdf'])
    const pdf = join(folder, '第17次会长办公会纪要.pdf')
    const [first] = pagesOf(pdf)
    expect([first!.width, first!.height].map(millimetres).map(Math.round)).toEqual([210, 297])
    const body = first!.words.filter(({ text }) => /[\u4e00-\u9fff]{6}/.test(text))
    expect(millimetres(Math.min(...body.map(({ left }) => left)))).toBeGreaterThan(27.5)
    expect(millimetres(Math.max(...body.map(({ right }) => right)))).toBeLessThan(210 - 25.5)
    const text = linesOf(pdf).flat().join('\n').replaceAll(' ', '')
    expect(text).toContain('会长办公会纪要')
    expect(text).toContain('（六）运用到总会制度化规范化的建设之中')
    expect(text).toContain('—1—')
  })

  it('remembers the folder, and writes beside a file of the same name', async () => {
    for (const name of ['第17次会长办公会纪要.docx', '第17次会长办公会纪要(2).docx']) {
      await openExport(page, '会议纪要')
      await dialog().getByText(folder).waitFor()
      expect(await takeOut(page, 'docx')).toBe(join(folder, name))
      expect(existsSync(join(folder, name))).toBe(true)
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
