/** One place packages go to and come from: how it stands, in plain words, and what can be done about it. */
import {
  Check,
  CircleDashed,
  CircleOff,
  Cloud,
  FolderSync,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  Unplug,
  Usb,
} from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TargetItem } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { stateOf, type TargetKind, type TargetState, timesOf } from './courier-state.ts'

const words = text.courier
export const kindIcons: Record<TargetKind, LucideIcon> = { drive: Usb, folder: FolderSync, webdav: Cloud }
const stateIcons: Record<TargetState, LucideIcon> = {
  busy: LoaderCircle,
  fine: Check,
  new: CircleDashed,
  unplugged: Unplug,
  away: Unplug,
  trouble: OctagonAlert,
  off: CircleOff,
}

export function TargetRow({ target, onEdit }: { target: TargetItem; onEdit: () => void }) {
  const { id, name, kind, place, enabled, failure, waiting } = target
  const [isRemoving, setRemoving] = useState(false)
  const state = stateOf(target)
  const Icon = kindIcons[kind]
  const StateIcon = stateIcons[state]
  const named = (action: string) => fill(words.named, { action, name })
  return (
    <li className="target">
      <Icon className="icon" size={18} aria-hidden />
      <div className="target-text">
        <p>
          <strong>{name}</strong>{' '}
          <span className={`exchange-state target-state-${state}`}>
            <StateIcon className="icon" size={16} aria-hidden />
            {words.states[state]}
          </span>
        </p>
        <p className="second exchange-path">{place}</p>
        <p className="faint">
          {timesOf(target, Date.now())}
          {waiting > 0 && `${text.common.comma}${fill(words.waiting, { count: waiting })}`}
        </p>
        {enabled && failure && (
          <p className={state === 'trouble' ? 'target-why target-trouble' : 'target-why'}>
            {state === 'unplugged' ? words.unpluggedText : failure.message + failure.next}
          </p>
        )}
      </div>
      <div className="device-actions">
        <Button
          size="small"
          aria-label={named(enabled ? words.disable : words.enable)}
          onClick={() => void call('targets.enable', { id, enabled: !enabled }).catch(showFailure)}
        >
          {enabled ? words.disable : words.enable}
        </Button>
        <Button size="small" aria-label={named(words.edit)} onClick={onEdit}>
          {words.edit}
        </Button>
        <Button size="small" aria-label={named(words.remove)} onClick={() => setRemoving(true)}>
          {words.remove}
        </Button>
      </div>
      {isRemoving && <RemoveDialog target={target} onClose={() => setRemoving(false)} />}
    </li>
  )
}

function RemoveDialog({ target: { id, name }, onClose }: { target: TargetItem; onClose: () => void }) {
  const remove = () => {
    onClose()
    call('targets.remove', { id }).then(() => showToast({ message: fill(words.removed, { name }) }), showFailure)
  }
  return (
    <Dialog
      title={fill(words.removeTitle, { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="danger" onClick={remove}>
            {words.remove}
          </Button>
        </>
      }
    >
      <p>{words.removeText}</p>
    </Dialog>
  )
}
