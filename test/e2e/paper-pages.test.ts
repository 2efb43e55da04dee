/** The page that is printed to PDF, in Debian's current Chromium: an engine as new as the product's, which numbers pages by itself. */
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paperHtml } from '../../electron/data/reports/html.ts'
import { environmentSwitches } from '../../electron/launch/sandbox.mjs'
import { opinionsSheet, sheetsPaper } from '../../shared/papers/lists.ts'
import { type Block, type Paper, run } from '../../shared/papers/model.ts'
import { chromiumExecutable, temporaryFolder } from '../support/electron.ts'
import { bare, ensureOffice, linesOf, millimetres, misplaced, pagesOf } from '../support/office.ts'

const executablePath = chromiumExecutable()
const title = executablePath ? 'a printed paper' : 'a printed paper (skipped: no `chromium` on this machine)'
const folder = temporaryFolder('paper-pages')
let browser: Browser
let count = 0

async function print(paper: Paper): Promise<string> {
  const page = await browser.newPage()
  await page.setContent(paperHtml(paper, () => null, { boldHeadings: false }))
  const path = join(folder, `${++count}.pdf`)
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true })
  await page.close()
  return path
}
const body = (signs: number): Block => ({ kind: 'paragraph', line: [run('善'.repeat(signs))], flush: true })

describe.skipIf(!executablePath)(title, () => {
  beforeAll(async () => {
    ensureOffice()
    browser = await chromium.launch({ executablePath: executablePath!, args: environmentSwitches() })
  }, 600_000)
  afterAll(() => browser?.close())

  it('fills a page with 22 lines of 28 characters, and begins a second with one more', async () => {
    const [full, over] = [
      await print({ title: '样张', blocks: [body(616)] }),
      await print({ title: '样张', blocks: [body(617)] }),
    ]
    const [lines, ...others] = linesOf(full)
    expect(others).toEqual([])
    expect(lines?.slice(0, 22)).toEqual(Array(22).fill('善'.repeat(28)))
    expect(linesOf(over).map((page) => page.length)).toEqual([23, 2])
    expect([...misplaced(full, 'outer'), ...misplaced(over, 'outer')]).toEqual([])
  })

  it('numbers its pages at the outer edge, odd ones right and even ones left', async () => {
    const pdf = await print({ title: '样张', blocks: [{ kind: 'title', line: [run('调研报告')] }, body(1500)] })
    expect(pagesOf(pdf).length).toBe(3)
    expect(misplaced(pdf, 'outer')).toEqual([])
  })

  it('never leaves the signature alone on a page', async () => {
    // 21 lines: two blank ones and the signature do not fit below
    const blocks: Block[] = [
      body(27 * 28),
      { kind: 'paragraph', line: [run('特此报告。')] },
      ...Array.from({ length: 14 }, (): Block => ({ kind: 'paragraph', line: [run('一句。')] })),
      { kind: 'signature', name: [run('江苏省慈善总会')], date: [run('2023年12月5日')] },
    ]
    const pages = linesOf(await print({ title: '样张', blocks }))
    expect(bare(pages.at(-1)!.join(''))).toMatch(/^一句。(一句。)*江苏省慈善总会2023年12月5日—3—$/)
  })

  it('lays lists on their side, the heading row on every page, no label broken', async () => {
    const opinions = Array.from({ length: 60 }, (_, at) => ({
      organization: '盐城市慈善总会',
      clause: `第${at + 1}条`,
      comment: '建议增加“依法依章程”，并明确解释权的归属',
      verdict: 'adopted',
      reason: null,
    }))
    const sheet = opinionsSheet({ title: '江苏省慈善总会关于切实加强会员工作的意见', asked: [], opinions })
    const pdf = await print(sheetsPaper(sheet.title, [sheet]))
    expect(misplaced(pdf, 'outer')).toEqual([])
    const pages = pagesOf(pdf)
    expect(pages.length).toBeGreaterThan(1)
    for (const { width, words } of pages) {
      expect(Math.round(millimetres(width))).toBe(297)
      expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(['序号', '单位', '采纳情况', '理由']))
    }
    // one line on its side
    expect(linesOf(pdf)[0]![0]).toBe('江苏省慈善总会关于切实加强会员工作的意见征求意见汇总表')
  })
})
