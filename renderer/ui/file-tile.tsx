/** A file the window does not draw: opened by the system's program for it, or saved elsewhere. */
import { AudioLines, File as FileIcon, FileText, Film, FolderOutput, ImageOff, type LucideIcon } from 'lucide-react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call } from '../api.ts'
import { IconButton } from './button.tsx'
import { formatBytes } from './display.ts'
import { fill } from './fill.ts'
import { showFailure, showToast } from './toast-store.ts'

const words = text.capture.files

function iconOf({ mediaType }: Attachment): LucideIcon {
  if (mediaType?.startsWith('audio/')) return AudioLines
  if (mediaType?.startsWith('video/')) return Film
  if (mediaType?.startsWith('image/')) return ImageOff
  return !mediaType || mediaType === 'application/octet-stream' ? FileIcon : FileText
}

/** Opens a copy; the stored file stays as it is. */
export async function openFile(id: string) {
  try {
    await call('shell.openCopy', await call('attachments.copyToOpen', { id }))
  } catch (error) {
    showFailure(error)
  }
}

export async function saveFile(id: string) {
  try {
    const { path: folder } = await call('dialog.chooseFolder', { title: words.saveTitle })
    if (folder === null) return
    const { path } = await call('attachments.saveCopy', { id, folder })
    showToast({
      message: fill(words.saved, { path }),
      action: { label: words.show, run: () => void call('shell.showItem', { path }).catch(showFailure) },
    })
  } catch (error) {
    showFailure(error)
  }
}

export function FileTile({ file }: { file: Attachment }) {
  const Icon = iconOf(file)
  const name = file.name || file.caption || text.common.unnamed
  return (
    <div className="photo-frame file-tile">
      <button type="button" className="file-open" title={name} onClick={() => void openFile(file.id)}>
        <Icon className="icon" size={24} aria-hidden />
        <span className="file-name">{name}</span>
        <span className="file-note">
          {file.size !== null && formatBytes(file.size)}
          {text.common.comma}
          {words.open}
        </span>
      </button>
      <IconButton
        size="small"
        variant="text"
        icon={FolderOutput}
        title={words.save}
        label={fill(words.saveOf, { name })}
        onClick={() => void saveFile(file.id)}
      />
    </div>
  )
}
