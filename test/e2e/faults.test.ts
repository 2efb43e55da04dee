/** What goes wrong in an office: broken files, full and pulled sticks, crashes. A clear Chinese sentence each, and nothing changed. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Counts, PackageHistoryItem, RecordView } from '../../shared/views.ts'
import { writeBigPackage, writeMembers } from '../support/big-package.ts'
import { cleanUp, exportTo, openDevice } from '../support/device.ts'
import {
  call,
  dataProcessId,
  killApp,
  killDataProcess,
  launchShanyan,
  type Shanyan,
  stubDialog,
  temporaryFolder,
} from '../support/electron.ts'
import { lookAt } from '../support/looks.ts'
import { cardOf, soundEntries } from '../support/packages.ts'
import { mayMount, removeDisks, smallDisk } from '../support/small-disk.ts'

const contentSize = { width: 1366, height: 768 }
const bundles = 8
const bundleSize = 5000
const total = bundles * bundleSize
const files = temporaryFolder('files')
const big = join(files, '大包.shanyan')
const visit = v7()
let office: Shanyan
let whole: string

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const openModule = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const alert = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })
const digest = (page: Page) => call<{ digest: string; changes: number }>(page, 'digest.get')
/** Everything that a fault could have changed. */
const held = async (page: Page) => [await digest(page), await call<Counts>(page, 'counts.get')]
const bytesOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const later = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function open(profile: string, args: string[] = []): Promise<Shanyan> {
  const shanyan = await launchShanyan({ profile, contentSize, args })
  shanyan.page.setDefaultTimeout(15_000)
  return shanyan
}
async function settle({ page }: Shanyan): Promise<void> {
  const profile = { role: 'headquarters', unit: '江苏省慈善总会', person: '李四', deviceName: '总会办公室' }
  await call(page, 'profile.save', profile)
  // whoever signed the big package
  await call(page, 'card.take', { text: cardOf() })
  await page.reload()
  await page.getByRole('navigation', { name: '模块' }).waitFor()
}
/** A data folder that was in use and is closed. */
async function usedFolder(dataDir: string): Promise<string> {
  const device = await openDevice('总会办公室', 'headquarters', { dataDir })
  await device.save('visits', visit, { summary: '早先存好的摘要' })
  await device.close()
  return dataDir
}

/** Shows what the files hold. */
async function inspect({ app, page }: Shanyan, paths: string[]): Promise<void> {
  await openModule(page, /^数据交换/)
  await stubDialog(app, 'open', paths)
  await button(page, '收数据包').click()
}
async function startImport(shanyan: Shanyan, file: string): Promise<void> {
  await inspect(shanyan, [file])
  await button(shanyan.page, '收入').click({ timeout: 60_000 })
}
/** The panel that packs, filled in for a new laptop. */
async function readyToPack({ app, page }: Shanyan, folder: string, recipient: string): Promise<void> {
  await openModule(page, /^数据交换/)
  await button(page, '装一个数据包').click()
  await page.getByLabel('给谁').fill(recipient)
  await page
    .getByRole('option', { name: new RegExp(recipient) })
    .first()
    .click()
  await button(page, '用口令加封').click()
  await stubDialog(app, 'open', [folder])
  await page.getByRole('button', { name: /^(选择文件夹|换一个位置)$/ }).click()
  await page.getByText(folder).waitFor()
}
/** Until an export has begun to write there; the data process is stopped at once, so that what follows happens in the middle. */
async function stopInTheMiddle({ app }: Shanyan, folder: string): Promise<() => void> {
  const pid = (await dataProcessId(app)) as number
  const until = Date.now() + 15_000
  while (!readdirSync(folder).some((name) => name.endsWith('.part'))) {
    if (Date.now() > until) throw new Error('No export has begun')
    await new Promise((done) => setImmediate(done))
  }
  process.kill(pid, 'SIGSTOP')
  return () => process.kill(pid, 'SIGCONT')
}
/** Until the import of a bundle has ended; the next is under way then. */
async function anotherBundle(profile: string): Promise<void> {
  const db = new Database(join(profile, 'shanyan.db'), { readonly: true })
  const bundlesHeld = db.prepare('SELECT count(*) FROM bundles').pluck()
  const before = bundlesHeld.get() as number
  const until = Date.now() + 30_000
  while (bundlesHeld.get() === before) {
    if (Date.now() > until) throw new Error('No import has begun')
    await later(2)
  }
  db.close()
}
const packages = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.shanyan'))
const parts = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.part'))

