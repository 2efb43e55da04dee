import type { Attachment } from '../../shared/domain/attachments.ts'

/** Streamed from the content store; the type only tells the browser what it reads. */
export const photoUrl = ({ sha256, mediaType }: Pick<Attachment, 'sha256' | 'mediaType'>): string =>
  `app://att/${sha256}${mediaType ? `?type=${encodeURIComponent(mediaType)}` : ''}`
