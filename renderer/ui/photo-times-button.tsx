/** The way to 校正拍摄时间, beside the way that adds photos. */
import { lazy, Suspense, useState } from 'react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'

const PhotoTimes = lazy(async () => ({ default: (await import('./photo-times.tsx')).PhotoTimes }))

/** Nothing where no photo has a file. */
export function PhotoTimesButton({ photos }: { photos: readonly Attachment[] }) {
  const [open, setOpen] = useState(false)
  const here = photos.filter(({ sha256 }) => sha256)
  if (here.length === 0) return null
  return (
    <>
      <button type="button" className="link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {text.capture.times.open}
      </button>
      {open && (
        <Suspense fallback={null}>
          <PhotoTimes photos={here} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