beforeAll(async () => {
  whole = writeBigPackage(big, bundles, bundleSize)
  const laptop = await openDevice('高晓平的笔记本', 'laptop')
  // more than one chunk of the seal: in a single one damage looks like a cut
  await laptop.save('visits', v7(), { summary: '11月10日，到盐城走访。'.repeat(5000) })
  office = await open(join(temporaryFolder('office'), 'data'))
  await settle(office)
  const { text: card } = await laptop.call('card.get', {})
  await call(office.page, 'card.take', { text: card })
  await laptop.call('card.take', await call<{ text: string }>(office.page, 'card.get').then(({ text }) => ({ text })))
  const { path } = await exportTo(laptop, await laptop.peer('headquarters'))
  copyFileSync(path, join(files, '好的.shanyan'))
  await cleanUp()
  const fields = { summary: { value: '早先存好的摘要' } }
  await call(office.page, 'records.save', { entity: 'visits', id: visit, fields })
})
afterAll(async () => {
  await office?.close().catch(() => undefined)
  removeDisks()
  await cleanUp()
})

describe('a package that cannot be taken in', () => {
  const sound = () => readFileSync(join(files, '好的.shanyan'))
  const make: Record<string, () => Buffer | null> = {
    '损坏.shanyan': () => {
      const bytes = sound()
      const at = 2000
      bytes[at] = bytes[at]! ^ 1
      return bytes
    },
    '截断.shanyan': () => sound().subarray(0, -100),
    '外来.shanyan': () => Buffer.from('PK 不是数据包'.repeat(100)),
    '更新.shanyan': () => {
      writeMembers(join(files, '更新.shanyan'), soundEntries({ manifest: { minimumReader: 99 } }) as never)
      return null
    },
  }
  it.each([
    ['损坏.shanyan', '“损坏.shanyan”打不开：文件在拷贝时损坏了。这台电脑上的内容没有改动。', '请让对方重新导出这个包'],
    ['截断.shanyan', '“截断.shanyan”不完整：拷贝没有结束。这台电脑上的内容没有改动。', '请重新拷贝这个文件'],
    ['外来.shanyan', '“外来.shanyan”不是善研的数据包。这台电脑上的内容没有改动。', '请选扩展名为 .shanyan 的文件'],
    ['更新.shanyan', '“更新.shanyan”是更新版本的善研做的。没有收入任何内容。', '请先升级，再收一次'],
  ])('%s', async (name, message, next) => {
    const { page } = office
    const file = join(files, name)
    const bytes = make[name]!()
    if (bytes) writeFileSync(file, bytes)
    const before = await held(page)
    await inspect(office, [file])
    await alert(page, message).waitFor()
    expect(await alert(page, message).innerText()).toContain(next)
    expect(await button(page, '收入').count()).toBe(0)
    await button(page, '完成').click()
    expect(await held(page)).toEqual(before)
    const { rows } = await call<{ rows: PackageHistoryItem[] }>(page, 'packages.history', { offset: 0, limit: 1 })
    expect(rows).toMatchObject([{ file: name, direction: 'in', state: 'refused', failure: { message } }])
  })

  it('the sound one between broken ones comes in', async () => {
    const { page } = office
    await inspect(
      office,
      ['损坏.shanyan', '好的.shanyan', '截断.shanyan'].map((name) => join(files, name)),
    )
    await alert(page, '打不开').waitFor()
    await alert(page, '不完整').waitFor()
    await button(page, '收入').click()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    await page.getByText('收入 1 个包，2 个没有收入。').waitFor()
    expect((await digest(page)).changes).toBe(2)
    await button(page, '完成').click()
  })
})

it('a photo that is no picture is refused, and nothing changes', async () => {
  const { app, page, profile } = office
  const bad = join(files, '合影.jpg')
  writeFileSync(bad, '这是一份改了名字的文档')
  const before = await held(page)
  await page.goto(`app://shanyan/#/visits/${visit}?tab=photos`)
  await stubDialog(app, 'open', [bad])
  await page
    .getByRole('button', { name: /添加照片/ })
    .first()
    .click()
  await alert(page, '“合影.jpg”不是能显示的照片，没有收入。').waitFor()
  expect(await held(page)).toEqual(before)
  expect(readdirSync(join(profile, 'attachments'))).toEqual([])
})

