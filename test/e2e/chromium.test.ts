/** The same pages in Debian's current Chromium over a real data process: what a newer engine than the test runtime's makes of them. */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../electron/launch/exec.mjs'
import { environmentSwitches } from '../../electron/launch/sandbox.mjs'
import { attachmentTarget, contentSecurityPolicy, pageFile, pageType } from '../../electron/main/protocol-rules.ts'
import type { MeetingItem, MeetingPage, Page as Rows, VisitItem } from '../../shared/views.ts'
import { type DataChild, startDataChild } from '../support/data-child.ts'
import { chromiumExecutable, screenshot, temporaryFolder } from '../support/electron.ts'
import { settle } from '../support/looks.ts'

const executablePath = chromiumExecutable()
const title = executablePath ? 'in current Chromium' : 'in current Chromium (skipped: no `chromium` on this machine)'

let data: DataChild
let server: Server
let browser: Browser
let page: Page
const complaints: string[] = []

/** The built page and its pictures, under the app's own policy. */
function serve(rendererDir: string, dataDir: string): Promise<Server> {
  const started = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    // a browser asks for it unasked
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end()
    const picture = attachmentTarget(url)
    const file = picture ? join(dataDir, ...picture.segments) : pageFile(rendererDir, url.pathname)
    if (!file || !existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, {
      'Content-Type': picture ? picture.type : pageType(file),
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
    })
    createReadStream(file).pipe(response)
  })
  return new Promise((done) => started.listen(0, '127.0.0.1', () => done(started)))
}

/** What main answers itself; the rest goes to the data process. */
const ofMain: Record<string, unknown> = {
  'window.state': {
    maximized: false,
    fullscreen: false,
    zoom: 100,
    platform: process.platform,
    overlay: false,
    version: '',
    electron: '',
    chromium: '',
    node: process.versions.node,
  },
  'window.theme': null,
}

/** The preload's bridge, made of exposed functions. */
async function bridge(to: Page) {
  await to.exposeFunction('shanyanAsk', (operation: string, input: unknown) =>
    operation in ofMain ? JSON.stringify({ ok: true, value: ofMain[operation] }) : data.ask(operation, input),
  )
  await to.addInitScript(() => {
    const listeners = new Map<string, Set<(payload: string) => void>>()
    const page = window as unknown as {
      shanyanAsk(operation: string, input: unknown): Promise<string>
      shanyanHear(event: string, payload: string): void
      shanyan: Window['shanyan']
    }
    page.shanyanHear = (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload)
    }
    page.shanyan = {
      call: (operation, input) => page.shanyanAsk(operation, input),
      on: (event, listener) => {
        const heard = listeners.get(event) ?? new Set()
        listeners.set(event, heard.add(listener))
        return () => void heard.delete(listener)
      },
    }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`CSP ${violatedDirective}: ${blockedURI}`),
    )
  })
  data.onEvent((event, payload) => {
    to.evaluate(
      ([name, body]) => (window as unknown as { shanyanHear(n: string, b: string): void }).shanyanHear(name, body),
      [event, payload] as const,
    ).catch(() => {})
  })
}

const open = (name: RegExp) => page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const picture = async (name: string) => {
  await settle(page)
  await screenshot(page, `chromium-${name}`)
}

describe.skipIf(!executablePath)(title, () => {
  beforeAll(async () => {
    const dataDir = join(temporaryFolder('chromium'), 'data')
    data = await startDataChild(dataDir)
    await data.call('profile.save', {
      role: 'headquarters',
      unit: '江苏省慈善总会',
      person: '李四',
      deviceName: '总会办公室',
      demo: true,
    })
    server = await serve(join(root, 'out', 'renderer'), dataDir)
    browser = await chromium.launch({ executablePath: executablePath!, args: environmentSwitches() })
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    page.setDefaultTimeout(10_000)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await bridge(page)
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await data?.close()
  })

  it('shows the dashboard, light and dark', async () => {
    await page.getByRole('heading', { name: '走访覆盖' }).waitFor()
    await picture('dashboard-1366-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture('dashboard-1366-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('edits a field that is there after a reload', async () => {
    await open(/^走访/)
    await page.getByText('14 次，10 个市').waitFor()
    await picture('visits-1366-light')
    await page.getByRole('gridcell', { name: '扬州', exact: true }).click()
    await page.getByRole('heading', { name: '扬州', level: 1 }).waitFor()
    await page.locator('[data-quotable]').click({ position: { x: 60, y: 12 } })
    await page.getByRole('textbox', { name: '摘要' }).waitFor()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('下午返回。')
    await page.keyboard.press('Escape')
    const stored = async () =>
      (await data.call<Rows<VisitItem>>('visits.list', { offset: 0, limit: 10, text: '下午返回' })).total
    await expect.poll(stored).toBe(1)
    await page.reload()
    await page.getByText('下午返回。').waitFor()
    await picture('visit-1366-light')
  })

  it('takes down a symposium by keyboard', async () => {
    const { rows } = await data.call<Rows<MeetingItem>>('meetings.list', { offset: 0, limit: 9, kind: 'symposium' })
    await open(/^会议/)
    await page.getByRole('row').filter({ hasText: '盐城市座谈会' }).click()
    await page.getByRole('tab', { name: '发言 0' }).waitFor()
    await page.keyboard.press('Control+n')
    await page.locator('#statement-entry textarea:focus').waitFor()
    for (const said of ['今年实施了33个项目', '明年还要扩面']) {
      await page.keyboard.insertText(said)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('tab', { name: '发言 2' }).waitFor()
    const pages = await Promise.all(rows.map(({ id }) => data.call<MeetingPage>('meetings.page', { id })))
    expect(pages.flatMap((one) => one.statementItems.map((item) => item.text))).toEqual([
      '今年实施了33个项目',
      '明年还要扩面',
    ])
    await picture('symposium-1366-light')
  })

  it('opens the exchange', async () => {
    await open(/^数据交换/)
    await page.getByRole('heading', { name: '数据交换' }).waitFor()
    await page.getByRole('button', { name: '装一个数据包' }).click()
    await page.getByLabel('给谁').waitFor()
    await picture('exchange-1366-light')
  })

  it('without a word of complaint in the console', () => {
    expect(complaints).toEqual([])
  })
})
