/** Pictures of strangers are decoded in a sandboxed window alone: upright and smaller copies for papers are drawn there. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { DrawRequest } from '../../shared/contract.ts'
import { hiddenWindow } from './print-paper.ts'
import { paperFolder } from './protocol-rules.ts'

/** Kept for the next picture of the same paper. */
let canvas: { folder: string; window: BrowserWindow } | undefined
let leaving: NodeJS.Timeout | undefined
const idle = 3_000
/** A picture that decodes longer is no photo. */
const patience = 20_000
let last: Promise<unknown> = Promise.resolve()

/**
 * One after another: the last picture of a paper that was taken back is still being drawn when the next paper's first is asked for, and
 * must not shut that one's window.
 * @returns `''` once the picture is drawn; `null` where it is none
 */
export function drawPicture(dataDir: string, text: string): Promise<string | null> {
  const drawn = last.then(() => drawNext(dataDir, text))
  last = drawn
  return drawn
}

async function drawNext(dataDir: string, text: string): Promise<string | null> {
  clearTimeout(leaving)
  try {
    const request = JSON.parse(text) as DrawRequest
    const { folder, file, sha256 } = request
    const isSound = paperFolder.test(folder) && /^\d{1,5}\.jpg$/.test(file) && /^[0-9a-f]{64}$/.test(sha256)
    if (!isSound) return null
    const jpeg = await soon(drawnIn(request))
    await writeFile(join(dataDir, 'staging', folder, file), Buffer.from(jpeg, 'base64'))
    return ''
  } catch {
    leave()
    return null
  } finally {
    leaving = setTimeout(leave, idle)
  }
}

async function drawnIn({ folder, sha256, type, side, rotation }: DrawRequest): Promise<string> {
  if (canvas?.folder !== folder) {
    leave()
    canvas = { folder, window: await hiddenWindow(folder, { javascript: true }) }
  }
  const url = `app://att/${sha256}?type=${encodeURIComponent(type)}`
  const script = `(${draw})(${JSON.stringify(url)}, ${Number(side)}, ${Number(rotation)})`
  return canvas.window.webContents.executeJavaScript(script)
}

function leave(): void {
  if (canvas && !canvas.window.isDestroyed()) canvas.window.destroy()
  canvas = undefined
}

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('too slow')), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Runs in the window: base64 of a JPEG on white, turned as the camera noted and then by `rotation` degrees. */
const draw = `async function (url, side, rotation) {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = url
  await image.decode()
  const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
  const width = Math.max(1, Math.round(image.naturalWidth * scale))
  const height = Math.max(1, Math.round(image.naturalHeight * scale))
  const isTurned = rotation % 180 !== 0
  const canvas = document.createElement('canvas')
  canvas.width = isTurned ? height : width
  canvas.height = isTurned ? width : height
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate((rotation * Math.PI) / 180)
  context.drawImage(image, -width / 2, -height / 2, width, height)
  return canvas.toDataURL('image/jpeg', 0.82).replace(/^[^,]*,/, '')
}`
