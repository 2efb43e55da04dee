/** 拍摄时间 by hand, in a real window: one photo whose camera wrote none, and several whose camera's clock was wrong; each undone. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page as Rows, VisitItem, VisitPage } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, photo, settle } from '../support/looks.ts'
import { photograph } from '../support/photo-files.ts'

const folder = temporaryFolder('times')
let shanyan: Shanyan
let page: Page
let look: Look
let visit: string

const button = (name: string | RegExp) => page.getByRole('button', { name })
/** Of the visit's photos, by the names of their files. */
async function times(): Promise<Record<string, string | null>> {
  const { photos } = await call<VisitPage>(page, 'visits.page', { id: visit })
  return Object.fromEntries(photos.flatMap(({ name, sha256, takenAt }) => (sha256 ? [[name, takenAt]] : [])))
}
const asTaken = {
  'DSC_0001.JPG': '2019-01-01T00:00:30',
  'DSC_0002.JPG': '2019-01-01T00:12:00',
  'DSC_0003.JPG': '2019-01-01T02:40:05',
  '微信图片.png': null,
}

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  look = lookAt(shanyan)
  await page.waitForSelector('h1')
  const { rows } = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
  visit = rows.find((row) => row.regionName === '盐城市')!.id
  const paths = Object.entries(asTaken).map(([name, takenAt], seed) => {
    const path = join(folder, name)
    writeFileSync(path, takenAt ? photograph({ takenAt, seed }) : photo(320, 240, [23, 89, 90], [227, 174, 69]))
    return path
  })
  await page.goto(`app://shanyan/#/visits/${visit}?tab=photos`)
  await stubDialog(shanyan.app, 'open', paths)
  await button('添加照片或文件').first().click()
  await page.locator('.toast', { hasText: '收入 4 个文件' }).waitFor()
})
afterAll(() => shanyan?.close())

it('one photo: where it is looked at, and undone by key', async () => {
  expect(await times()).toEqual(asTaken)
  await button('看大图：微信图片.png').click()
  const viewer = page.getByRole('dialog', { name: '看照片' })
  await viewer.getByRole('button', { name: '拍摄时间待补充' }).click()
  const field = viewer.getByRole('textbox', { name: '拍摄时间' })
  // letters that turn the picture and fill the screen are letters here
  await field.pressSequentially('rf昨天')
  await page.keyboard.press('Enter')
  await viewer.getByText('看不懂这个时间', { exact: false }).waitFor()
  await settle(page)
  await look('photo-taken')
  await field.fill('2023-11-10 下午2点05分')
  await page.keyboard.press('Enter')
  await viewer.getByRole('button', { name: '修改拍摄时间，现在是 2023-11-10 14:05' }).waitFor()
  const at = async () => (await times())['微信图片.png']
  expect(await at()).toBe('2023-11-10T14:05:00')
  expect(await page.evaluate(() => document.fullscreenElement)).toBe(null)
  await page.keyboard.press('Control+z')
  await expect.poll(at).toBe(null)
  await page.keyboard.press('Control+y')
  await expect.poll(at).toBe('2023-11-10T14:05:00')
  await page.keyboard.press('Control+z')
  await expect.poll(at).toBe(null)
  // given up with Esc, the viewer stays
  await viewer.getByRole('button', { name: '拍摄时间待补充' }).click()
  await field.fill('2023-11-10 09:00')
  await page.keyboard.press('Escape')
  await viewer.getByRole('button', { name: '拍摄时间待补充' }).waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  expect(await times()).toEqual(asTaken)
})

it('several: one is given its right time, the others move as far; one step of undo', async () => {
  await button('校正拍摄时间').click()
  const dialog = page.getByRole('dialog', { name: '校正拍摄时间' })
  const right = dialog.getByRole('textbox', { name: '这张实际拍于' })
  await right.fill('2023-11-10 09:30')
  await dialog.getByText('选中的往后移 1774 天 9 小时 29 分 30 秒').waitFor()
  await dialog.getByRole('checkbox', { name: '选“DSC_0003.JPG”' }).uncheck()
  await settle(page)
  await look('photo-times')
  await dialog.getByRole('button', { name: '改 2 张的时间' }).click()
  await dialog.waitFor({ state: 'detached' })
  const corrected = { ...asTaken, 'DSC_0001.JPG': '2023-11-10T09:30:00', 'DSC_0002.JPG': '2023-11-10T09:41:30' }
  expect(await times()).toEqual(corrected)
  await page.getByText('改了 2 张照片的拍摄时间').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(times).toEqual(asTaken)
  await page.keyboard.press('Control+y')
  await expect.poll(times).toEqual(corrected)
})

it('a photo without a time is given one with those that have none', async () => {
  await button('校正拍摄时间').click()
  const dialog = page.getByRole('dialog', { name: '校正拍摄时间' })
  await dialog.getByRole('button', { name: /以哪一张为准/ }).click()
  await page.getByRole('option', { name: /微信图片\.png/ }).click()
  await dialog.getByRole('checkbox', { name: '选“微信图片.png”' }).check()
  await dialog.getByRole('textbox', { name: '这张实际拍于' }).fill('11-10')
  await page.keyboard.press('Enter')
  await dialog.getByText('看不懂这个时间', { exact: false }).waitFor()
  await dialog.getByRole('textbox', { name: '这张实际拍于' }).fill('2023-11-10 10:00')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect((await times())['微信图片.png']).toBe('2023-11-10T10:00:00')
  expect((await times())['DSC_0003.JPG']).toBe(asTaken['DSC_0003.JPG'])
})
