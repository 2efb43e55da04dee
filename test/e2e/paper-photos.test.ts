/** A report with real photos: traced both ways, drawn for paper, and what happens where a paper cannot be written. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import mammoth from 'mammoth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentPage } from '../../shared/views/documents.ts'
import type { Page as Rows, VisitItem, VisitPage } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { lookAt, settle, sizes } from '../support/looks.ts'
import { bare, ensureOffice, linesOf, misplaced, saidIn } from '../support/office.ts'
import { chooseFolder, openExport, takeOut } from '../support/paper-export.ts'
import { drawnPicture, heic, photograph, seenPicture } from '../support/photo-files.ts'
import { mayMount, removeDisks, smallDisk } from '../support/small-disk.ts'
import { endNotesOf, partsIn } from '../support/word-file.ts'

const camera = temporaryFolder('camera')
const folder = join(temporaryFolder('paper-photos'), '文稿')
let shanyan: Shanyan
let page: Page
let visit = ''
let report = ''
let dataDir = ''

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const paper = () => page.getByRole('textbox', { name: '正文' })
async function go(hash: string) {
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await settle(page)
}
const photosHere = async () =>
  (await call<VisitPage>(page, 'visits.page', { id: visit })).photos.filter(({ sha256 }) => sha256)
const stored = async () => (await call<DocumentPage>(page, 'documents.page', { id: report }))!
const save = (entity: string, id: string, fields: Record<string, unknown>) =>
  call(page, 'records.save', {
    ...{ entity, id },
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
  })
const take = (paths: string[]) => call<{ ids: string[] }>(page, 'attachments.add', { paths, visit })
const file = (name: string, bytes: Buffer) => {
  writeFileSync(join(camera, name), bytes)
  return join(camera, name)
}
const media = (path: string) => [...partsIn(path)].filter(([name]) => name.startsWith('word/media/'))
/** Once the window that drew is gone: sizes are set on the only one. */
async function look(name: string) {
  const windows = () => shanyan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  await expect.poll(windows, { timeout: 20_000 }).toBe(1)
  await lookAt(shanyan)(name)
}
const leftBehind = () => readdirSync(join(dataDir, 'staging')).filter((name) => name.startsWith('paper-'))

beforeAll(async () => {
  ensureOffice()
  mkdirSync(folder)
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('navigation', { name: '模块' }).waitFor()
  dataDir = (await call<{ dataDir: string }>(page, 'window.state')).dataDir
  const { rows } = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
  visit = rows.find(({ regionName }) => regionName === '盐城市')!.id
  await go('#/documents')
  await button('为调研组写报告').click()
  await page.getByRole('menuitem', { name: /高晓平/ }).click()
  await paper().waitFor()
  report = decodeURIComponent((await page.evaluate(() => location.hash)).split(/[/?]/)[2] ?? '')
}, 600_000)
afterAll(async () => {
  await shanyan?.close()
  removeDisks()
})

describe('from a sentence to the photo and back', () => {
  const caption = '高晓平副会长等在盐城市亭湖区北林社区慈善工作站调研'
  const cited = '借助市社会救助中心的智慧大救助管理信息平台'
  /** The mark behind the sentence, as the window numbers it. */
  const mark = () => paper().locator('p', { hasText: cited }).locator('.paper-cite').first()
  let number = 0

  it('the photo that was expected is supplied where it was expected', async () => {
    const path = file('北林社区.jpg', await drawnPicture(page, 900, 600))
    await stubDialog(shanyan.app, 'open', [path])
    await go(`#/visits/${visit}?tab=photos`)
    await button(/补上这张照片|添加照片$/)
      .first()
      .click()
    await expect.poll(async () => (await photosHere()).map((photo) => photo.caption)).toEqual([caption])
  })

  it('in the window: sentence, source, photo, and from the photo to the sentence', async () => {
    await go(`#/documents/${report}`)
    await mark().click()
    const support = page.locator('.support-open')
    await support.getByText(cited).waitFor()
    number = Number(await mark().getAttribute('data-number'))
    await support.getByRole('button', { name: `看大图：${caption}` }).click()
    const viewer = page.getByRole('dialog', { name: '看照片' })
    await viewer.getByText('写进了').waitFor()
    await viewer.getByRole('link', { name: '《慈善项目调研报告》' }).first().waitFor()
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    // from the visit, where nobody came from the report
    await go(`#/visits/${visit}?tab=photos`)
    await button(`看大图：${caption}`).click()
    const places = viewer.getByRole('link', { name: '《慈善项目调研报告》' })
    const sentences = await places.evaluateAll((links) => links.map((link) => link.getAttribute('title') ?? ''))
    // what was found there comes before that somebody was there
    expect(sentences[0]).toContain(cited)
    await places.first().click()
    await paper().waitFor()
    await expect.poll(() => page.evaluate(() => location.hash)).toContain(report)
    // the caret stands at that sentence, its source open beside it
    await support.getByText(cited).waitFor()
    expect(await page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest('p')?.textContent)).toContain(
      cited,
    )
  })

  it('on paper: the same number, the note, the very photo, and the way back', async () => {
    await openExport(page)
    await chooseFolder(shanyan, folder)
    const path = await takeOut(page, 'docx', { endNotes: true })
    const notes = endNotesOf(path)
    const note = notes.find(({ before }) => before.includes(cited))!
    expect(note.number).toBe(number)
    expect(note.note).toContain('盐城')
    expect(notes.every(({ leadsBack }) => leadsBack)).toBe(true)
    const [photo] = await photosHere()
    // shown once, with the first note that rests on it
    const pictures = notes.flatMap(({ picture }) => picture ?? [])
    expect(pictures.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toContain(photo!.sha256)
    expect((await mammoth.extractRawText({ path })).value).toContain(caption)
  })

  it('as PDF its marks lead to the notes', async () => {
    await openExport(page)
    const path = await takeOut(page, 'pdf', { endNotes: true })
    expect(bare(saidIn(path))).toContain(bare(caption))
    expect(readFileSync(path, 'latin1')).toMatch(/\/Subtype ?\/Link|\/Dest/)
  })
})

