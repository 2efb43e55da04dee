import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  call,
  dataProcessId,
  killDataProcess,
  launchShanyan,
  type Shanyan,
  stubDialog,
  temporaryFolder,
} from '../../support/electron.ts'

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
    const bytes = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const hash = createHash('sha256').update(bytes).digest('hex')
    const folder = join(shanyan.profile, 'attachments', hash.slice(0, 2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, hash), bytes)
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
  it('lets the page store what is being edited', async () => {
    const profile = join(temporaryFolder('closing'), 'data')
    const first = await launchShanyan({ profile })
    await first.page.evaluate(() => {
      localStorage.setItem('edited', 'no')
      window.shanyan.on('closing', () => {
        localStorage.setItem('edited', 'stored')
        void window.shanyan.call('window.closed', {})
      })
    })
    await first.close()
    const second = await launchShanyan({ profile })
    expect(await second.page.evaluate(() => localStorage.getItem('edited'))).toBe('stored')
    await second.close()
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
