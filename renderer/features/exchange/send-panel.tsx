/** 装一个数据包: for whom, what, where to; one page, no steps. */
import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { call, failureOf, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { type JobState, ProgressPanel } from '../../ui/progress.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { fileName, showInFolder } from './history-panel.tsx'
import { allLaptops, RecipientField } from './recipient-field.tsx'
import { type Plan, type Scope, usePlan } from './send-plan.ts'
import { show } from './store.ts'

const words = text.exchange.sending
const folderSetting = 'exchange.folder'

type Packed = { peer: string; path: string; number: number; changes: number; attachments: number; bytes: number }

export function SendPanel({ peer: wanted, job }: { peer: string | undefined; job: JobState }) {
  const { data: profile } = useRead('profile.get', {})
  const { data: settings } = useRead('settings.get', {})
  const { data: peers, error } = useRead('peers.list', {})
  const [chosen, setChosen] = useState(wanted)
  const [scope, setScope] = useState<Scope>('new')
  const [folder, setFolder] = useState<string>()
  const [packed, setPacked] = useState<Packed[]>([])
  const [done, setDone] = useState(false)
  const [packing, setPacking] = useState<string>('')

  const laptops = peers?.filter((peer) => peer.role === 'laptop') ?? []
  const standard = profile?.role === 'laptop' ? peers?.find((peer) => peer.role === 'headquarters')?.id : undefined
  const value = chosen ?? standard
  const targets: Peer[] = value === allLaptops ? laptops : (peers?.filter((peer) => peer.id === value) ?? [])
  const plan = usePlan(
    targets.map((peer) => peer.id),
    scope,
  )
  const target = folder ?? (typeof settings?.[folderSetting] === 'string' ? settings[folderSetting] : undefined)

  const choose = async (): Promise<string | undefined> => {
    const { path } = await call('dialog.chooseFolder', { title: words.chooseTitle })
    if (!path) return undefined
    setFolder(path)
    call('settings.save', { key: folderSetting, value: path }).catch(() => {})
    return path
  }
  /** Recipients already served keep their package when it goes on elsewhere. */
  const pack = async (where: string | undefined = target) => {
    const place = where ?? (await choose())
    if (!place || !targets.length) return
    const served = new Set(packed.map((one) => one.peer))
    for (const peer of targets) {
      if (served.has(peer.id)) continue
      setPacking(peer.name)
      const made = await job.run((id) => call('packages.export', { peer: peer.id, scope, folder: place, job: id }))
      if (!made) return
      setPacked((old) => [...old, { ...made, peer: peer.id }])
    }
    setDone(true)
  }
  const again = () => {
    setPacked([])
    setDone(false)
    job.reset()
  }

  if (error) return <ErrorPanel error={error} />
  if (!peers || !profile) return <Skeleton rows={6} />
  if (done) return <Result packed={packed} peers={peers} onAgain={again} />
  const empty = plan.data !== undefined && plan.data.changes === 0 && plan.data.attachments === 0
  return (
    <div className="exchange-panel">
      <div className="exchange-form">
        <h2>{words.title}</h2>
        <RecipientField
          peers={peers}
          value={value}
          laptops={laptops.length}
          headquarters={profile.role === 'headquarters'}
          onChange={(next) => {
            setChosen(next)
            setPacked([])
            job.reset()
          }}
        />
        <ScopeField
          scope={scope}
          onChange={(next) => {
            setScope(next)
            job.reset()
          }}
        />
        <div className="exchange-field">
          <span className="exchange-field-label">{words.holds}</span>
          <PlanLine plan={plan} empty={empty} scope={scope} ready={targets.length > 0} />
        </div>
        <div className="exchange-field">
          <span className="exchange-field-label">{words.where}</span>
          <span className="exchange-folder">
            <span title={target}>{target ?? <span className="faint">{words.noFolder}</span>}</span>
            <Button size="small" icon={FolderOpen} onClick={() => void choose().catch(showFailure)}>
              {target ? words.change : words.choose}
            </Button>
          </span>
        </div>
        {job.running ? (
          <ProgressPanel job={job} label={fill(words.running, { name: packing })} />
        ) : job.error ? (
          <SendError
            error={job.error}
            onResume={() => void pack()}
            onElsewhere={async () => {
              const place = await choose()
              if (place) await pack(place)
            }}
          />
        ) : (
          <div className="page-actions exchange-form-actions">
            <Button onClick={() => show({ kind: 'auto' })}>{text.common.cancel}</Button>
            <Button variant="primary" disabled={!targets.length || !plan.data || empty} onClick={() => void pack()}>
              {words.go}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

function SendError({
  error,
  onResume,
  onElsewhere,
}: {
  error: unknown
  onResume: () => void
  onElsewhere: () => Promise<void>
}) {
  return (
    <ErrorPanel
      error={error}
      actions={
        <>
          <Button size="small" variant="primary" onClick={onResume}>
            {words.resume}
          </Button>
          {failureOf(error).code !== 'cancelled' && (
            <Button size="small" onClick={() => void onElsewhere().catch(showFailure)}>
              {words.change}
            </Button>
          )}
        </>
      }
    />
  )
}

function ScopeField({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }) {
  return (
    <fieldset className="exchange-field exchange-scopes">
      <legend className="exchange-field-label">{words.scope}</legend>
      {(['new', 'all'] as const).map((one) => (
        <label key={one} className="exchange-scope">
          <input type="radio" name="scope" checked={scope === one} onChange={() => onChange(one)} />
          <span>
            {words.scopes[one]}
            <span className="faint">{words.scopeHint[one]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

type PlanProps = { plan: { data: Plan | undefined; error: unknown }; empty: boolean; scope: Scope; ready: boolean }

function PlanLine({ plan, empty, scope, ready }: PlanProps) {
  if (!ready) return <span className="faint">{words.need.peer}</span>
  if (plan.error) return <ErrorPanel error={plan.error} />
  if (!plan.data) return <span className="faint">{text.common.loading}</span>
  if (empty) {
    return (
      <span>
        {words.nothing} {scope === 'new' && <span className="faint">{words.nothingAll}</span>}
      </span>
    )
  }
  const { records, attachments, bytes } = plan.data
  return <span role="status">{fill(words.plan, { records, attachments, size: formatBytes(bytes) })}</span>
}

function Result({
  packed,
  peers,
  onAgain,
}: {
  packed: readonly Packed[]
  peers: readonly Peer[]
  onAgain: () => void
}) {
  return (
    <div className="exchange-panel" role="status">
      <h2>{words.done}</h2>
      <ul className="exchange-results">
        {packed.map((one) => (
          <li key={one.path}>
            <div>
              <strong title={one.path}>{fileName(one.path)}</strong>
              <p className="second">
                {peers.find((peer) => peer.id === one.peer)?.name}{' '}
                {fill(words.doneOne, { ...one, size: formatBytes(one.bytes) })}
              </p>
              <p className="faint exchange-path">{one.path}</p>
            </div>
            <Button size="small" icon={FolderOpen} onClick={() => showInFolder(one.path)}>
              {words.show}
            </Button>
          </li>
        ))}
      </ul>
      <p className="second">{words.doneNext}</p>
      <div className="page-actions exchange-form-actions">
        <Button onClick={onAgain}>{words.again}</Button>
        <Button variant="primary" onClick={() => show({ kind: 'auto' })}>
          {words.close}
        </Button>
      </div>
    </div>
  )
}
