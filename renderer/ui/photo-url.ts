import type { Attachment } from '../../shared/domain/attachments.ts'

type File = Pick<Attachment, 'sha256' | 'mediaType'>

/** Streamed from the content store; the type only tells the browser what it reads. */
export const photoUrl = ({ sha256, mediaType }: File): string =>
  `app://att/${sha256}${mediaType ? `?type=${encodeURIComponent(mediaType)}` : ''}`

/** The small copy, where there is one. Another `step` asks again. */
export const smallUrl = ({ sha256 }: File, step: string): string => `app://att/${sha256}?small=${step}`

const drawn = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp'])
/** More pixels than a window should hold at once. */
const mostPixels = 150_000_000

/** True for what the window draws itself; everything else is opened by another program. */
export const isDrawn = ({ mediaType, width, height }: Pick<Attachment, 'mediaType' | 'width' | 'height'>): boolean =>
  mediaType === null || (drawn.has(mediaType) && (width ?? 0) * (height ?? 0) <= mostPixels)

export const isSound = ({ mediaType }: Pick<Attachment, 'mediaType'>): boolean =>
  Boolean(mediaType?.startsWith('audio/'))
