/** Who and where: kept on this computer, not a record. Saved half a second after the last key, and whenever one leaves. */
import { useEffect, useId, useRef, useState } from 'react'
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Profile } from '../../../shared/views.ts'
import { call, failureOf, queryClient, readKey } from '../../api.ts'
import { onClosing } from '../../ui/closing.ts'
import { onLeave } from '../../ui/route.ts'
import { reportSave } from '../../ui/save-state.ts'
import '../../ui/inline.css'

type Patch = Partial<Pick<Profile, 'role' | 'unit' | 'person' | 'deviceName'>>

const key = readKey('profile.get', {})
/** What could not be stored goes with the next attempt. */
let waiting: Patch = {}
/** One after another: each takes what the one before it stored. */
let queue: Promise<void> = Promise.resolve()

async function store() {
  const profile = queryClient.getQueryData<Profile>(key)
  if (!profile || !Object.keys(waiting).length) return
  const patch = waiting
  waiting = {}
  const { role, unit, person, deviceName } = { ...profile, ...patch }
  const input: Input<'profile.save'> = { role, unit, person, deviceName }
  reportSave('profile', { state: 'saving' })
  try {
    queryClient.setQueryData(key, await call('profile.save', input))
    reportSave('profile', { state: 'saved' })
  } catch (error) {
    waiting = { ...patch, ...waiting }
    reportSave('profile', { state: 'failed', failure: failureOf(error), retry: () => void saveProfile({}) })
  }
}

export function saveProfile(patch: Patch): Promise<void> {
  waiting = { ...waiting, ...patch }
  queue = queue.then(store)
  return queue
}

type Props = { name: 'unit' | 'person' | 'deviceName'; label: string; value: string }

export function ProfileField({ name, label, value }: Props) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(typed)
  latest.current = typed
  const flush = useRef(async () => {})
  flush.current = async () => {
    clearTimeout(timer.current)
    const next = latest.current
    if (next === null) return
    if (next.trim() === value) return reportSave('profile', { state: 'saved' })
    await saveProfile({ [name]: next.trim() })
  }
  useEffect(() => {
    const flushNow = () => flush.current()
    const stops = [onLeave(flushNow), onClosing(flushNow)]
    return () => {
      for (const stop of stops) stop()
      void flushNow()
    }
  }, [])
  const wait = () => {
    clearTimeout(timer.current)
    if (!composing.current) timer.current = setTimeout(() => void flush.current(), 500)
  }
  return (
    <>
      <label htmlFor={id} className="setting-label">
        {label}
      </label>
      <input
        id={id}
        className="inline-input inline-boxed setting-input"
        value={typed ?? value}
        maxLength={200}
        placeholder={text.common.missing}
        autoComplete="off"
        spellCheck={false}
        data-dirty={typed !== null && typed.trim() !== value}
        onChange={(event) => {
          setTyped(event.target.value)
          reportSave('profile', { state: 'typing' })
          wait()
        }}
        onCompositionStart={() => {
          composing.current = true
          clearTimeout(timer.current)
        }}
        onCompositionEnd={() => {
          composing.current = false
          wait()
        }}
        onBlur={() => {
          void flush.current()
          setTyped(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void flush.current()
        }}
      />
    </>
  )
}
