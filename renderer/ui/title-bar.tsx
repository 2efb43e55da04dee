/** Title bar: mark, search, whether everything is saved, what has not been handed in, and the window's buttons where the system draws none. */
import { Check, LoaderCircle, Minus, PencilLine, Square, TriangleAlert, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import mark from '../../resources/icon-small.svg'
import { text } from '../../shared/text/zh-cn.ts'
import { call, useEvent, useRead } from '../api.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { RunningJob } from './running-job.tsx'
import { retryAll, useSaveState } from './save-state.ts'
import './title-bar.css'

const words = text.shell
const RefusedDrafts = lazy(async () => ({ default: (await import('./refused-drafts.tsx')).RefusedDrafts }))

function SaveMark({ saved = words.save.saved }: { saved?: string | undefined }) {
  const state = useSaveState((store) => store.state)
  const failure = useSaveState((store) => store.failure)
  const icons = { typing: PencilLine, saving: LoaderCircle, saved: Check, failed: TriangleAlert }
  const Icon = icons[state]
  const inside = (
    <>
      <Icon className="icon" size={16} aria-hidden />
      {state === 'saved' ? saved : words.save[state]}
    </>
  )
  if (state === 'failed') {
    return (
      <button
        type="button"
        className="save-state save-failed"
        title={failure && failure.message + failure.next}
        onClick={retryAll}
      >
        {inside}
      </button>
    )
  }
  return <span className="save-state">{inside}</span>
}

function WindowButtons({ maximized: initial }: { maximized: boolean }) {
  const [maximized, setMaximized] = useState(initial)
  useEvent('window-state', (state) => setMaximized(state.maximized))
  const control = (action: 'minimize' | 'maximize' | 'close') => () =>
    void call('window.control', { action }).catch(() => {})
  return (
    <div className="window-buttons">
      <button type="button" aria-label={words.window.minimize} onClick={control('minimize')}>
        <Minus size={16} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={maximized ? words.window.restore : words.window.maximize}
        onClick={control('maximize')}
      >
        <Square size={13} aria-hidden />
      </button>
      <button type="button" aria-label={words.window.close} onClick={control('close')}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}

type Props = {
  /** Left out where nothing is handed in from here. */
  unreported?: { visits: number; records: number }
  /** What was typed and a rule refuses. */
  refused?: number
  /** The box that finds everything, where there is anything to find. */
  search?: ReactNode
  /** What the window is for at the moment, e.g. first use. */
  note?: string
  /** Said where everything is stored. */
  saved?: string
  /** False where nothing is stored yet. */
  saving?: boolean
}

export function TitleBar({ unreported, refused = 0, search, note, saved, saving = true }: Props) {
  const { data: state } = useRead('window.state', {})
  const [asking, setAsking] = useState(false)
  return (
    <header className={`title-bar${state?.overlay ? ' title-bar-overlay' : ''}`}>
      <span className="title-bar-name">
        <img src={mark} alt="" />
        {words.name}
        {note && <span className="title-bar-note">{note}</span>}
      </span>
      {search}
      {saving && <RunningJob />}
      <span role="status" aria-live="polite">
        {saving && <SaveMark saved={saved} />}
      </span>
      {refused > 0 && (
        <button type="button" className="save-state save-failed" onClick={() => setAsking(true)}>
          <TriangleAlert className="icon" size={16} aria-hidden />
          {fill(words.refused.count, { count: refused })}
        </button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <RefusedDrafts onClose={() => setAsking(false)} />
        </Suspense>
      )}
      {unreported &&
        (unreported.visits > 0 ? (
          <Link page="visits" query={{ unreported: '1' }} className="title-bar-count">
            {fill(words.unreported, { count: unreported.visits })}
          </Link>
        ) : (
          // nothing but parts of visits: the exchange names them
          <Link page="exchange" className="title-bar-count">
            {fill(words.unreported, { count: unreported.records })}
          </Link>
        ))}
      {state && !state.overlay && <WindowButtons maximized={state.maximized} />}
    </header>
  )
}
