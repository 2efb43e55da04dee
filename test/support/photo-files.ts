/** Photographs as a camera writes them: a real picture, Exif with the time it was taken, and as many bytes as are wanted. */
import type { Page } from 'playwright-core'

/** A JPEG of 8 × 8 pixels. */
const tiny = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AKAAf//Z',
  'base64',
)

const ascii = (text: string) => Buffer.from(`${text}\0`, 'latin1')

/** Exif 2.32 as an APP1 segment: orientation, and DateTimeOriginal as the camera's clock says it. */
function exif(takenAt: string | null, orientation: number): Buffer {
  const time = takenAt === null ? null : ascii(`${takenAt.slice(0, 10).replaceAll('-', ':')} ${takenAt.slice(11)}`)
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16BE(tag, 0)
    bytes.writeUInt16BE(type, 2)
    bytes.writeUInt32BE(count, 4)
    if (type === 3) bytes.writeUInt16BE(value, 8)
    else bytes.writeUInt32BE(value, 8)
    return bytes
  }
  const directory = (entries: Buffer[]) => {
    const count = Buffer.alloc(2)
    count.writeUInt16BE(entries.length)
    return Buffer.concat([count, ...entries, Buffer.alloc(4)])
  }
  const head = Buffer.from('MM\0*\0\0\0\x08', 'latin1')
  const first = (sub: number) =>
    directory([entry(0x0112, 3, 1, orientation), ...(time ? [entry(0x8769, 4, 1, sub)] : [])])
  const subAt = head.length + first(0).length
  const sub = time ? directory([entry(0x9003, 2, time.length, subAt + 18)]) : Buffer.alloc(0)
  const tiff = Buffer.concat([head, first(subAt), sub, time ?? Buffer.alloc(0)])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const marker = Buffer.from([0xff, 0xe1, 0, 0])
  marker.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([marker, body])
}

type Shape = { takenAt?: string | null; orientation?: number; bytes?: number; seed?: number; picture?: Buffer }

/** A JPEG file. `bytes` at least so many: what follows the picture's end is read by nobody, and differs with `seed`. */
export function photograph({
  takenAt = null,
  orientation = 1,
  bytes = 0,
  seed = 0,
  picture = tiny,
}: Shape = {}): Buffer {
  const whole = Buffer.concat([picture.subarray(0, 2), exif(takenAt, orientation), picture.subarray(2)])
  const rest = Buffer.alloc(Math.max(8, bytes - whole.length), seed & 0xff)
  rest.writeUInt32LE(seed)
  return Buffer.concat([whole, rest])
}

/** A PNG that says it is `width` × `height` and holds nothing. */
export function pngHeader(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.set([8, 2], 24)
  return bytes
}

/** A picture as this window draws it: from one colour on the left to another on the right. */
export async function drawnPicture(page: Page, width: number, height: number, type = 'image/jpeg'): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([width, height, type]) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')!
      const blend = context.createLinearGradient(0, 0, width, 0)
      blend.addColorStop(0, '#17595a')
      blend.addColorStop(1, '#e3ae45')
      context.fillStyle = blend
      context.fillRect(0, 0, width, height)
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    },
    [width, height, type] as const,
  )
  return Buffer.from(base64, 'base64')
}

export type Seen = { width: number; height: number; left: 'dark' | 'light'; top: 'dark' | 'light'; even: boolean }

/** How a window sees such a picture: its sides, and where its dark end lies; `even`: it changes from top to bottom instead. */
export function seenPicture(page: Page, bytes: Buffer): Promise<Seen> {
  return page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))])
    const picture = await createImageBitmap(blob)
    const { width, height } = picture
    const context = new OffscreenCanvas(width, height).getContext('2d')!
    context.drawImage(picture, 0, 0)
    const redAt = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[0]!
    const shade = (red: number) => (red < 120 ? ('dark' as const) : ('light' as const))
    const [right, down] = [width - 3, height - 3]
    return {
      ...{ width, height },
      left: shade(redAt(2, height >> 1)),
      top: shade(redAt(width >> 1, 2)),
      even: Math.abs(redAt(2, 2) - redAt(right, 2)) < 20 && Math.abs(redAt(2, 2) - redAt(2, down)) > 100,
    }
  }, bytes.toString('base64'))
}

/** The first bytes of a HEIC file, which no window here can draw. */
export const heic = (): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(400)])
