/** Every computer heard of: the undecided ones first, then those believed, then those stopped. */
import { Building2, CircleCheck, CircleDot, CircleOff, Laptop, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DeviceItem, TrustState } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { Fingerprint, nameOf, whoOf } from './fingerprint.tsx'

const words = text.trust
const order: readonly TrustState[] = ['pending', 'approved', 'revoked']
const icons: Record<TrustState, LucideIcon> = { pending: CircleDot, approved: CircleCheck, revoked: CircleOff }

export function DevicesList() {
  const { data: devices, error, refetch } = useRead('devices.list', {})
  const [revoking, setRevoking] = useState<DeviceItem | null>(null)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!devices) return <Skeleton rows={4} />
  if (!devices.length) return <Empty title={words.emptyTitle}>{words.emptyHint}</Empty>
  return (
    <>
      {order.map((state) => {
        const group = devices.filter((device) => device.state === state)
        if (!group.length) return null
        return (
          <section key={state} aria-label={words.states[state]} className="devices">
            <h3>
              {words.states[state]} <span className={state === 'pending' ? 'count-pill' : 'faint'}>{group.length}</span>
            </h3>
            <ul>
              {group.map((device) => (
                <Device key={device.fingerprint} device={device} onRevoke={() => setRevoking(device)} />
              ))}
            </ul>
          </section>
        )
      })}
      {revoking && (
        <RevokeDialog
          name={nameOf(revoking)}
          onClose={() => setRevoking(null)}
          onAgree={() => {
            setRevoking(null)
            decide(revoking, 'revoked')
          }}
        />
      )}
    </>
  )
}

function decide(device: DeviceItem, state: 'approved' | 'revoked') {
  const done = state === 'revoked' ? words.revoked : device.state === 'revoked' ? words.restored : words.approved
  call('devices.decide', { fingerprint: device.fingerprint, state }).then(
    () => showToast({ message: fill(done, { name: nameOf(device) }) }),
    showFailure,
  )
}

function Device({ device, onRevoke }: { device: DeviceItem; onRevoke: () => void }) {
  const { state, role, since, sealable } = device
  const name = nameOf(device)
  const Icon = role === 'headquarters' ? Building2 : Laptop
  const StateIcon = icons[state]
  const approve = () => decide(device, 'approved')
  return (
    <li className="device">
      <Icon className="icon" size={18} aria-hidden />
      <div className="device-who">
        <p>
          <strong>{name}</strong>
        </p>
        <p className="second">{whoOf(device)}</p>
        <p className="faint">
          <span className={`device-state device-state-${state}`}>
            <StateIcon className="icon" size={16} aria-hidden />
            {words.states[state]}
          </span>{' '}
          {fill(words.since[state], { at: formatStamp(since) })}
        </p>
        {state === 'approved' && !sealable && <p className="faint">{words.noKey}</p>}
      </div>
      <Fingerprint of={device} />
      <div className="device-actions">
        {state === 'pending' && (
          <>
            <Button variant="primary" size="small" aria-label={fill(words.approveNamed, { name })} onClick={approve}>
              {words.approve}
            </Button>
            <Button size="small" aria-label={fill(words.revokeNamed, { name })} onClick={onRevoke}>
              {words.revoke}
            </Button>
          </>
        )}
        {state === 'approved' && (
          <Button size="small" aria-label={fill(words.revokeNamed, { name })} onClick={onRevoke}>
            {words.revoke}
          </Button>
        )}
        {state === 'revoked' && (
          <Button size="small" aria-label={fill(words.restoreNamed, { name })} onClick={approve}>
            {words.restore}
          </Button>
        )}
      </div>
    </li>
  )
}

function RevokeDialog({ name, onClose, onAgree }: { name: string; onClose: () => void; onAgree: () => void }) {
  return (
    <Dialog
      title={fill(words.revokeTitle, { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="danger" onClick={onAgree}>
            {words.revoke}
          </Button>
        </>
      }
    >
      <p>{words.revokeText}</p>
    </Dialog>
  )
}
