import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { useRead } from '../api.ts'

const { away } = text.capture.photos

/** What to say in place of a photo that is not drawn. */
export function useWhyAway({ sha256 }: Pick<Attachment, 'sha256'>): string | undefined {
  const { data } = useRead('photos.place', { sha256: sha256 ?? '' }, { enabled: sha256 !== null, keep: false })
  return data && away[data.place]
}
