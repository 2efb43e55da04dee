/** Photos come in by a button or by dropping files; the data process copies them, with a count and a way to stop. */
import { type DragEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../shared/contract.ts'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, failureOf } from '../api.ts'
import { fill } from './fill.ts'
import { ErrorPanel } from './page.tsx'
import { type JobState, ProgressPanel, useJob } from './progress.tsx'
import { showToast } from './toast-store.ts'
import { recordAction } from './undo.ts'
import './photos.css'

const words = text.capture.photos

export type PhotoOwner = { visit?: string; site?: string; meeting?: string; measure?: string; document?: string }

/** Which files stayed outside, the first few by name, and why the first one did. */
function refusedText(refused: Output<'attachments.add'>['refused']): string {
  const [first] = refused
  if (!first) return ''
  if (refused.length === 1)
    return fill(text.errors[first.code].message, { file: first.name }) + text.errors[first.code].next
  const names = refused.slice(0, 3).map(({ name }) => name)
  return fill(words.refused, { count: refused.length, names: names.join(text.common.listComma) })
}

export type PhotoAdding = {
  job: JobState
  /** Asks for files. `instead`: the record that stands for a photo that is still expected. */
  choose: (owner: PhotoOwner, instead?: Attachment) => Promise<void>
  drop: (owner: PhotoOwner, files: File[]) => Promise<void>
  /** Pictures of the clipboard; `false` where it holds none. */
  paste: (owner: PhotoOwner, clipboard: DataTransfer | null) => boolean
}

/** The new photo takes the caption of the record that stood for it, and that record goes. */
async function takePlace(ids: string[], instead: Attachment) {
  const [id] = ids
  if (!id) return
  if (instead.caption) {
    await call('records.save', { entity: 'attachments', id, fields: { caption: { value: instead.caption } } })
  }
  await call('records.remove', { entity: 'attachments', ids: [instead.id] })
}

export function usePhotoAdding(): PhotoAdding {
  const job = useJob()
  const { run } = job
  const take = useCallback(
    async (work: (job: string) => Promise<Output<'attachments.add'>>, instead?: Attachment) => {
      const added = await run(work)
      if (!added) return
      const undo = async () => {
        await call('records.remove', { entity: 'attachments', ids: added.ids })
        if (instead) await call('records.restore', { entity: 'attachments', ids: [instead.id] })
      }
      const redo = async () => {
        await call('records.restore', { entity: 'attachments', ids: added.ids })
        if (instead) await call('records.remove', { entity: 'attachments', ids: [instead.id] })
      }
      try {
        if (instead) await takePlace(added.ids, instead)
      } catch (error) {
        showToast({ message: failureOf(error).message })
      }
      const takeBack = recordAction(undo, redo)
      const known = added.known ? `${text.common.semicolon}${fill(words.known, { count: added.known })}` : ''
      showToast({ message: fill(words.added, { count: added.ids.length }) + known, undo: takeBack })
      if (added.refused.length) showToast({ message: refusedText(added.refused) })
    },
    [run],
  )
  const add = useCallback(
    (owner: PhotoOwner, paths: string[], files?: File[], instead?: Attachment) =>
      take((job) => call('attachments.add', { ...owner, paths, job }, files), instead),
    [take],
  )
  const choose = useCallback(
    async (owner: PhotoOwner, instead?: Attachment) => {
      const { paths } = await call(instead ? 'dialog.openPhotos' : 'dialog.openFiles', {})
      if (paths.length) await add(owner, paths, undefined, instead)
    },
    [add],
  )
  const drop = useCallback((owner: PhotoOwner, files: File[]) => add(owner, [], files), [add])
  const paste = useCallback(
    (owner: PhotoOwner, clipboard: DataTransfer | null) => {
      const [picture] = [...(clipboard?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
      // a cell of Excel comes as text and as a picture of it: the text is meant
      if (!picture || clipboard?.types.includes('text/plain')) return false
      void take(async (job) => {
        const bytes = base64(await picture.arrayBuffer())
        return call('attachments.addPasted', { ...owner, name: words.pasted, bytes, job })
      })
      return true
    },
    [take],
  )
  return { job, choose, drop, paste }
}

function base64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const parts: string[] = []
  // an argument list has its limit
  for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)))
  return btoa(parts.join(''))
}

/** A picture pasted anywhere on the page belongs to `owner`. */
export function usePhotoPaste({ paste }: PhotoAdding, owner: PhotoOwner) {
  const latest = useRef({ paste, owner })
  latest.current = { paste, owner }
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (!event.defaultPrevented && latest.current.paste(latest.current.owner, event.clipboardData))
        event.preventDefault()
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}

/** Progress, or why nothing was taken in. */
export function PhotoProgress({ job }: { job: JobState }) {
  if (job.running) {
    return (
      <div className="photo-progress">
        <ProgressPanel job={job} label={words.adding} />
      </div>
    )
  }
  if (!job.error || failureOf(job.error).code === 'cancelled') return null
  return (
    <div className="photo-progress">
      <ErrorPanel error={job.error} />
    </div>
  )
}

type DropProps = { name: string; onFiles: (files: File[]) => void; className?: string; children: ReactNode }

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** A place files may be dropped on. The innermost one under the pointer takes them. */
export function PhotoDrop({ name, onFiles, className = '', children }: DropProps) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same by key
    <div
      role="presentation"
      className={`photo-drop ${className}${over ? ' photo-drop-over' : ''}`}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.stopPropagation()
        depth.current++
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return
        event.stopPropagation()
        depth.current--
        if (depth.current <= 0) setOver(false)
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      }}
      onDrop={(event) => {
        depth.current = 0
        setOver(false)
        if (!hasFiles(event) || event.defaultPrevented) return
        event.preventDefault()
        const files = [...event.dataTransfer.files]
        if (files.length) onFiles(files)
      }}
    >
      {children}
      {over && <p className="photo-drop-note">{fill(words.drop, { name })}</p>}
    </div>
  )
}
