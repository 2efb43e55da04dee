import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordView } from '../../../shared/views.ts'
import {
  call,
  dataProcessId,
  killDataProcess,
  launchShanyan,
  type Shanyan,
  stubDialog,
  temporaryFolder,
} from '../../support/electron.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('the window', () => {
  let shanyan: Shanyan
  beforeAll(async () => {
    shanyan = await launchShanyan({ contentSize: { width: 1366, height: 768 } })
  })
  afterAll(() => shanyan?.close())

  it('shows its own page and nothing of Node', async () => {
    const { page } = shanyan
    expect(page.url()).toMatch(/^app:\/\/shanyan\//)
    const reach = await page.evaluate(() => ({
      bridge: Object.keys(window.shanyan).sort(),
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
      size: [innerWidth, innerHeight],
    }))
    expect(reach).toEqual({ bridge: ['call', 'on'], node: [], size: [1366, 768] })
  })

  it('runs no script but its own', async () => {
    const ran = await shanyan.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      // what a debugger evaluates is exempt from the policy, what a timer runs is not
      const evaluated = await new Promise((done) => {
        setTimeout(() => {
          try {
            done(new Function('return true')())
          } catch {
            done(false)
          }
        })
      })
      return { injected: 'injected' in window, evaluated }
    })
    expect(ran).toEqual({ injected: false, evaluated: false })
  })

  it('neither leaves its page, nor opens another, nor reaches a network or a file', async () => {
    const { app, page } = shanyan
    const before = page.url()
    const outcome = await page.evaluate(async () => {
      const opened = window.open('https://example.com/')
      const fetched = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      )
      const file = await fetch('file:///etc/hostname').then(
        () => 'reached',
        () => 'refused',
      )
      location.href = 'https://example.com/'
      return { opened: opened !== null, fetched, file }
    })
    expect(outcome).toEqual({ opened: false, fetched: 'refused', file: 'refused' })
    await page.waitForTimeout(200)
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
  })

  it('streams attachments by their content, in ranges too', async () => {
    const hash = createHash('sha256').update(picture).digest('hex')
    const folder = join(shanyan.profile, 'attachments', hash.slice(0, 2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, hash), picture)
    const shown = await shanyan.page.evaluate(async (url) => {
      const picture = new Image()
      picture.src = url
      await picture.decode()
      return [picture.naturalWidth, picture.naturalHeight]
    }, `app://att/${hash}?type=image/png`)
    expect(shown).toEqual([1, 1])
    const part = await shanyan.app.evaluate(async ({ session }, url) => {
      const answer = await session.defaultSession.fetch(url, { headers: { Range: 'bytes=1-3' } })
      return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') }
    }, `app://att/${hash}`)
    expect(part).toEqual({ status: 206, text: 'PNG', type: 'application/octet-stream' })
    const none = await shanyan.app.evaluate(
      async ({ session }, url) => {
        return (await session.defaultSession.fetch(url)).status
      },
      `app://att/${'0'.repeat(64)}`,
    )
    expect(none).toBe(404)
  })

  it('answers for itself', async () => {
    const state = await call(shanyan.page, 'window.state')
    expect(state).toMatchObject({ platform: process.platform, dataDir: shanyan.profile, profileKind: 'custom' })
    await expect(call(shanyan.page, 'window.control', { action: 'explode' })).rejects.toMatchObject({
      failure: { code: 'bad-input' },
    })
    await expect(call(shanyan.page, 'shell.showItem', { path: '/no/such/file' })).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })

  it('follows the chosen theme', async () => {
    const { page } = shanyan
    const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    await call(page, 'window.theme', { mode: 'dark' })
    await expect.poll(dark).toBe(true)
    await call(page, 'window.theme', { mode: 'light' })
    await expect.poll(dark).toBe(false)
  })

  it('asks with the system’s dialogs', async () => {
    await stubDialog(shanyan.app, 'open', ['/a.shanyan', '/b.shanyan'])
    expect(await call(shanyan.page, 'dialog.openPackages')).toEqual({ paths: ['/a.shanyan', '/b.shanyan'] })
    await stubDialog(shanyan.app, 'open', null)
    expect(await call(shanyan.page, 'dialog.chooseFolder', { title: 'x' })).toEqual({ path: null })
  })

  it('outlives its data process, which starts again', async () => {
    const { app, page } = shanyan
    await call(page, 'profile.get')
    await page.evaluate(() => {
      const heard = window as unknown as { restarts: number }
      heard.restarts = 0
      window.shanyan.on('restarted', () => {
        heard.restarts++
      })
    })
    const killed = await killDataProcess(app)
    await expect.poll(() => page.evaluate(() => (window as unknown as { restarts: number }).restarts)).toBe(1)
    await call(page, 'profile.get')
    expect(await dataProcessId(app)).not.toBe(killed)
  })
})