describe('photos drawn for paper', () => {
  it('stand upright and no larger than print needs; what no window draws is named', async () => {
    const wide = await drawnPicture(page, 2400, 1800)
    const plain = file('正.jpg', await drawnPicture(page, 800, 600))
    await save('attachments', (await take([plain])).ids[0]!, { caption: '正' })
    const turned = file('侧.jpg', photograph({ picture: wide, orientation: 6, bytes: 3_000_000, seed: 1 }))
    await save('attachments', (await take([turned])).ids[0]!, { caption: '侧' })
    const [webp] = (await take([file('网.webp', await drawnPicture(page, 2400, 1800, 'image/webp'))])).ids
    await save('attachments', webp!, { caption: '网', rotation: 180 })
    const [raw] = (await take([file('IMG_0001.HEIC', heic())])).ids
    await go(`#/documents/${report}`)
    await page.getByRole('button', { name: '六、下一步打算' }).first().click()
    for (const caption of ['正', '侧', '网']) {
      await button('照片').click()
      await page.getByRole('menuitem', { name: '从走访照片里选' }).click()
      // a kind that cannot be drawn is not offered
      expect(await dialog().getByRole('button', { name: 'IMG_0001.HEIC' }).count()).toBe(0)
      await dialog().getByRole('button', { name: caption, exact: true }).click()
      await dialog().waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+s')
    await expect.poll(async () => ((await stored()).sectionItems[5]!.body ?? '').match(/!\[/g)?.length).toBe(3)
    // one that came with an older text
    const { id, body } = (await stored()).sectionItems[5]!
    await save('sections', id, { body: `${body}\n![${raw}](手机拍的)` })
    await page.reload()
    await settle(page)
    await page.getByText('照片显示不出来：原件不在这台电脑上，或是 HEIC 这类格式').waitFor()

    await openExport(page)
    await dialog().getByRole('button', { name: '导出', exact: true }).click()
    const told = dialog().getByText('有 1 张照片没有放进去')
    await told.waitFor()
    expect(await told.innerText()).toContain('“IMG_0001.HEIC”的格式（如 HEIC）画不出来')
    await look('export-left-out')
    const path = (await dialog().locator('.export-path').innerText()).trim()
    await button('完成').click()
    const seen = await Promise.all(media(path).map(([, bytes]) => seenPicture(page, bytes)))
    const shape = (one: (typeof seen)[number]) => `${one.width}×${one.height} ${one.even ? `top ${one.top}` : one.left}`
    expect(seen.map(shape).sort()).toEqual(
      // as it came; turned by the camera's note: its left is on top; turned by a person
      ['800×600 dark', '1200×1600 top dark', '1600×1200 light'].sort(),
    )
    const text = (await mammoth.extractRawText({ path })).value
    expect(text).toContain('照片没有放入：IMG_0001.HEIC')
    expect(text).toContain('手机拍的')
    expect(leftBehind()).toEqual([])
  })

  it('stand in the PDF too, and its pages keep 22 lines of 28 characters', async () => {
    const { id } = (await stored()).sectionItems[4]!
    await save('sections', id, { body: `${'善作善成'.repeat(400)}。` })
    await go(`#/documents/${report}`)
    await openExport(page)
    await dialog().getByRole('radio', { name: 'PDF' }).click()
    await dialog().getByRole('button', { name: '导出', exact: true }).click()
    await dialog().getByText('有 1 张照片没有放进去').waitFor({ timeout: 60_000 })
    const path = (await dialog().locator('.export-path').innerText()).trim()
    await button('完成').click()
    expect(misplaced(path, 'any')).toEqual([])
    expect(bare(saidIn(path))).toContain('照片没有放入:IMG_0001.HEIC')
    const whole = linesOf(path).find((lines) => lines.filter((line) => /^[善作成]{28}$/.test(line)).length === 22)
    expect(whole?.length).toBe(23)
  })
})

describe('a paper that cannot be finished', () => {
  it('is taken back half-way: no file, nothing left behind', async () => {
    const picture = await drawnPicture(page, 2400, 1800)
    const paths = Array.from({ length: 80 }, (_, seed) =>
      file(`${seed}.jpg`, photograph({ picture, orientation: 8, seed: 100 + seed })),
    )
    const { ids } = await take(paths)
    const { id, body } = (await stored()).sectionItems[5]!
    await save('sections', id, { body: [body, ...ids.map((one) => `![${one}]()`)].join('\n') })
    await go(`#/documents/${report}`)
    const before = readdirSync(folder).sort()
    for (const format of ['Word 文档', 'PDF']) {
      await openExport(page)
      await dialog().getByRole('radio', { name: format }).click()
      await dialog().getByRole('button', { name: '导出', exact: true }).click()
      await dialog()
        .getByText(/^照片：第 [1-9]\d* 条，共 \d+ 条/)
        .waitFor()
      await dialog().getByRole('status').getByRole('button', { name: '取消' }).click()
      await dialog().getByText('已经取消，没有改动任何内容。').waitFor()
      await dialog().getByRole('button', { name: '取消' }).click()
      await expect.poll(leftBehind).toEqual([])
      expect(readdirSync(folder).sort()).toEqual(before)
    }
    await save('sections', id, { body: body ?? '' })
  })

  it.skipIf(!mayMount)(
    'on a full disk: says so, leaves the old file whole, and is written once there is room',
    async () => {
      const disk = smallDisk('4m')
      const old = join(disk.folder, '慈善项目调研报告.docx')
      writeFileSync(old, '旧的报告')
      disk.fill()
      await go(`#/documents/${report}`)
      await openExport(page)
      await chooseFolder(shanyan, disk.folder)
      await dialog().getByRole('button', { name: '导出', exact: true }).click()
      await dialog()
        .getByText(`放不下了：${disk.folder} 所在的磁盘满了。没有写出文件，那里原有的文件都没有动。`)
        .waitFor()
      await look('export-full')
      expect(readFileSync(old, 'utf8')).toBe('旧的报告')
      expect(readdirSync(disk.folder).sort()).toEqual(['filler', basename(old)].sort())
      disk.free()
      await dialog().getByRole('button', { name: '重试' }).click()
      await dialog().locator('.export-done').waitFor()
      expect(readdirSync(disk.folder).sort()).toEqual([basename(old), '慈善项目调研报告(2).docx'].sort())
      expect(readFileSync(old, 'utf8')).toBe('旧的报告')
      await button('完成').click()
    },
  )
})

it('what was written opens with the system’s program, or shows in its folder', async () => {
  await shanyan.app.evaluate(({ shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    shell.openPath = async (path) => {
      seen.push(`open ${path}`)
      return seen.length > 2 ? 'no program' : ''
    }
    shell.showItemInFolder = (path) => {
      seen.push(`show ${path}`)
    }
  })
  await go(`#/documents/${report}`)
  await openExport(page)
  await chooseFolder(shanyan, folder)
  await dialog().getByRole('button', { name: '导出', exact: true }).click()
  await dialog().locator('.export-done').waitFor()
  const path = (await dialog().locator('.export-path').innerText()).trim()
  expect(existsSync(path) && statSync(path).size > 0).toBe(true)
  const seen = () => shanyan.app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  await button('打开').click()
  await expect.poll(seen).toEqual([`open ${path}`])
  await button('打开所在文件夹').click()
  await expect.poll(seen).toEqual([`open ${path}`, `show ${path}`])
  // no program for it: said, and the dialog stays
  await button('打开').click()
  await page.getByText('这台电脑没有能打开这种文件的程序').first().waitFor()
  await button('完成').click()
})
