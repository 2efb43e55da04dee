/** The system's dialogs. `dialog.…` is looked up at each call, so that a test can stand in for the person. */
import { lstat, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { app, type BrowserWindow, dialog, shell } from 'electron'
import { mainText } from '../../shared/text/zh-cn/main.ts'
import { MainRefusal } from './failures.ts'
import { relaunchArguments } from './paths.ts'
import { isOpenable } from './protocol-rules.ts'

const anyFile = ['*']

export async function openPackages(window: BrowserWindow): Promise<{ paths: string[] }> {
  const { title, button, packages, all } = mainText.openPackages
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: packages, extensions: ['shanyan'] },
      { name: all, extensions: anyFile },
    ],
  })
  return { paths: canceled ? [] : filePaths }
}

export async function openCard(window: BrowserWindow): Promise<{ path: string | null }> {
  const { title, button, cards, all } = mainText.openCard
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile'],
    filters: [
      { name: cards, extensions: ['shanyan-card'] },
      { name: all, extensions: anyFile },
    ],
  })
  return { path: canceled ? null : (filePaths[0] ?? null) }
}

export async function openPhotos(window: BrowserWindow): Promise<{ paths: string[] }> {
  const { title, button, photos, all } = mainText.openPhotos
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: photos, extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic'] },
      { name: all, extensions: anyFile },
    ],
  })
  return { paths: canceled ? [] : filePaths }
}

/** One text or one spreadsheet to be taken in. */
export async function openIntake(window: BrowserWindow, kind: 'press' | 'sheet'): Promise<{ paths: string[] }> {
  const { title, button, name, all } = mainText.openIntake[kind]
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile'],
    filters: [
      { name, extensions: kind === 'press' ? ['docx', 'txt'] : ['xlsx', 'csv'] },
      { name: all, extensions: anyFile },
    ],
  })
  return { paths: canceled ? [] : filePaths.slice(0, 1) }
}

/** Any file: photos, recordings, papers. */
export async function openFiles(window: BrowserWindow): Promise<{ paths: string[] }> {
  const { title, button } = mainText.openFiles
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile', 'multiSelections'],
  })
  return { paths: canceled ? [] : filePaths }
}

export async function chooseFolder(window: BrowserWindow, title?: string): Promise<{ path: string | null }> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: title ?? mainText.chooseFolder.title,
    buttonLabel: mainText.chooseFolder.button,
    properties: ['openDirectory', 'createDirectory'],
  })
  return { path: canceled ? null : (filePaths[0] ?? null) }
}

/** Starts again on another data folder; this window closes in its usual two steps. */
export async function openProfile(window: BrowserWindow): Promise<{ opened: boolean }> {
  const { title, button } = mainText.openProfile
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openDirectory'],
  })
  const [folder] = filePaths
  if (canceled || !folder) return { opened: false }
  app.relaunch({ args: relaunchArguments(process.argv, folder) })
  setImmediate(() => app.quit())
  return { opened: true }
}

/** Opens a copy the data process made for it: only from its folder, never through a link, never another kind of file. */
export async function openCopy(path: string, dataDir: string): Promise<null> {
  if (!isOpenable(path, dataDir)) throw new MainRefusal('bad-input', path)
  const found = await lstat(path).catch(() => {
    throw new MainRefusal('not-found', path)
  })
  if (!found.isFile()) throw new MainRefusal('bad-input', path)
  const failure = await shell.openPath(path)
  if (failure) throw new MainRefusal('attachment-no-program', failure)
  return null
}

/** One of the office's own .docx, to be a template. */
export async function openTemplate(window: BrowserWindow): Promise<{ path: string | null }> {
  const { title, button, documents } = mainText.openTemplate
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    properties: ['openFile'],
    filters: [{ name: documents, extensions: ['docx'] }],
  })
  return { path: canceled ? null : (filePaths[0] ?? null) }
}

/** Opens a paper that was written; nothing but the three kinds of papers. */
export async function openPaper(path: string): Promise<null> {
  if (!isAbsolute(path) || !/\.(docx|xlsx|pdf)$/.test(path)) throw new MainRefusal('bad-input')
  const found = await lstat(path).catch(() => {
    throw new MainRefusal('not-found', path)
  })
  if (!found.isFile()) throw new MainRefusal('bad-input', path)
  const failure = await shell.openPath(path)
  if (failure) throw new MainRefusal('attachment-no-program', failure)
  return null
}

/** Shows the file in its folder; never opens it. */
export async function showItem(path: string): Promise<null> {
  if (!isAbsolute(path)) throw new MainRefusal('bad-input')
  await stat(path).catch(() => {
    throw new MainRefusal('not-found', path)
  })
  shell.showItemInFolder(path)
  return null
}
