/** 文件与报告 in the real window: a team's report from the demonstration data, written, cited, moved about and checked. */
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentItem, DocumentPage } from '../../shared/views/documents.ts'
import type { Page as Rows } from '../../shared/views.ts'
import { call, killApp, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'

const profile = join(temporaryFolder('documents'), 'data')
const size = { width: 1366, height: 768 }
let shanyan: Shanyan
let page: Page
let cdp: CDPSession

async function open() {
  shanyan = await launchShanyan({ profile, contentSize: size })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  cdp = await page.context().newCDPSession(page)
}

beforeAll(async () => {
  await open()
  await call(page, 'profile.save', {
    role: 'headquarters',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '总会办公室',
    demo: true,
  })
  await page.reload()
  await page.getByRole('navigation', { name: '模块' }).waitFor()
})
afterAll(() => shanyan?.close())

const paper = () => page.getByRole('textbox', { name: '正文' })
const openId = async () => decodeURIComponent((await page.evaluate(() => location.hash)).split(/[/?]/)[2] ?? '')
const stored = async (id: string) => (await call<DocumentPage>(page, 'documents.page', { id }))!
const bodies = async (id: string) => (await stored(id)).sectionItems.map(({ body }) => body ?? '')
/** Text of the paper as it is drawn, marks as [n]. */
const shown = () =>
  paper().evaluate((root) =>
    [...root.querySelectorAll('p')].map((line) => {
      let text = ''
      const walk = document.createTreeWalker(line)
      while (walk.nextNode()) {
        const node = walk.currentNode
        if (node.nodeType === 3) text += node.textContent
        else if (node instanceof HTMLElement && node.dataset.cite) text += `[${node.dataset.number}]`
      }
      return text
    }),
  )
/** The caret behind the first place where `words` stand. */
async function caretAfter(words: string) {
  await paper().evaluate((root, wanted) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const at = walk.currentNode.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      ;(root as HTMLElement).focus()
      getSelection()?.collapse(walk.currentNode, at + wanted.length)
      return
    }
    throw new Error(`no ${wanted}`)
  }, words)
}
const save = () => page.keyboard.press('Control+s')

