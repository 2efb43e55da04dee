/** Boot order of the main process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, powerMonitor } from 'electron'
import { mainText } from '../../shared/text/zh-cn/main.ts'
import { appOrigin, registerAppScheme, serveApp } from './app-protocol.ts'
import { forkDataProcess, forksBeforeReady } from './data-port.ts'
import { type DataProcess, superviseDataProcess } from './data-process.ts'
import { drawPicture } from './draw-picture.ts'
import { guardContents, guardSession } from './guard.ts'
import { answerCalls } from './ipc.ts'
import { askKeyStore } from './key-store.ts'
import { mainOperations } from './operations.ts'
import { type Place, resolvePlace } from './paths.ts'
import { printPaper } from './print-paper.ts'
import { isOwnPage } from './sender.ts'
import { type AppWindow, openWindow } from './window.ts'

const devUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const out = join(__dirname, '..')
const place = settlePlace()

registerAppScheme()
void boot()

async function boot(): Promise<void> {
  if (!app.requestSingleInstanceLock() && !(await lockAfterReload())) return app.exit(0)
  guardContents()
  // there is no menu bar; building the standard one costs start time
  Menu.setApplicationMenu(null)
  const early = forksBeforeReady ? startDataProcess() : null
  await app.whenReady()
  const data = early ?? startDataProcess()
  guardSession(devUrl)
  serveApp(join(out, 'renderer'), place.dataDir)
  const main = openMainWindow()
  answerCalls(
    mainOperations(() => main, place),
    data,
    devUrl,
  )
  focusOnSecondStart(main.window)
  deliverAfterSleep(data)
  quitAfterFlush(data)
}

function settlePlace(): Place {
  const settled = resolvePlace({
    argv: process.argv,
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
    makeTemp: () => mkdtempSync(join(tmpdir(), 'shanyan-demo-')),
  })
  // Chromium's own switch wins: tests give each window a folder of its own
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    mkdirSync(settled.windowDir, { recursive: true })
    app.setPath('userData', settled.windowDir)
  }
  app.setPath('sessionData', app.getPath('userData'))
  if (process.platform === 'win32') app.setAppUserModelId('cn.shanyan.desktop')
  return settled
}

/** Hot reload starts the new app while the old one still flushes. */
async function lockAfterReload(): Promise<boolean> {
  for (let tries = devUrl ? 40 : 0; tries > 0; tries--) {
    await new Promise((done) => setTimeout(done, 250))
    if (app.requestSingleInstanceLock()) return true
  }
  return false
}

function startDataProcess(): DataProcess {
  const script = join(out, 'data', 'index.cjs')
  const env = {
    SHANYAN_DATA_DIR: place.dataDir,
    SHANYAN_STATE_DIR: app.getPath('userData'),
    SHANYAN_DEMO: place.kind === 'demo' ? '1' : '',
    SHANYAN_APP_VERSION: app.getVersion(),
    SHANYAN_RESOURCES: app.isPackaged ? join(process.resourcesPath, 'shanyan') : join(app.getAppPath(), 'resources'),
  }
  return superviseDataProcess({
    // plain Node cannot read inside an archive, so the data process lies beside it
    fork: () => forkDataProcess(script.replace('app.asar', 'app.asar.unpacked'), env),
    onEvent: announce,
    onAsk: (what, text) => {
      if (what === 'print') return printPaper(place.dataDir, text)
      return what === 'draw' ? drawPicture(place.dataDir, text) : askKeyStore(what, text)
    },
  })
}

function announce(event: string, payload: string): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (isOwnPage(window.webContents.getURL(), devUrl)) window.webContents.send('event', event, payload)
  }
}

function openMainWindow(): AppWindow {
  const main = openWindow({
    title: mainText.appName,
    url: devUrl ?? `${appOrigin}/`,
    preload: join(out, 'preload', 'index.cjs'),
    memoryFile: join(app.getPath('userData'), 'window.json'),
    send: announce,
  })
  // the start script waits for this, to try again where a first cold start never shows its window
  const signal = process.env.SHANYAN_SHOWN_FILE
  if (signal) main.window.once('show', () => writeFileSync(signal, String(Date.now())))
  return main
}

function focusOnSecondStart(window: BrowserWindow): void {
  app.on('second-instance', () => {
    // the window is gone and the data are still being flushed: the next start comes right after
    if (window.isDestroyed()) return app.relaunch()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
}

/** A laptop that wakes up may be somewhere else: shares and sticks are tried at once. */
function deliverAfterSleep(data: DataProcess): void {
  powerMonitor.on('resume', () => void data.call('courier.run', {}))
}

function quitAfterFlush(data: DataProcess): void {
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    void data.close().then(() => {
      if (place.throwAway) rmSync(place.dataDir, { recursive: true, force: true, maxRetries: 2 })
      app.exit(0)
    })
  })
}
