/** A file that was written: its name, where it lies, and what one does with it next. */
import { CheckCircle2, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { call } from '../api.ts'
import { Button } from './button.tsx'
import './export-dialog.css'
import { fill } from './fill.ts'
import { showFailure } from './toast-store.ts'

const words = text.export

/** `said`: a sentence with `{file}`. */
export function WrittenFile({ path, said, children }: { path: string; said: string; children?: ReactNode }) {
  return (
    <div className="export-done" role="status">
      <CheckCircle2 className="icon" size={20} aria-hidden />
      <div>
        <p>{fill(said, { file: path.replace(/^.*[/\\]/, '') })}</p>
        <p className="second export-path">{path}</p>
        {children}
      </div>
    </div>
  )
}

export function WrittenActions({ path, onClose }: { path: string; onClose: () => void }) {
  return (
    <>
      <Button onClick={() => call('shell.openPaper', { path }).catch(showFailure)}>{words.openFile}</Button>
      <Button icon={FolderOpen} onClick={() => call('shell.showItem', { path }).catch(showFailure)}>
        {words.showFolder}
      </Button>
      <Button variant="primary" onClick={onClose}>
        {text.common.done}
      </Button>
    </>
  )
}
