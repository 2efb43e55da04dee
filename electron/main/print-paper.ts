/** Pages of the data folder's staging area, printed in a hidden window that runs no script: into a PDF, or on the person's printer. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import type { PrintRequest } from '../../shared/contract.ts'
import { paperFolder } from './protocol-rules.ts'

/** Since then page numbers stand in the page's own margin rules. */
const numbersInMargins = 131
const isOld = Number.parseInt(process.versions.chrome ?? '', 10) < numbersInMargins
/** 7 mm below the type area; an older engine, used in development only, puts every number in the middle and enlarges what it prints there by a third. */
const footer = (landscape: boolean) =>
  `<div style="width:100%;text-align:center;font:10.5pt SimSun,serif;margin-bottom:${landscape ? 8 : 15}mm;color:#000">— <span class="pageNumber"></span> —</div>`

/** A window nobody sees, on the page in a folder of the staging area; sandboxed, without any bridge. */
export async function hiddenWindow(folder: string, { javascript }: { javascript: boolean }): Promise<BrowserWindow> {
  await app.whenReady()
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript,
      webviewTag: false,
      spellcheck: false,
    },
  })
  try {
    await window.loadURL(`app://paper/${folder}/index.html`)
    return window
  } catch (error) {
    window.destroy()
    throw error
  }
}

/** `footer`: page numbers, as an older engine takes them. */
export function toPdf({ webContents }: BrowserWindow, landscape: boolean, footer: string): Promise<Buffer> {
  return webContents.printToPDF({
    landscape,
    preferCSSPageSize: true,
    printBackground: true,
    ...(isOld ? { displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: footer } : {}),
  })
}

/** Opens the system's print dialog. */
export async function toPrinter(
  { webContents }: BrowserWindow,
  landscape: boolean,
): Promise<'printed' | 'cancelled' | 'no-printer' | 'failed'> {
  const printers = await webContents.getPrintersAsync()
  if (printers.length === 0) return 'no-printer'
  return new Promise((done) => {
    webContents.print({ landscape, printBackground: true }, (isPrinted, reason) =>
      done(isPrinted ? 'printed' : /cancel/i.test(reason) ? 'cancelled' : 'failed'),
    )
  })
}

/** @returns `''` once `paper.pdf` lies beside the page, or the printer has it; see `PrintRequest` for the others; `null` where it failed */
export async function printPaper(dataDir: string, text: string): Promise<string | null> {
  let window: BrowserWindow | undefined
  try {
    const { folder, landscape, printer } = JSON.parse(text) as PrintRequest
    if (!paperFolder.test(folder)) return null
    window = await hiddenWindow(folder, { javascript: false })
    if (printer) {
      const answer = await toPrinter(window, landscape)
      return answer === 'printed' ? '' : answer === 'failed' ? null : answer
    }
    await writeFile(join(dataDir, 'staging', folder, 'paper.pdf'), await toPdf(window, landscape, footer(landscape)))
    return ''
  } catch (error) {
    console.error('printing a paper:', error)
    return null
  } finally {
    window?.destroy()
  }
}