/** It waits twelve seconds for the folder before it gives up. */
let second: Promise<Shanyan>

describe('long work and its 取消', () => {
  beforeAll(() => {
    second = open(office.profile, [`--user-data-dir=${temporaryFolder('other')}`])
  })

  it('an import stopped at a bundle keeps whole bundles, and goes on when taken in again', async () => {
    const { page } = office
    const before = (await digest(page)).changes
    await startImport(office, big)
    await anotherBundle(office.profile)
    const pid = (await dataProcessId(office.app)) as number
    process.kill(pid, 'SIGSTOP')
    await button(page, '取消').click()
    process.kill(pid, 'SIGCONT')
    await alert(page, '“大包.shanyan”收到一半停下了').waitFor()
    const taken = (await digest(page)).changes - before
    expect(taken % bundleSize).toBe(0)
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(total)
    const said = await alert(page, '收到一半停下了').innerText()
    expect(said).toContain(`${total} 处改动已收入 ${taken} 处，收入的都完整。`)
    await button(page, '收入').click()
    await page.getByRole('heading', { name: '收好了' }).waitFor({ timeout: 60_000 })
    expect((await digest(page)).changes).toBe(before + total)
    await button(page, '完成').click()
  })

  it('an export leaves nothing behind', async () => {
    const { page } = office
    const folder = temporaryFolder('stick')
    await readyToPack(office, folder, '取消的笔记本')
    const before = await held(page)
    await button(page, '装包').click()
    const goOn = await stopInTheMiddle(office, folder)
    await page.getByRole('progressbar').waitFor()
    await button(page, '取消').click()
    goOn()
    await alert(page, '已经取消，没有改动任何内容。').waitFor()
    expect(readdirSync(folder)).toEqual([])
    expect(await held(page)).toEqual(before)
    await button(page, '继续').click()
    await page.getByRole('heading', { name: '装好了' }).waitFor()
    expect(packages(folder)).toHaveLength(1)
    await button(page, '完成').click()
  })
})

describe('a stick', () => {
  it('whose folder is removed while it is written to', async () => {
    const { page } = office
    const folder = join(temporaryFolder('stick'), '数据包')
    mkdirSync(folder)
    await readyToPack(office, folder, '没了的笔记本')
    const before = await held(page)
    await button(page, '装包').click()
    const goOn = await stopInTheMiddle(office, folder)
    rmSync(folder, { recursive: true })
    goOn()
    await alert(page, '要存放的文件夹不见了，包没有写完；原内容完好。').waitFor()
    expect(await held(page)).toEqual(before)
    mkdirSync(folder)
    await button(page, '继续').click()
    await page.getByRole('heading', { name: '装好了' }).waitFor()
    expect(packages(folder)).toHaveLength(1)
    await button(page, '完成').click()
  })

  it.skipIf(!mayMount)('pulled while it is written to (needs to mount)', async () => {
    const { page } = office
    const stick = smallDisk('64m')
    await readyToPack(office, stick.folder, '拔了的笔记本')
    const before = await held(page)
    await button(page, '装包').click()
    const goOn = await stopInTheMiddle(office, stick.folder)
    stick.pull()
    goOn()
    await alert(page, '要存放的文件夹不见了，包没有写完；原内容完好。').waitFor()
    expect(await held(page)).toEqual(before)
    // an empty place where the stick was is no place to write to, but nobody can tell it from a folder
    stick.plugIn()
    await button(page, '继续').click()
    await page.getByRole('heading', { name: '装好了' }).waitFor()
    expect(packages(stick.folder)).toHaveLength(1)
    await button(page, '完成').click()
  })

  it.skipIf(!mayMount)('that is full, then has room (needs to mount)', async () => {
    const { page } = office
    const stick = smallDisk('24m')
    stick.fill()
    await readyToPack(office, stick.folder, '满了的笔记本')
    const before = await held(page)
    await button(page, '装包').click()
    await alert(page, '磁盘满了').waitFor()
    expect(await alert(page, '磁盘满了').innerText()).toContain('请腾出空间后')
    expect([...parts(stick.folder), ...packages(stick.folder)]).toEqual([])
    expect(await held(page)).toEqual(before)
    stick.free()
    await button(page, '继续').click()
    await page.getByRole('heading', { name: '装好了' }).waitFor()
    await button(page, '完成').click()
  })

  it.skipIf(!mayMount)('that is write-protected (needs to mount)', async () => {
    const { page } = office
    const stick = smallDisk('24m')
    stick.readOnly()
    await readyToPack(office, stick.folder, '写保护的笔记本')
    const before = await held(page)
    await button(page, '装包').click()
    await alert(page, '目标位置不能写入，没有改动任何内容。').waitFor()
    expect(await alert(page, '目标位置').innerText()).toContain('写保护')
    expect(await held(page)).toEqual(before)
  })
})

