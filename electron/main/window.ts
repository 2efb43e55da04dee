/** The one window: sandboxed, isolated, going nowhere but to its own page. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { followTheme, titleBarHeightAt, windowColours } from './theme.ts'
import { handleWindowKeys } from './window-keys.ts'
import {
  loadWindowMemory,
  openingBounds,
  pageOf,
  saveWindowMemory,
  smallestSize,
  type ThemeMode,
  zoomStep,
} from './window-memory.ts'

type Options = {
  title: string
  url: string
  preload: string
  memoryFile: string
  /** Announces something to the page. */
  send: (event: string, payload: string) => void
}

export type AppWindow = {
  window: BrowserWindow
  setTheme(mode: ThemeMode): void
  zoom(): number
  setZoom(percent: number): void
  /** The page has stored what was being edited; `stay`: it could not, and asks the person. */
  pageIsDone(stay: boolean): void
}

/** Windows draws its own buttons over the page; elsewhere the page draws them. */
export const systemDrawsButtons = process.platform === 'win32'

/** How long the page may take, ms, to store what is being edited when the window closes: a busy disk is waited for. */
const closingPatience = 10_000

export function openWindow(options: Options): AppWindow {
  const memory = loadWindowMemory(options.memoryFile)
  nativeTheme.themeSource = memory.theme
  const { desk, ink } = windowColours()
  const window = new BrowserWindow({
    title: options.title,
    ...openingBounds(memory.bounds, workAreas()),
    useContentSize: true,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    backgroundColor: desk,
    ...(systemDrawsButtons
      ? {
          titleBarStyle: 'hidden',
          titleBarOverlay: { color: desk, symbolColor: ink, height: titleBarHeightAt(memory.zoom) },
        }
      : { frame: false }),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // its dictionaries would be fetched from the network
      spellcheck: false,
      zoomFactor: memory.zoom / 100,
    },
  })
  const save = () => saveWindowMemory(options.memoryFile, memory)
  const remember = () => {
    memory.maximized = window.isMaximized()
    memory.page = pageOf(window.webContents.getURL())
    if (!memory.maximized && !window.isFullScreen()) memory.bounds = window.getContentBounds()
    save()
  }

  if (memory.maximized) window.maximize()
  const refreshFrame = followTheme(window, systemDrawsButtons, () => memory.zoom)
  const announce = announceState(window, options.send, () => memory.zoom)
  const setZoom = (percent: number) => {
    window.webContents.setZoomFactor(percent / 100)
    memory.zoom = percent
    save()
    refreshFrame()
    announce()
  }
  handleWindowKeys(window, (by) => setZoom(by === 0 ? 100 : zoomStep(memory.zoom, by)))
  // Chromium remembers a size of its own for the address
  window.webContents.on('did-navigate', () => window.webContents.setZoomFactor(memory.zoom / 100))
  recoverPage(window)
  const pageIsDone = closeInTwoSteps(window, options.send, remember)
  showWhenPainted(window)
  void window.loadURL(options.url + memory.page)

  return {
    window,
    setTheme(mode) {
      nativeTheme.themeSource = mode
      memory.theme = mode
      save()
    },
    zoom: () => memory.zoom,
    setZoom,
    pageIsDone,
  }
}

function workAreas() {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea)
}

function showWhenPainted(window: BrowserWindow): void {
  const show = () => {
    if (!window.isDestroyed() && !window.isVisible()) window.show()
  }
  window.once('ready-to-show', show)
  // better an unfinished window than none
  window.webContents.once('did-fail-load', show)
  setTimeout(show, 8000)
}

function announceState(window: BrowserWindow, send: Options['send'], zoom: () => number): () => void {
  const announce = () =>
    send(
      'window-state',
      JSON.stringify({ maximized: window.isMaximized(), fullscreen: window.isFullScreen(), zoom: zoom() }),
    )
  window.on('maximize', announce)
  window.on('unmaximize', announce)
  window.on('enter-full-screen', announce)
  window.on('leave-full-screen', announce)
  return announce
}

/** A page whose process died is loaded again, but not in a loop. */
function recoverPage(window: BrowserWindow): void {
  let last = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || Date.now() - last < 5000) return
    last = Date.now()
    console.error(`page ended: ${reason}`)
    window.webContents.reload()
  })
}

/** First the page stores what is being edited, then the window goes. Returns what the page's call `window.closed` does. */
function closeInTwoSteps(window: BrowserWindow, send: Options['send'], remember: () => void): (stay: boolean) => void {
  const page = window.webContents
  let step: 'open' | 'asked' | 'done' = 'open'
  let patience: ReturnType<typeof setTimeout> | undefined
  /** From here on the page listens, and a person may have typed. A page that still loads something listens too. */
  let listens = false
  page.on('dom-ready', () => {
    listens = true
  })
  page.on('render-process-gone', () => {
    listens = false
  })
  const finish = (stay: boolean) => {
    if (step !== 'asked') return
    clearTimeout(patience)
    step = stay ? 'open' : 'done'
    remember()
    if (!stay && !window.isDestroyed()) window.close()
  }
  window.on('close', (event) => {
    if (step === 'done') return
    // no page to ask
    if (!listens) return remember()
    event.preventDefault()
    if (step === 'asked') return
    step = 'asked'
    send('closing', '{}')
    patience = setTimeout(() => finish(false), closingPatience)
  })
  return finish
}