describe('a team’s report', () => {
  let id = ''

  test('begins with what its visits and findings say, each sentence with its source; the rest says what is missing', async () => {
    await page
      .getByRole('navigation', { name: '模块' })
      .getByRole('link', { name: /文件与报告/ })
      .click()
    await page.getByRole('button', { name: '为调研组写报告' }).click()
    await page.getByRole('menuitem', { name: /章大李/ }).click()
    await paper().waitFor()
    id = await openId()
    await expect
      .poll(shown)
      .toEqual([
        '章大李副会长带领宣传部、网络部的同志赴南京市、泰州市调研。[1][2]通过座谈会、实地走访、听取汇报，深入了解当地慈善网络募捐和慈善宣传工作情况、经验做法以及对做好明年工作的意见和建议。[1][2]',
        expect.stringMatching(/^总会专门召开会长会议，.*始终紧抓不放。\[3\]共募集善款4\.91亿元，.*工作目标。\[4\]$/),
        expect.stringMatching(/^各地慈善宣传活动丰富多彩，.*新的成效。\[5\]$/),
        ...['', '', '', ''],
      ])
    const { title, stage, citationItems } = await stored(id)
    expect({ title, stage, citations: citationItems.length }).toEqual({
      title: '网络募捐、慈善宣传调研报告',
      stage: 'draft',
      citations: 5,
    })
    await page.getByRole('tab', { name: '依据 5' }).waitFor()
    await expect.poll(() => page.locator('.paper-part .faint').count()).toBe(4)
    const hint = await page.locator('[data-hint^="待补充"]').first().getAttribute('data-hint')
    expect(hint).toBe('待补充：调研发现里还没有“问题”。可按 Ctrl J 引用别的发现。')
    expect(await page.evaluate(() => document.querySelector('.navigation')?.clientWidth)).toBe(60)
  })

  test('figures agree with the indicators; 人数 beside 人次 is warned of; a changed figure is shown with both values', async () => {
    await caretAfter('实现了募集善款')
    const figures = page.getByRole('region', { name: '这一句的数字' })
    await expect
      .poll(() => figures.getByRole('listitem').allTextContents())
      .toEqual(['募集善款4.91 亿元，+20%与指标一致', '参与人次688.10 万人次，+60%与指标一致'])
    expect(await figures.textContent()).toContain(
      '一处写的是“参与人数”，另一处写的是“参与人次”。两者不是一回事，请核对原稿。',
    )
    await page.getByRole('tab', { name: '数字核对 1' }).waitFor()
    await caretAfter('善款4.9')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('1')
    await caretAfter('善款4.')
    await page.getByRole('tab', { name: '数字核对 2' }).click()
    await page.getByText('指标是 4.91 亿元').waitFor()
    await paper().focus()
    await page.keyboard.press('Control+z')
    await page.getByRole('tab', { name: '数字核对 1' }).waitFor()
    await page.getByRole('tab', { name: /^依据/ }).click()
  })

  test('a sentence is written with an input method and cited by keyboard', async () => {
    await caretAfter('理论研究取得新的成效。')
    await page.keyboard.press('End')
    for (const letters of ['wa', 'wang', 'wang luo'])
      await cdp.send('Input.imeSetComposition', {
        text: letters,
        selectionStart: letters.length,
        selectionEnd: letters.length,
      })
    expect((await bodies(id)).join()).not.toContain('wang')
    await cdp.send('Input.insertText', { text: '网络募捐' })
    await cdp.send('Input.imeSetComposition', { text: 'chixu', selectionStart: 5, selectionEnd: 5 })
    await cdp.send('Input.insertText', { text: '持续向好。' })
    await page.getByRole('tab', { name: '无依据 1' }).waitFor()
    await page.keyboard.press('Control+j')
    await page.getByRole('dialog', { name: '引用依据' }).waitFor()
    await page.keyboard.type('目标')
    await expect.poll(() => page.getByRole('option').count()).toBe(2)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await shown())[2]).toMatch(/新的成效。\[5\]网络募捐持续向好。\[[34]\]$/)
    await page.getByRole('tab', { name: '无依据 0' }).waitFor()
    await save()
    await expect.poll(async () => (await bodies(id))[1]).toMatch(/网络募捐持续向好。\[\^[0-9a-f-]+\]$/)
    expect((await stored(id)).citationItems).toHaveLength(5)
  })

  test('a sentence moves with its citation, and one that is split keeps it in both parts', async () => {
    await caretAfter('网络募捐持续')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect.poll(async () => (await shown())[2]).toMatch(/^网络募捐持续向好。\[\d\]各地慈善宣传活动丰富多彩/)
    await caretAfter('宣传阵地建设卓有成效')
    await page.keyboard.type('。')
    await expect.poll(async () => (await shown())[2]).toMatch(/卓有成效。(\[\d\])，校园.*新的成效。\1$/)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await shown())[2]).toMatch(/卓有成效，校园/)
  })

  test('a whole sentence is cut and pasted into another part with its mark', async () => {
    await caretAfter('各地慈善宣传活动丰富多彩')
    await paper().evaluate((root) => {
      const line = [...root.querySelectorAll('p')].find((one) => one.textContent?.includes('网络募捐持续'))!
      const first = line.firstChild!
      const text = first.nodeType === 3 ? first : document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode()!
      getSelection()?.setBaseAndExtent(text, 0, text, '网络募捐持续向好。'.length)
    })
    await page.keyboard.press('Control+x')
    await expect.poll(async () => (await shown())[2]).toMatch(/^各地/)
    await page.getByRole('button', { name: '六、下一步打算' }).first().click()
    await page.keyboard.press('Control+v')
    await expect.poll(async () => (await shown()).at(-1)).toMatch(/^网络募捐持续向好。\[\d\]$/)
    await save()
    await expect.poll(async () => (await bodies(id))[5]).toMatch(/^网络募捐持续向好。\[\^/)
  })

  test('from the sentence to the visit and back', async () => {
    await page.locator('.paper-cite').first().click()
    await page.getByRole('list', { name: '来龙去脉' }).first().getByRole('link', { name: '南京走访' }).click()
    await page.getByRole('heading', { name: /南京/ }).waitFor()
    const visit = await openId()
    const places = await call<{ sentence: string }[]>(page, 'citations.of', { entity: 'visits', id: visit })
    expect(places.map(({ sentence }) => sentence)[0]).toBe('章大李副会长带领宣传部、网络部的同志赴南京市、泰州市调研。')
    await page.goBack()
    await paper().waitFor()
  })

  test('kill -9 while writing loses nothing older than a second', async () => {
    await page.getByRole('button', { name: '五、意见建议' }).first().click()
    await page.keyboard.type('建议加强培训。')
    await expect
      .poll(
        async () => {
          const section = (await stored(id)).sectionItems[4]!
          const record = await call<{ fields: { body: string | null } }>(page, 'records.get', {
            entity: 'sections',
            id: section.id,
          })
          return record.fields.body
        },
        { timeout: 1_000, interval: 50 },
      )
      .toBe('建议加强培训。')
    await killApp(shanyan.app)
    await open()
    await page.goto(`app://shanyan/index.html#/documents/${id}`).catch(() => {})
    await paper().waitFor()
    await expect.poll(async () => (await shown()).join('\n')).toContain('建议加强培训。')
    await expect.poll(async () => (await bodies(id))[4]).toBe('建议加强培训。')
  })
})

test('the list says what is still missing', async () => {
  await page.evaluate(() => {
    location.hash = '#/documents'
  })
  await page.getByRole('row', { name: /网络募捐、慈善宣传调研报告.*报告.*初稿.*章大李组.*2 个部分/ }).waitFor()
  const { rows } = await call<Rows<DocumentItem>>(page, 'documents.list', { offset: 0, limit: 10 })
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['opinion', 'report'])
})
