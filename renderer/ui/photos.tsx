/** Photos as tiles: a picture opens large, its caption is edited under it. A record without a file stands for a photo expected. */
import { Camera, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { IconButton } from './button.tsx'
import { useRecord } from './editing.ts'
import { FileTile } from './file-tile.tsx'
import { fill } from './fill.ts'
import { InlineProse } from './inline-text.tsx'
import { useWhyAway } from './photo-away.ts'
import { isDrawn, photoUrl, smallUrl } from './photo-url.ts'
import { PhotoViewer } from './photo-viewer.tsx'
import { wantSmall } from './small-copies.ts'
import { removeRecords } from './undo.ts'
import './photos.css'

const words = text.capture.photos

type GridProps = {
  photos: readonly Attachment[]
  /** Offered on records without a file. */
  onSupply?: (instead: Attachment) => void
  /** Left out: captions only read. */
  editable?: boolean
  size?: 'small' | 'middle'
}

export function PhotoGrid({ photos, onSupply, editable = true, size = 'middle' }: GridProps) {
  const [shown, setShown] = useState<string | null>(null)
  const drawn = photos.filter((photo) => photo.sha256 && isDrawn(photo))
  return (
    <ul className={`photos photos-${size}`}>
      {photos.map((photo) => (
        <li key={photo.id} className="photo">
          {!photo.sha256 ? (
            <PhotoExpected onSupply={onSupply && (() => onSupply(photo))} />
          ) : isDrawn(photo) ? (
            <PhotoButton photo={photo} index={photos.indexOf(photo)} onOpen={() => setShown(photo.id)} />
          ) : (
            <FileTile file={photo} />
          )}
          {editable ? <Caption photo={photo} /> : photo.caption && <p className="photo-caption">{photo.caption}</p>}
        </li>
      ))}
      {shown !== null && <PhotoViewer photos={drawn} id={shown} onChange={setShown} onClose={() => setShown(null)} />}
    </ul>
  )
}

function PhotoButton({ photo, index, onOpen }: { photo: Attachment; index: number; onOpen: () => void }) {
  // the small copy; drawn first where there is none yet; the picture itself where none could be drawn
  const [step, setStep] = useState<'small' | 'drawn' | 'whole' | 'broken'>('small')
  const name = photo.caption || photo.name || fill(words.photo, { index: index + 1 })
  if (step === 'broken') return <PhotoAway photo={photo} />
  return (
    <button type="button" className="photo-frame" aria-label={fill(words.view, { name })} onClick={onOpen}>
      <img
        src={step === 'whole' ? photoUrl(photo) : smallUrl(photo, step)}
        alt=""
        className={photo.rotation ? `turned-${photo.rotation}` : undefined}
        loading="lazy"
        decoding="async"
        width={photo.width ?? undefined}
        height={photo.height ?? undefined}
        onError={() => {
          if (step === 'whole' || !photo.sha256) setStep('broken')
          else if (step === 'drawn') setStep('whole')
          else void wantSmall(photo.sha256, photoUrl(photo)).then((made) => setStep(made ? 'drawn' : 'whole'))
        }}
      />
    </button>
  )
}

/** Why a photo is not drawn: each has its own reason. */
function PhotoAway({ photo }: { photo: Attachment }) {
  return <p className="photo-frame photo-broken">{useWhyAway(photo)}</p>
}

/** Dashed, as everything that is missing; a button where a photo can be supplied. */
export function PhotoExpected({ onSupply, name }: { onSupply?: () => void; name?: string }) {
  const inside = (
    <>
      <Camera className="icon" size={20} aria-hidden />
      {words.expected}
    </>
  )
  if (!onSupply) return <p className="photo-frame photo-expected">{inside}</p>
  const label = name ? fill(words.addTo, { name }) : words.supply
  return (
    <button
      type="button"
      className="photo-frame photo-expected"
      aria-label={`${words.expected}${text.common.comma}${label}`}
      title={label}
      onClick={onSupply}
    >
      {inside}
    </button>
  )
}

function Caption({ photo }: { photo: Attachment }) {
  const record = useRecord('attachments', photo.id)
  return (
    <div className="photo-caption-row">
      <InlineProse
        bind={record.bind('caption')}
        label={words.caption}
        placeholder={words.captionMissing}
        onEnter={() => {}}
      />
      <IconButton
        size="small"
        variant="text"
        icon={Trash2}
        title={words.remove}
        label={fill(words.removeOf, { name: photo.caption || photo.name || text.common.unnamed })}
        onClick={() => void removeRecords('attachments', [photo.id])}
      />
    </div>
  )
}
