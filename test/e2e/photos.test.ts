/** Photos in a real window: a whole camera card while the window is used, the viewer, papers, pasting. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page as Rows, VisitItem, VisitPage } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, screenshot, stubDialog, temporaryFolder } from '../support/electron.ts'
import { framesDuring } from '../support/frames.ts'
import { measure, settle, violations } from '../support/looks.ts'
import { drawnPicture, photograph, pngHeader } from '../support/photo-files.ts'

const count = 500
const megabytes = 5
const card = temporaryFolder('card')
let shanyan: Shanyan
let page: Page
let visit: string

const button = (name: string | RegExp) => page.getByRole('button', { name })
const ofVisit = async () =>
  (await call<VisitPage>(page, 'visits.page', { id: visit })).photos.filter((one) => one.sha256)

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  await page.waitForSelector('h1')
  const { rows } = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
  visit = rows.find((row) => row.regionName === '盐城市')!.id
  const picture = await drawnPicture(page, 1600, 1200)
  const folder = join(card, 'DCIM', '100CANON')
  mkdirSync(folder, { recursive: true })
  for (let seed = 0; seed < count; seed++) {
    const minute = String(seed % 60).padStart(2, '0')
    const takenAt = `2023-11-10T${String(9 + Math.floor(seed / 60)).padStart(2, '0')}:${minute}:00`
    const name = `IMG_${String(seed).padStart(4, '0')}.JPG`
    writeFileSync(join(folder, name), photograph({ takenAt, seed, picture, bytes: megabytes * 1024 * 1024 }))
  }
  writeFileSync(join(folder, 'BROKEN.JPG'), 'not a picture at all')
})
afterAll(() => shanyan?.close())

it('takes in a card of 500 photos of 5 MB, each with its visit by the day, while the window answers', async () => {
  await stubDialog(shanyan.app, 'open', card)
  await page.evaluate(() => {
    location.hash = '#/visits'
  })
  await settle(page)
  await button('从相机卡收照片').click()
  await button('选择相机卡或文件夹').click()
  const take = button(`收入 ${count} 个文件`)
  await take.waitFor()
  const dialog = page.getByRole('dialog', { name: '从相机卡收照片' })
  expect(await dialog.innerText()).toContain('1 个打不开，不收')
  expect(await dialog.innerText()).toContain('按日期对上')
  await settle(page)
  await screenshot(page, 'camera-card-1366-light')
  expect([...(await measure(page)), ...(await violations(page))]).toEqual([])

  // frames go on, and a read is answered, all the while
  const frames = await framesDuring(page, async () => {
    await take.click()
    await page.getByRole('progressbar').waitFor()
    await dialog.waitFor({ state: 'hidden', timeout: 240_000 })
  })
  expect(frames.answers).toBeGreaterThan(3)
  expect(frames.slow / frames.count).toBeLessThan(0.02)
  const photos = await ofVisit()
  expect(photos).toHaveLength(count)
  expect(photos[0]).toMatchObject({ takenAt: '2023-11-10T09:00:00', width: 1600, height: 1200 })
}, 300_000)

it('takes none of them twice', async () => {
  await button('从相机卡收照片').click()
  await button('选择相机卡或文件夹').click()
  await page.getByText(`${count} 个以前收过，不再收`).waitFor()
  expect(await button('请先选走访').isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  expect(await ofVisit()).toHaveLength(count)
})

it('shows them small, and keeps the small copies', async () => {
  await page.evaluate((id) => {
    location.hash = `#/visits/${id}?tab=photos`
  }, visit)
  await page.locator('.photo-frame img').first().waitFor()
  const folder = await call<{ dataDir: string }>(page, 'window.state').then(({ dataDir }) => join(dataDir, 'small'))
  await expect
    .poll(() => (existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0), { timeout: 30_000 })
    .toBeGreaterThan(4)
  const [first] = await ofVisit()
  const width = await page.evaluate(async (src) => {
    const image = new Image()
    image.src = src
    await image.decode()
    return image.naturalWidth
  }, `app://att/${first?.sha256}?small=again`)
  expect(width).toBe(480)
})

it('opens one large: keys zoom and turn it, and the turn is kept', async () => {
  await page.locator('.photo-frame img').first().click()
  const viewer = page.getByRole('dialog', { name: '看照片' })
  await viewer.waitFor()
  const image = viewer.locator('img')
  const width = async () => (await image.boundingBox())?.width ?? 0
  const before = await width()
  await page.keyboard.press('+')
  await expect.poll(width, { timeout: 20_000 }).toBeGreaterThan(before * 1.3)
  await page.keyboard.press('0')
  await expect.poll(width, { timeout: 20_000 }).toBeCloseTo(before, 0)
  await page.keyboard.press('r')
  await expect.poll(async () => (await ofVisit())[0]?.rotation, { timeout: 20_000 }).toBe(90)
  await settle(page)
  await screenshot(page, 'photo-viewer-1366-light')
  expect([...(await measure(page)), ...(await violations(page))]).toEqual([])
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
})

it('a paper opens with the program for it; a program is refused, and so is nothing else of the batch', async () => {
  const folder = temporaryFolder('papers')
  const files = { '会议通知.pdf': '%PDF-1.4 notice', '工具.exe': 'MZ', '大图.png': pngHeader(60_000, 60_000) }
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  await stubDialog(shanyan.app, 'open', paths)
  await shanyan.app.evaluate(({ shell }) => {
    shell.openPath = async (path) => {
      Object.assign(globalThis, { opened: path })
      return ''
    }
  })
  await button('添加照片或文件').first().click()
  await page.getByText('“工具.exe”是程序，不是资料，没有收入。').waitFor()
  // a picture too large to draw is a file like the paper
  await button(/大图\.png/)
    .first()
    .waitFor()
  await button(/会议通知\.pdf/)
    .first()
    .click()
  const opened = () => shanyan.app.evaluate(() => (globalThis as { opened?: string }).opened ?? '')
  await expect.poll(opened, { timeout: 20_000 }).toContain('会议通知.pdf')
  expect(basename(await opened())).toBe('会议通知.pdf')
})

it('a picture from the clipboard belongs to the visit, and Ctrl+Z takes it back', async () => {
  const before = (await ofVisit()).length
  await shanyan.app.evaluate(({ clipboard, nativeImage }) => {
    const bitmap = Buffer.alloc(40 * 30 * 4, 200)
    ;(clipboard as unknown as { writeImage(image: unknown): void }).writeImage(
      nativeImage.createFromBitmap(bitmap, { width: 40, height: 30 }),
    )
  })
  await page.locator('h1').first().click()
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await ofVisit()).length, { timeout: 20_000 }).toBe(before + 1)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await ofVisit()).length, { timeout: 20_000 }).toBe(before)
})
