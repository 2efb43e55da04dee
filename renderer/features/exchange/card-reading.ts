/** Another computer's card, from a file, a picture of its QR code, or text; shown before anything is taken in. */
import { create } from 'zustand'
import type { Output } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, FailureError } from '../../api.ts'

const words = text.trust.take

export type CardRead = Output<'card.read'>
type State = {
  reading: boolean
  card: CardRead | null
  error: unknown
  /** A place that shows cards is on screen. */
  isOpen: boolean
}

export const nothingRead = { reading: false, card: null, error: null }

export const useCard = create<State>(() => ({ ...nothingRead, isOpen: false }))

export const forgetCard = () => useCard.setState(nothingRead)

/** A card's file, or a picture that may show its code; anything else dropped on the page is a package. */
export const isCardFile = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.shanyan-card$/i.test(name) || type.startsWith('image/')

async function read(work: () => Promise<CardRead | null>) {
  useCard.setState({ reading: true, card: null, error: null })
  try {
    useCard.setState({ reading: false, card: await work() })
  } catch (error) {
    useCard.setState({ reading: false, error })
  }
}

export const readCardText = (content: string) => read(() => call('card.read', { text: content.slice(0, 4000) }))

export const readCardFile = (file: File) =>
  read(async () =>
    call('card.read', { text: file.type.startsWith('image/') ? await qrText(file) : await plainText(file) }),
  )

export const chooseCard = () =>
  read(async () => {
    const { path } = await call('dialog.openCard', {})
    return path === null ? null : call('card.read', { path })
  })

/** A card is a few hundred bytes: what is longer is none, and the data process says so. */
const plainText = (file: File) => file.slice(0, 3900).text()

/** Photos of today's telephones have more pixels than finding a code takes. */
const longestSide = 1600

async function qrText(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new FailureError({ code: 'card-damaged', ...words.noPicture })
  })
  const { readPixels } = await import('./qr-pixels.ts')
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const found = readPixels(pixelsOf(picture, scale)) ?? (scale < 1 ? readPixels(pixelsOf(picture, 1)) : null)
  picture.close()
  if (found === null) throw new FailureError({ code: 'card-damaged', ...words.noQr })
  return found
}

function pixelsOf(picture: ImageBitmap, scale: number): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
  // a code on a transparent ground would be dark on dark
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Takes a pasted picture or text for a card, unless it is meant for a field. */
export function pasteCard(event: ClipboardEvent) {
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]')) return
  const file = [...(event.clipboardData?.files ?? [])].find(isCardFile)
  const content = event.clipboardData?.getData('text/plain').trim()
  if (file) void readCardFile(file)
  else if (content) void readCardText(content)
  else return
  event.preventDefault()
}