describe('two starts', () => {
  it('on one data folder: the second shows the first window and ends', async () => {
    const { app, profile } = office
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await expect(launchShanyan({ profile })).rejects.toThrow()
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await expect.poll(isVisible).toBe(true)
  })

  it('by two people of one computer: the second is told, and the first goes on', async () => {
    const { page, close } = await second
    const words = '另一个善研正在使用这份数据。没有改动任何内容。'
    await alert(page, words).waitFor({ timeout: 20_000 })
    expect(await alert(page, words).innerText()).toContain('请先关掉另一个窗口，再打开。')
    await close()
    await digest(office.page)
  })
})

describe('kill -9 of the data process', () => {
  it('a save in flight fails and stays on screen; the window goes on, the next save works, nothing is lost', async () => {
    const { app, page } = office
    await page.goto(`app://shanyan/#/visits/${visit}`)
    await page.getByRole('tab', { name: '概况' }).click()
    const before = (await digest(page)).changes
    const purpose = page.getByRole('textbox', { name: '目的' })
    const stored = () => call<RecordView>(page, 'records.get', { entity: 'visits', id: visit })
    await purpose.fill('先前存好的目的')
    await page.keyboard.press('Control+s')
    await expect.poll(async () => (await stored()).fields.purpose).toBe('先前存好的目的')
    await page.getByText('已存盘').waitFor()
    const pid = (await dataProcessId(app)) as number
    process.kill(pid, 'SIGSTOP')
    // what the page reads at that moment is cut off too, and must not take the field away from under the caret
    await app.evaluate(({ BrowserWindow }) => {
      for (const { webContents } of BrowserWindow.getAllWindows())
        webContents.send('event', 'changed', '{"entities":["visits"]}')
    })
    await later(100)
    await purpose.fill('还没存上的目的')
    await page.keyboard.press('Control+s')
    const asked = call(page, 'digest.get').catch((error: Error) => error)
    await page.getByText('正在存盘').waitFor()
    await killDataProcess(app)
    expect(String(await asked)).toContain('数据服务刚才重新启动了，这一步没有完成。已存好的内容都在。')
    const failed = page.getByRole('button', { name: '没存上，重试' })
    await failed.waitFor()
    expect(await failed.getAttribute('title')).toContain('数据服务刚才重新启动了')
    expect(await purpose.inputValue()).toBe('还没存上的目的')
    expect(await purpose.evaluate((box) => box === document.activeElement)).toBe(true)
    await failed.click()
    await page.getByText('已存盘').waitFor()
    const { fields } = await stored()
    expect(fields).toMatchObject({ purpose: '还没存上的目的', summary: '早先存好的摘要' })
    expect(await dataProcessId(app)).not.toBe(pid)
    expect((await digest(page)).changes).toBe(before + 2)
  })
})

describe('kill -9 during an import', () => {
  it('of main alone, then of everything: bundles are in or not; taken in again, all is there', async () => {
    await office.close()
    const profile = join(temporaryFolder('killed'), 'data')
    let shanyan = await open(profile)
    await settle(shanyan)
    let taken = 0
    const kills = [() => process.kill(shanyan.app.process().pid as number, 'SIGKILL'), () => killApp(shanyan.app)]
    for (const kill of kills) {
      await startImport(shanyan, big)
      await anotherBundle(profile)
      await later(20)
      const gone = new Promise((done) => shanyan.app.process().once('exit', done))
      await kill()
      await gone
      shanyan = await open(profile)
      await shanyan.page.getByRole('navigation', { name: '模块' }).waitFor({ timeout: 20_000 })
      const { changes } = await digest(shanyan.page)
      expect(changes % bundleSize).toBe(0)
      expect(changes).toBeGreaterThan(taken)
      expect(changes).toBeLessThan(total)
      taken = changes
    }
    await startImport(shanyan, big)
    await shanyan.page.getByRole('heading', { name: '收好了' }).waitFor({ timeout: 30_000 })
    expect(await digest(shanyan.page)).toEqual({ digest: whole, changes: total })
    expect(readdirSync(join(profile, 'staging'))).toEqual([])
    await shanyan.close()
  })
})