describe('closing', () => {
  const visit = '018bcfe5-0000-7000-8000-000000000001'

  /** A visit whose summary is being edited. */
  async function openSummary(): Promise<{ shanyan: Shanyan; box: Locator }> {
    const shanyan = await launchShanyan({ contentSize: { width: 1366, height: 768 } })
    const { page } = shanyan
    await call(page, 'profile.save', { role: 'laptop', unit: '', person: '', deviceName: '笔记本', demo: false })
    await call(page, 'records.save', { entity: 'visits', id: visit, fields: { summary: { value: '' } } })
    await page.goto(`app://shanyan/#/visits/${visit}`)
    await page.reload()
    await page.getByRole('tab', { name: '概况' }).click()
    const edit = page.getByRole('button', { name: /^摘要待补充|修改摘要/ }).first()
    await edit.press('Enter')
    const box = page.getByRole('textbox', { name: '摘要' })
    await box.waitFor()
    return { shanyan, box }
  }

  async function summaryOf(profile: string): Promise<unknown> {
    const shanyan = await launchShanyan({ profile })
    const view = await call<RecordView>(shanyan.page, 'records.get', { entity: 'visits', id: visit })
    await shanyan.close()
    return view.fields.summary
  }

  it('S-2.1 stores what is being edited', async () => {
    const { shanyan, box } = await openSummary()
    await box.pressSequentially('关窗口前一刻写的')
    await shanyan.close()
    expect(await summaryOf(shanyan.profile)).toBe('关窗口前一刻写的')
  })

  it('S-2.1 waits for a data process that is busy, with a draft of the text still on its way', async () => {
    const { shanyan, box } = await openSummary()
    const data = (await dataProcessId(shanyan.app)) as number
    process.kill(data, 'SIGSTOP')
    await box.pressSequentially('先写的')
    // the draft has been sent
    await shanyan.page.waitForTimeout(500)
    await box.pressSequentially('，后写的')
    const closed = shanyan.close()
    await new Promise((done) => setTimeout(done, 3000))
    process.kill(data, 'SIGCONT')
    await closed
    expect(await summaryOf(shanyan.profile)).toBe('先写的，后写的')
  })

  it('S-2.1 asks a page that still loads something', async () => {
    const { shanyan } = await openSummary()
    const { page } = shanyan
    // a picture without an end: the load event never comes
    const hash = 'e'.repeat(64)
    const folder = join(shanyan.profile, 'attachments', 'ee')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, hash), picture.subarray(0, 40))
    truncateSync(join(folder, hash), 64 * 2 ** 30)
    await page.addInitScript((url) => {
      document.addEventListener('DOMContentLoaded', () => {
        new Image().src = url
      })
    }, `app://att/${hash}?type=image/png`)
    await page.reload({ waitUntil: 'domcontentloaded' })
    await page.getByRole('tab', { name: '概况' }).click()
    await page
      .getByRole('button', { name: /^摘要待补充|修改摘要/ })
      .first()
      .press('Enter')
    await page.getByRole('textbox', { name: '摘要' }).pressSequentially('还在载入时写的')
    const isLoading = () =>
      shanyan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoadingMainFrame())
    expect(await isLoading()).toBe(true)
    await shanyan.close()
    expect(await summaryOf(shanyan.profile)).toBe('还在载入时写的')
  })

  it('removes a throw-away profile', async () => {
    const temp = temporaryFolder('demo')
    const shanyan = await launchShanyan({ demo: true, env: { TMPDIR: temp } })
    const state = await call<{ dataDir: string; profileKind: string }>(shanyan.page, 'window.state')
    expect(state.profileKind).toBe('demo')
    expect(state.dataDir.startsWith(temp)).toBe(true)
    await shanyan.close()
    expect(existsSync(join(state.dataDir, 'attachments'))).toBe(false)
  })
})
