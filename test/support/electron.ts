/** A real window for the end-to-end tests: launched, driven and killed for real. */
import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { openDisplay } from '../../electron/launch/display.mjs'
import { findElectron } from '../../electron/launch/electron-runtime.mjs'
import { root } from '../../electron/launch/exec.mjs'
import { environmentSwitches } from '../../electron/launch/sandbox.mjs'

export type Shanyan = {
  app: ElectronApplication
  page: Page
  /** The data folder. */
  profile: string
  /** Closes as a person would: the page stores what is edited, the data process flushes. */
  close(): Promise<void>
}

export type LaunchOptions = {
  /** Data folder; left out, a fresh one that `close` removes. */
  profile?: string
  /** A throw-away profile with the demonstration data, made and removed by the app itself. */
  demo?: boolean
  args?: string[]
  env?: Record<string, string>
  /** Size of the page, in its own pixels. */
  contentSize?: { width: number; height: number }
  /** Device scale factor, e.g. 1.5 for a screen at 150 %. */
  scale?: number
}

/** One cold first launch in 76 was seen to show nothing. */
const patience = 20_000

const throwAways = new Set<string>()
process.once('exit', () => {
  for (const folder of throwAways) rmSync(folder, { recursive: true, force: true })
})

/** A fresh folder that goes when the test process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `shanyan-test-${name}-`))
  throwAways.add(folder)
  return folder
}

export async function launchShanyan(options: LaunchOptions = {}): Promise<Shanyan> {
  const profile = options.profile ?? join(temporaryFolder('profile'), 'data')
  const { app, page } = await launchOnce(options, profile).catch(() => launchOnce(options, profile))
  if (options.contentSize) await setContentSize(app, page, options.contentSize)
  return { app, page, profile, close: () => app.close() }
}

async function launchOnce(options: LaunchOptions, profile: string): Promise<{ app: ElectronApplication; page: Page }> {
  const electron = await findElectron()
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const app = await _electron.launch({
    executablePath: electron.executable,
    cwd: root,
    args: [
      ...environmentSwitches(),
      ...display.args,
      ...electron.args,
      ...(options.demo ? ['--demo'] : ['--profile', profile]),
      // beside the data folder, never in it: tests compare that folder, or make it read-only
      `--user-data-dir=${profile}-window`,
      ...(options.scale ? [`--force-device-scale-factor=${options.scale}`] : []),
      ...(options.args ?? []),
    ],
    env: { ...definedEnvironment(), ...options.env },
    chromiumSandbox: !environmentSwitches().includes('--no-sandbox'),
    // the window's own theme counts, not an emulated one
    colorScheme: null,
    timeout: patience,
  })
  try {
    const page = await app.firstWindow({ timeout: patience })
    await page.waitForLoadState('domcontentloaded', { timeout: patience })
    return { app, page }
  } catch (error) {
    await killApp(app)
    throw error
  }
}

/** `kill -9` of the window and everything it started, as a power cut would. */
export async function killApp(app: ElectronApplication): Promise<void> {
  const child: ChildProcess = app.process()
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  // playwright starts it as the leader of its own process group
  process.kill(-child.pid, 'SIGKILL')
  await gone
}

/** `kill -9` of the data process alone; the window stays. Returns the killed process id. */
export async function killDataProcess(app: ElectronApplication): Promise<number> {
  const pid = await dataProcessId(app)
  if (pid === null) throw new Error('No data process is running')
  process.kill(pid, 'SIGKILL')
  return pid
}

export async function dataProcessId(app: ElectronApplication): Promise<number | null> {
  const utility = await app.evaluate(({ app: electronApp }) => {
    return electronApp.getAppMetrics().find(({ serviceName, name }) => [serviceName, name].includes('shanyan-data'))
      ?.pid
  })
  return utility ?? childRunning(app.process().pid!, join('out', 'data', 'index.cjs'))
}

/** The fallback's plain Node child, found by its command line. */
function childRunning(parent: number, script: string): number | null {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      const [, ppid] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      if (Number(ppid) === parent && command.includes(script)) return Number(name)
    } catch {
      // ended meanwhile
    }
  }
  return null
}

/** Answers the system's next file dialogs as a person would. `null` is 取消. */
export async function stubDialog(
  app: ElectronApplication,
  kind: 'open' | 'save',
  answer: string[] | string | null,
): Promise<void> {
  await app.evaluate(
    ({ dialog }, { kind, answer }) => {
      const filePaths = answer === null ? [] : Array.isArray(answer) ? answer : [answer]
      const canceled = answer === null
      if (kind === 'open') dialog.showOpenDialog = async () => ({ canceled, filePaths })
      else dialog.showSaveDialog = async () => ({ canceled, filePath: filePaths[0] ?? '' })
    },
    { kind, answer },
  )
}

/** Sizes are content sizes: what the page itself sees. */
export async function setContentSize(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    const [window] = BrowserWindow.getAllWindows()
    // test screens of 911 × 512 are smaller than some window's own minimum
    window?.setMinimumSize(1, 1)
    window?.setContentSize(width, height)
  }, size)
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size)
}

/** Asks the data process or main as the page does; gives the value, or throws the failure. */
export async function call<T = unknown>(page: Page, operation: string, input: unknown = {}): Promise<T> {
  const body = await page.evaluate(([name, value]) => window.shanyan.call(name as never, value), [
    operation,
    input,
  ] as const)
  const result = JSON.parse(body)
  if (!result.ok) throw Object.assign(new Error(`${operation}: ${result.error.message}`), { failure: result.error })
  return result.value
}

/** Two windows' computers take each other's cards, as two offices do once. */
export async function introduce(one: Page, other: Page): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    await call(to, 'card.take', { text: (await call<{ text: string }>(from, 'card.get')).text })
}

/** A byte-stable picture into the ignored folder `.artifacts/screens/`. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = join(root, '.artifacts', 'screens')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  return path
}

/** Debian's current Chromium, to show the same pages on another engine. */
export function chromiumExecutable(): string | null {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  // a window started from a test runner must not take itself for one
  return Object.fromEntries(
    entries.filter(([name]) => !/^(NODE_OPTIONS|VITEST.*|NODE_ENV|ELECTRON_RENDERER_URL)$/.test(name)),
  )
}
