/** Photos of the team's visits, to be set into the text. */
import type { Attachment } from '../../../shared/domain/attachments.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { photoUrl } from '../../ui/photo-url.ts'

const words = text.documents.editor

type Props = { page: DocumentPage; onChoose: (photo: Attachment) => void; onClose: () => void }

export function PictureChoice({ page, onChoose, onClose }: Props) {
  const { data = [] } = useRead('documents.photos', { id: page.id })
  return (
    <Dialog
      title={words.pictureChoose}
      wide
      onClose={onClose}
      actions={<Button onClick={onClose}>{text.common.cancel}</Button>}
    >
      {data.length === 0 ? (
        <p className="faint">{words.picturesNone}</p>
      ) : (
        <ul className="photos photos-small">
          {data.map((photo, at) => {
            const name = photo.caption || photo.name || fill(text.capture.photos.photo, { index: at + 1 })
            return (
              <li key={photo.id} className="photo">
                <button type="button" className="photo-frame" aria-label={name} onClick={() => onChoose(photo)}>
                  <img src={photoUrl(photo)} alt="" loading="lazy" decoding="async" />
                </button>
                <p className="photo-caption">{name}</p>
              </li>
            )
          })}
        </ul>
      )}
    </Dialog>
  )
}
