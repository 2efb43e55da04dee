/** 装一个数据包: for whom, what, where to; one page, no steps. */
import { useState } from 'react'
import { shortestPassphrase } from '../../../shared/keys/passphrase.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { call, failureOf, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { type JobState, ProgressPanel } from '../../ui/progress.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { DestinationField, namesOf } from './destination-field.tsx'
import { allLaptops, RecipientField } from './recipient-field.tsx'
import { SealField } from './seal-field.tsx'
import { type Limit, LimitField, limits, PlanLine, ScopeField } from './send-fields.tsx'
import { type SendScope, usePlan } from './send-plan.ts'
import { type Packed, SendResult } from './send-result.tsx'
import { show } from './store.ts'
import { StreamsField } from './streams-field.tsx'

const words = text.exchange.sending
const folderSetting = 'exchange.folder'

export function SendPanel({ peer: wanted, job }: { peer: string | undefined; job: JobState }) {
  const { data: profile } = useRead('profile.get', {})
  const { data: settings } = useRead('settings.get', {})
  const { data: peers, error } = useRead('peers.list', {})
  const { data: places = [] } = useRead('targets.list', {})
  const [byHand, setByHand] = useState(false)
  const [chosen, setChosen] = useState(wanted)
  const [scope, setScope] = useState<SendScope>('new')
  const [limit, setLimit] = useState<Limit>('none')
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const [folder, setFolder] = useState<string>()
  const [packed, setPacked] = useState<Packed[]>([])
  const [done, setDone] = useState(false)
  const [packing, setPacking] = useState<string>('')

  const laptops = peers?.filter((peer) => peer.role === 'laptop') ?? []
  const standard = profile?.role === 'laptop' ? peers?.find((peer) => peer.role === 'headquarters')?.id : undefined
  const value = chosen ?? standard
  const targets: Peer[] = value === allLaptops ? laptops : (peers?.filter((peer) => peer.id === value) ?? [])
  const allSealable = targets.every((peer) => peer.sealable)
  const plan = usePlan(
    targets.map((peer) => peer.id),
    scope === 'receipt' ? 'new' : scope,
  )
  const used = places.filter((place) => place.enabled)
  const isAuto = used.length > 0 && !byHand
  const target = folder ?? (typeof settings?.[folderSetting] === 'string' ? settings[folderSetting] : undefined)

  const choose = async (): Promise<string | undefined> => {
    const { path } = await call('dialog.chooseFolder', { title: words.chooseTitle })
    if (!path) return undefined
    setFolder(path)
    call('settings.save', { key: folderSetting, value: path }).catch(() => {})
    return path
  }
  /** `null`: to every target. Recipients already served keep their package when it goes on elsewhere. */
  const pack = async (where: string | null | undefined = isAuto ? null : target) => {
    const place = where === undefined ? await choose() : where
    if (place === undefined || !targets.length) return
    const folder = place === null ? {} : { folder: place }
    const served = new Set(packed.map((one) => one.peer))
    for (const peer of targets) {
      if (served.has(peer.id)) continue
      setPacking(peer.name)
      // beside recipients without a card, those with one keep their key
      const sealing = passphrase !== null && (allSealable || !peer.sealable) ? { passphrase } : {}
      const made = await job.run((id) =>
        call('packages.export', { peer: peer.id, scope, ...folder, limit: limits[limit], ...sealing, job: id }),
      )
      if (!made) return
      setPacked((old) => [...old, { ...made, peer: peer.id, isReceipt: scope === 'receipt', isAuto: place === null }])
    }
    setDone(true)
  }
  const again = () => {
    setPacked([])
    setDone(false)
    setPassphrase(null)
    job.reset()
  }
  const changed = () => {
    setPacked([])
    job.reset()
  }

  if (error) return <ErrorPanel error={error} />
  if (!peers || !profile) return <Skeleton rows={6} />
  if (done)
    return <SendResult packed={packed} peers={peers} places={namesOf(used)} passphrase={passphrase} onAgain={again} />
  const empty = plan.data !== undefined && plan.data.changes === 0 && plan.data.attachments === 0
  const isReady = scope === 'receipt' || (plan.data && !empty)
  const isSealed = passphrase === null ? allSealable : [...passphrase].length >= shortestPassphrase
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
            changed()
          }}
        />
        <ScopeField
          scope={scope}
          onChange={(next) => {
            setScope(next)
            changed()
          }}
        />
        {targets.length === 1 && targets[0] && scope !== 'receipt' && (
          <StreamsField peer={targets[0]} onChange={changed} />
        )}
        <div className="exchange-field">
          <span className="exchange-field-label">{words.holds}</span>
          <PlanLine plan={plan} empty={empty} scope={scope} ready={targets.length > 0} />
        </div>
        <SealField
          targets={targets}
          passphrase={passphrase}
          onChange={(next) => {
            setPassphrase(next)
            changed()
          }}
          onTaken={(peer) => {
            if (value !== allLaptops) setChosen(peer.id)
          }}
        />
        {scope !== 'receipt' && <LimitField limit={limit} onChange={setLimit} />}
        <DestinationField
          places={used}
          isAuto={isAuto}
          onAuto={(next) => {
            setByHand(!next)
            changed()
          }}
          folder={target}
          onChoose={() => void choose().catch(showFailure)}
        />
        {job.running ? (
          <ProgressPanel job={job} label={fill(words.running, { name: packing })} />
        ) : job.error ? (
          <SendError
            error={job.error}
            onResume={() => void pack()}
            onElsewhere={async () => {
              const place = await choose()
              if (!place) return
              setByHand(true)
              await pack(place)
            }}
          />
        ) : (
          <div className="page-actions exchange-form-actions">
            <Button onClick={() => show({ kind: 'auto' })}>{text.common.cancel}</Button>
            <Button variant="primary" disabled={!targets.length || !isReady || !isSealed} onClick={() => void pack()}>
              {scope === 'receipt' ? words.goReceipt : words.go}
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
