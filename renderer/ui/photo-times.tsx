/** 校正拍摄时间: one photo is given its right time, and the others of the same camera move as far. Loaded when it is asked for. */
import { useState } from 'react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { fill } from './fill.ts'
import { FilterMenu } from './menus.tsx'
import { formatShift, formatTime, moved, parseTime, shiftBetween } from './photo-time.ts'
import { isDrawn, smallUrl } from './photo-url.ts'
import { saveAllNow } from './save-now.ts'

const words = text.capture.times

type Taken = Pick<Attachment, 'id' | 'takenAt'>

/**
 * What changes when the photo `reference` was really taken at `time`: those with a time of their own move as far as it does; where it
 * had none, those without one get the same.
 */
export function retimed(photos: readonly Taken[], reference: Taken, time: string): Map<string, string> {
  const { takenAt } = reference
  if (takenAt === null) return new Map(photos.flatMap((one) => (one.takenAt === null ? [[one.id, time]] : [])))
  const by = shiftBetween(takenAt, time)
  if (by === 0) return new Map()
  return new Map(photos.flatMap((one) => (one.takenAt === null ? [] : [[one.id, moved(one.takenAt, by)]])))
}

export function PhotoTimes({ photos, onClose }: { photos: readonly Attachment[]; onClose: () => void }) {
  const dated = photos.filter(({ takenAt }) => takenAt !== null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set((dated.length > 0 ? dated : photos).map(({ id }) => id)),
  )
  const [referenceId, setReferenceId] = useState((dated[0] ?? photos[0])?.id)
  const [typed, setTyped] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const reference = photos.find(({ id }) => id === referenceId)
  const picked = photos.filter(({ id }) => chosen.has(id))
  const nameOf = (photo: Attachment) =>
    photo.caption || photo.name || fill(text.capture.photos.photo, { index: photos.indexOf(photo) + 1 })
  const parsed = reference ? parseTime(typed, reference.takenAt) : null
  const time = parsed && 'time' in parsed ? parsed.time : null
  const changes = reference && time ? retimed(picked, reference, time) : new Map<string, string>()
  const by = reference?.takenAt && time ? shiftBetween(reference.takenAt, time) : null
  const toggle = (id: string) =>
    setChosen((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const save = async () => {
    if (parsed && 'error' in parsed) return setComplaint(parsed.error)
    const records = [...changes].map(([id, takenAt]) => ({ entity: 'attachments' as const, id, values: { takenAt } }))
    if (records.length === 0) return
    if (await saveAllNow(records, fill(words.saved, { count: records.length }))) onClose()
  }
  const said =
    by === null ? null : by === 0 ? words.same : fill(by > 0 ? words.later : words.earlier, { by: formatShift(by) })
  return (
    <Dialog
      title={words.title}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={changes.size === 0 && !complaint && typed.trim() === ''}
            onClick={() => void save()}
          >
            {changes.size > 0 ? fill(words.save, { count: changes.size }) : words.saveNone}
          </Button>
        </>
      }
    >
      <p className="second">{dated.length > 0 ? words.intro : words.introNone}</p>
      <div className="photo-times-right">
        {photos.length > 1 && words.base}
        {photos.length > 1 && (
          <FilterMenu
            label={words.reference}
            all={false}
            plain
            choices={photos.map((photo) => ({
              value: photo.id,
              label: nameOf(photo),
              hint: formatTime(photo.takenAt) ?? words.none,
            }))}
            value={referenceId}
            onChange={(id) => id && setReferenceId(id)}
          />
        )}
        <label>
          {photos.length > 1 ? words.baseOf : words.right}
          <input
            aria-label={words.right}
            className="inline-input inline-boxed"
            placeholder={words.placeholder}
            value={typed}
            aria-invalid={complaint !== null}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setComplaint(null)
            }}
            onBlur={() => setComplaint(parsed && 'error' in parsed ? parsed.error : null)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || event.key !== 'Enter') return
              event.preventDefault()
              void save()
            }}
          />
        </label>
        <span className={complaint ? 'inline-error' : 'second'} role="status">
          {complaint ?? said}
        </span>
      </div>
      {photos.length > 1 && (
        <label className="photo-times-all">
          <input
            type="checkbox"
            checked={chosen.size === photos.length}
            onChange={(event) => setChosen(new Set(event.target.checked ? photos.map(({ id }) => id) : []))}
          />
          {words.all}
        </label>
      )}
      <ul className="photo-times">
        {photos.map((photo) => (
          <Row
            key={photo.id}
            photo={photo}
            name={nameOf(photo)}
            chosen={chosen.has(photo.id)}
            next={changes.get(photo.id)}
            stays={time !== null && chosen.has(photo.id) && by !== 0 ? (photo.takenAt ? words.has : words.stays) : null}
            onToggle={() => toggle(photo.id)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

type RowProps = {
  photo: Attachment
  name: string
  chosen: boolean
  /** The time it gets. */
  next: string | undefined
  /** Why it gets none although it is chosen. */
  stays: string | null
  onToggle: () => void
}

function Row({ photo, name, chosen, next, stays, onToggle }: RowProps) {
  return (
    <li>
      <label>
        <input type="checkbox" checked={chosen} aria-label={fill(words.choose, { name })} onChange={onToggle} />
        <span className="photo-times-small">
          {photo.sha256 && isDrawn(photo) && (
            <img
              src={smallUrl(photo, 'small')}
              alt=""
              loading="lazy"
              className={photo.rotation ? `turned-${photo.rotation}` : undefined}
              onError={(event) => {
                event.currentTarget.hidden = true
              }}
            />
          )}
        </span>
        <span className="photo-times-name" title={name}>
          {name}
        </span>
        <span className={photo.takenAt ? 'photo-times-at' : 'photo-times-at faint'}>
          {formatTime(photo.takenAt) ?? words.none}
        </span>
        <span className="photo-times-next">
          {next ? (
            <>
              <span className="faint">{words.arrow}</span>
              <strong>{formatTime(next)}</strong>
            </>
          ) : (
            stays && <span className="faint">{stays}</span>
          )}
        </span>
      </label>
    </li>
  )
}
