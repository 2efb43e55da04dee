/** Printing what a person sees: the window hands over a page, a hidden one that runs no script prints it. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import { mainText } from '../../shared/text/zh-cn/main.ts'
import { mostPrinted } from '../../shared/views.ts'
import { MainRefusal } from './failures.ts'
import { hiddenWindow, toPdf, toPrinter } from './print-paper.ts'

type Asked = { html: string; landscape: boolean; job: string }

const words = mainText.savePdf
/** What ends each job that runs. */
const running = new Map<string, () => void>()
/** Where the last PDF went, until the program ends. */
let lastFolder: string | undefined

const footer = `<div style="width:100%;text-align:center;font:7pt 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#000">${words.pageOf
  .replace('{page}', '<span class="pageNumber"></span>')
  .replace('{pages}', '<span class="totalPages"></span>')}</div>`

/** @throws MainRefusal `bad-input`, `no-printer`, `paper-print`, `cancelled` */
export async function printPage(dataDir: string, input: unknown): Promise<{ printed: boolean }> {
  const asked = askedOf(input)
  const answer = await withPage(dataDir, asked, (window) => toPrinter(window, asked.landscape))
  if (answer === 'no-printer') throw new MainRefusal('no-printer')
  if (answer === 'failed') throw new MainRefusal('paper-print')
  return { printed: answer === 'printed' }
}

/** @throws MainRefusal `bad-input`, `paper-print`, `cancelled`, `disk-*`; nothing is written then, and a file of the name stays as it was */
export async function pdfOfPage(
  main: BrowserWindow,
  dataDir: string,
  input: unknown,
): Promise<{ path: string; bytes: number } | null> {
  const asked = askedOf(input)
  const { name } = input as { name?: unknown }
  if (typeof name !== 'string') throw new MainRefusal('bad-input')
  const { canceled, filePath } = await dialog.showSaveDialog(main, {
    title: words.title,
    buttonLabel: words.button,
    defaultPath: join(lastFolder ?? app.getPath('documents'), `${fileName(name)}.pdf`),
    filters: [{ name: words.documents, extensions: ['pdf'] }],
  })
  if (canceled || !filePath) return null
  const path = /\.pdf$/i.test(filePath) ? filePath : `${filePath}.pdf`
  const pdf = await withPage(dataDir, asked, (window) => toPdf(window, asked.landscape, footer))
  await writeWhole(path, pdf)
  lastFolder = dirname(path)
  return { path, bytes: (await stat(path)).size }
}

export function stopPage(job: unknown): void {
  if (typeof job === 'string') running.get(job)?.()
}

function askedOf(input: unknown): Asked {
  const { html, landscape, job } = (input ?? {}) as Record<string, unknown>
  const isSound =
    typeof html === 'string' &&
    html.length > 0 &&
    html.length <= mostPrinted &&
    typeof landscape === 'boolean' &&
    typeof job === 'string' &&
    /^[0-9a-f-]{36}$/.test(job) &&
    !running.has(job)
  if (!isSound) throw new MainRefusal('bad-input')
  return { html, landscape, job }
}

/** Lays the page out in a hidden window; `page.stop` takes the window away, whatever it is at. */
async function withPage<T>(dataDir: string, { html, job }: Asked, work: (window: BrowserWindow) => Promise<T>) {
  const folder = `paper-${randomUUID()}`
  const place = join(dataDir, 'staging', folder)
  let window: BrowserWindow | undefined
  let isStopped = false
  const stopped = new Promise<never>((_, fail) => {
    running.set(job, () => {
      isStopped = true
      if (window && !window.isDestroyed()) window.destroy()
      fail(new MainRefusal('cancelled'))
    })
  })
  const done = async () => {
    await mkdir(place, { recursive: true })
    await writeFile(join(place, 'index.html'), html)
    window = await hiddenWindow(folder, { javascript: false })
    if (isStopped) throw new MainRefusal('cancelled')
    return work(window)
  }
  try {
    return await Promise.race([done(), stopped])
  } catch (error) {
    if (error instanceof MainRefusal) throw error
    throw isStopped ? new MainRefusal('cancelled') : diskRefusal(error, 'paper-print')
  } finally {
    running.delete(job)
    if (window && !window.isDestroyed()) window.destroy()
    await rm(place, { recursive: true, force: true }).catch(() => {})
  }
}

/** Under another name first: a disk that fills up or a stick that goes leaves no half file, and no file of the name is lost. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const temporary = join(dirname(path), `~shanyan-${randomUUID()}.part`)
  try {
    await writeFile(temporary, bytes, { flag: 'wx', flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw diskRefusal(error, 'disk-error')
  }
}

function diskRefusal(error: unknown, otherwise: 'disk-error' | 'paper-print'): MainRefusal {
  const isFull = (error as { code?: string }).code === 'ENOSPC'
  return new MainRefusal(isFull ? 'disk-full' : otherwise, String(error))
}

/** A title as a file name that Windows takes too. */
function fileName(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{C}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return [...name].slice(0, 60).join('') || words.untitled
}
