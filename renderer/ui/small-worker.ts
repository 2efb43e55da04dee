/** Draws small copies beside the window's loop: takes a picture's address, answers with a JPEG as base64. */
import type { SmallAnswer, SmallRequest } from './small-copies.ts'

const quality = 0.82

type WorkerScope = {
  onmessage: ((event: MessageEvent<SmallRequest>) => void) | null
  postMessage(answer: SmallAnswer): void
}
const scope = self as unknown as WorkerScope

scope.onmessage = ({ data }) => {
  draw(data).then(
    (jpeg) => scope.postMessage({ sha256: data.sha256, jpeg }),
    // no picture after all, or too large for this computer: the list shows it as it did
    () => scope.postMessage({ sha256: data.sha256, jpeg: null }),
  )
}

async function draw({ url, side }: SmallRequest): Promise<string> {
  const blob = await (await fetch(url)).blob()
  const whole = await createImageBitmap(blob)
  const scale = Math.min(1, side / Math.max(whole.width, whole.height))
  const width = Math.max(1, Math.round(whole.width * scale))
  const height = Math.max(1, Math.round(whole.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, 0, 0, width, height)
  whole.close()
  return base64(await (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer())
}

function base64(bytes: ArrayBuffer): string {
  let text = ''
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte)
  return btoa(text)
}