describe('a data folder that cannot be opened', () => {
  async function refused(profile: string, message: string): Promise<string> {
    const shanyan = await open(profile)
    await alert(shanyan.page, message).waitFor()
    const said = await alert(shanyan.page, message).innerText()
    await shanyan.close()
    return said
  }

  it('from a newer version', async () => {
    const profile = await usedFolder(join(temporaryFolder('newer'), 'data'))
    const file = join(profile, 'shanyan.db')
    const db = new Database(file)
    db.pragma('user_version = 9999')
    db.close()
    const before = bytesOf(file)
    const said = await refused(profile, '这份数据是更新版本的善研存下的。没有改动任何内容。')
    expect(said).toContain('请先升级这台电脑上的善研')
    expect(bytesOf(file)).toBe(before)
  })

  it.each([
    ['its first page', 0],
    ['its schema', 100],
    ['its end', -1],
  ])('damaged at %s', async (_, at) => {
    const profile = await usedFolder(join(temporaryFolder('damaged'), 'data'))
    const file = join(profile, 'shanyan.db')
    const bytes = readFileSync(file)
    if (at < 0) truncateSync(file, Math.floor(bytes.length / 3))
    else writeFileSync(file, bytes.fill(0xa5, at, at + 2000))
    const before = bytesOf(file)
    const said = await refused(profile, '数据文件损坏，打不开。原文件没有改动。')
    expect(said).toContain('请不要删除数据文件夹')
    expect(bytesOf(file)).toBe(before)
  })

  it.skipIf(!mayMount)('on a read-only file system (needs to mount)', async () => {
    const disk = smallDisk('24m')
    await usedFolder(disk.folder)
    const before = bytesOf(join(disk.folder, 'shanyan.db'))
    disk.readOnly()
    await refused(disk.folder, `数据文件夹不能写入：${disk.folder}。没有改动任何内容。`)
    expect(bytesOf(join(disk.folder, 'shanyan.db'))).toBe(before)
  })
})

it.skipIf(!mayMount)('a full disk keeps what is typed on screen, and 重试 stores it (needs to mount)', async () => {
  const disk = smallDisk('24m')
  await usedFolder(disk.folder)
  const shanyan = await open(disk.folder)
  const { page } = shanyan
  await page.getByRole('navigation', { name: '模块' }).waitFor()
  await page.goto(`app://shanyan/#/visits/${visit}`)
  await page.getByRole('tab', { name: '概况' }).click()
  const purpose = page.getByRole('textbox', { name: '目的' })
  await purpose.waitFor()
  disk.fill()
  const typed = '了解慈善项目'.repeat(2000)
  await purpose.fill(typed)
  const failed = page.getByRole('button', { name: '没存上，重试' })
  await failed.waitFor()
  expect(await failed.getAttribute('title')).toContain('磁盘满了，这一步没有存上；屏幕上的内容没有丢。')
  await page.keyboard.press('Control+s')
  await later(300)
  expect(await failed.count()).toBe(1)
  expect(await purpose.inputValue()).toBe(typed)
  // closed now, it would be lost: the window asks, and goes back
  await page.getByRole('button', { name: '关闭', exact: true }).click()
  const question = page.getByRole('dialog', { name: '有内容还没有存上，要关闭吗？' })
  await question.getByText('磁盘满了，这一步没有存上；屏幕上的内容没有丢。').waitFor()
  await lookAt(shanyan)('closing')
  await question.getByRole('button', { name: '再存一次并关闭' }).click()
  await question.waitFor()
  await question.getByRole('button', { name: '返回' }).click()
  expect(await purpose.inputValue()).toBe(typed)
  disk.free()
  await failed.click()
  await page.getByText('已存盘').waitFor()
  await killApp(shanyan.app)
  const again = await open(disk.folder)
  await again.page.getByRole('navigation', { name: '模块' }).waitFor({ timeout: 20_000 })
  const { fields } = await call<RecordView>(again.page, 'records.get', { entity: 'visits', id: visit })
  expect(fields).toMatchObject({ purpose: typed, summary: '早先存好的摘要' })
  await again.close()
  expect(existsSync(join(disk.folder, 'filler'))).toBe(false)
})
