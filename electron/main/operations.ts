/** The operations main answers itself. A missing one, or another answer than the contract's, is a compile error. */
import { app } from 'electron'
import type { Named, Output } from '../../shared/contract.ts'
import {
  chooseFolder,
  openCard,
  openCopy,
  openFiles,
  openIntake,
  openPackages,
  openPaper,
  openPhotos,
  openProfile,
  openTemplate,
  showItem,
} from './dialogs.ts'
import { MainRefusal } from './failures.ts'
import type { Place } from './paths.ts'
import { pdfOfPage, printPage, stopPage } from './print-page.ts'
import { type AppWindow, systemDrawsButtons } from './window.ts'
import { isThemeMode, isZoom } from './window-memory.ts'

type MainOperation = Named<'main', 'read' | 'write' | 'work'>
// biome-ignore lint/suspicious/noConfusingVoidType: a handler whose answer is null may simply end
type Answer<O> = O | Promise<O> | (null extends O ? void : never)
type MainHandlers = { [K in MainOperation]: (input: unknown) => Answer<Output<K>> }

export function mainOperations(current: () => AppWindow, place: Place): MainHandlers {
  const window = () => current().window
  return {
    'window.control': (input) => {
      const action = field(input, 'action')
      if (action === 'minimize') window().minimize()
      else if (action === 'maximize') window().isMaximized() ? window().unmaximize() : window().maximize()
      else if (action === 'close') window().close()
      else throw new MainRefusal('bad-input')
    },
    'window.state': () => ({
      maximized: window().isMaximized(),
      zoom: current().zoom(),
      platform: process.platform,
      overlay: systemDrawsButtons,
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      dataDir: place.dataDir,
      documents: app.getPath('documents'),
      profileKind: place.kind,
    }),
    'window.theme': (input) => {
      const mode = field(input, 'mode')
      if (!isThemeMode(mode)) throw new MainRefusal('bad-input')
      current().setTheme(mode)
    },
    'window.zoom': (input) => {
      const percent = field(input, 'percent')
      if (!isZoom(percent)) throw new MainRefusal('bad-input')
      current().setZoom(percent)
    },
    'window.closed': (input) => current().pageIsDone(field(input, 'stay') === true),
    'dialog.openPackages': () => openPackages(window()),
    'dialog.openCard': () => openCard(window()),
    'dialog.chooseFolder': (input) => {
      const title = field(input, 'title')
      return chooseFolder(window(), typeof title === 'string' ? title.slice(0, 200) : undefined)
    },
    'dialog.openPhotos': () => openPhotos(window()),
    'dialog.openProfile': () => openProfile(window()),
    'dialog.openFiles': () => openFiles(window()),
    'dialog.openIntake': (input) => openIntake(window(), field(input, 'kind') === 'sheet' ? 'sheet' : 'press'),
    'shell.openCopy': (input) => {
      const path = field(input, 'path')
      if (typeof path !== 'string') throw new MainRefusal('bad-input')
      return openCopy(path, place.dataDir)
    },
    'shell.openPaper': (input) => {
      const path = field(input, 'path')
      if (typeof path !== 'string') throw new MainRefusal('bad-input')
      return openPaper(path)
    },
    'page.print': (input) => printPage(place.dataDir, input),
    'page.pdf': (input) => pdfOfPage(window(), place.dataDir, input),
    'page.stop': (input) => stopPage(field(input, 'job')),
    'dialog.openTemplate': () => openTemplate(window()),
    'shell.showItem': (input) => {
      const path = field(input, 'path')
      if (typeof path !== 'string') throw new MainRefusal('bad-input')
      return showItem(path)
    },
  }
}

function field(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[name] : undefined
}
