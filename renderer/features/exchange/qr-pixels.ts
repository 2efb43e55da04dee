/** QR codes as plain pixels and squares; loaded only where one is shown or read. */
import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'

/** Light squares round the code, without which cameras do not find it. */
const quiet = 4

/** Side length in squares, and the dark ones as one SVG path. */
export function qrPath(text: string): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet })
  const squares = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return { size: rows.length, path: squares.join('') }
}

export type Pixels = { width: number; height: number; data: Uint8ClampedArray }

/** The text of the code in a picture; `null`: none is found. */
export function readPixels({ width, height, data }: Pixels): string | null {
  try {
    return decodeQR({ width, height, data })
  } catch {
    return null
  }
}
