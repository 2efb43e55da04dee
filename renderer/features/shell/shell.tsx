/** The window's frame: title bar and navigation on the desk, one sheet with the page. */
import { type ReactNode, Suspense, useEffect } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Profile } from '../../../shared/views.ts'
import { attempt, call, useEvent, useRead } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import { Skeleton } from '../../ui/page.tsx'
import { currentRoute, go, goBack, useRoute } from '../../ui/route.ts'
import { TitleBar } from '../../ui/title-bar.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { useIdle } from '../../ui/use-idle.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { folding, modules } from './modules.ts'
import { Navigation } from './navigation.tsx'
import { PageBoundary } from './page-boundary.tsx'
import './shell.css'
import { digitKey, isKey } from '../../ui/key-map.ts'

const inTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('textarea, input:not([type="checkbox"], [type="radio"]), [contenteditable]')

/** What was being typed when the power went is in its place again; said once. */
function announceRecovered() {
  call('drafts.recovered', {}).then(
    (drafts) => {
      if (drafts.length) showToast({ message: fill(text.shell.recovered, { count: drafts.length }) })
    },
    () => {},
  )
}

/** What was recorded when the power went is kept now. */
function settleRecordings() {
  call('recordings.settle', {}).then(
    ({ count }) => {
      if (count > 0) showToast({ message: fill(text.notes.recorder.settled, { count }) })
    },
    () => {},
  )
}

/** Screens that are a place of their own, without navigation, and what the title bar calls them and says where all is saved. */
const places: Record<string, { note: string; saved: string }> = {
  notes: { note: text.notes.name, saved: text.notes.saved },
  hearing: { note: text.office.hearing.name, saved: text.office.hearing.saved },
}

function onKey(event: KeyboardEvent) {
  if (event.isComposing || event.defaultPrevented || Object.hasOwn(places, currentRoute().page)) return
  const number = digitKey(event, 'everywhere.module')
  if (number !== undefined) {
    const module = modules[number - 1]
    if (module) go(module.page)
    // a sign is text where one types
  } else if (isKey(event, 'everywhere.help') && !(event.key.length === 1 && inTextField(event.target))) go('help')
  else if (isKey(event, 'everywhere.back')) goBack()
  else return
  event.preventDefault()
}

/** A network that is back is used at once. */
const onOnline = () => void attempt('courier.run', {})

type Props = { profile: Profile; pageKey: string; search: ReactNode; children: ReactNode }

/** `pageKey` changes with the page, so that one page's failure is not another's. */
export function Shell({ profile, pageKey, search, children }: Props) {
  const idle = useIdle()
  const route = useRoute()
  const narrow = useMedia(isNarrow)
  const place = places[route.page]
  const folded = narrow || (route.id !== undefined && folding.includes(route.page))
  const { data: counts } = useRead('counts.get', {}, { enabled: idle })
  const { data: refused } = useRead('drafts.refused', {}, { enabled: idle })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    window.addEventListener('online', onOnline)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('online', onOnline)
    }
  }, [])
  useEffect(() => {
    if (!idle) return
    announceRecovered()
    settleRecordings()
  }, [idle])
  useEvent('restarted', announceRecovered)
  return (
    <div className={place ? 'shell shell-place' : folded ? 'shell shell-folded' : 'shell'}>
      <button type="button" className="skip-link button" onClick={() => document.getElementById('content')?.focus()}>
        {text.shell.skip}
      </button>
      <TitleBar
        search={!place && search}
        note={place?.note}
        saved={place?.saved}
        refused={refused?.length}
        unreported={
          profile.role === 'laptop' && counts && !place
            ? { visits: counts.unreportedVisits, records: counts.unreported }
            : undefined
        }
      />
      {!place && <Navigation counts={counts} profile={profile} />}
      <main className={place ? 'sheet-place' : 'sheet'} id="content" tabIndex={-1}>
        <PageBoundary key={pageKey}>
          <Suspense
            fallback={
              <div className="sheet-message">
                <Skeleton />
              </div>
            }
          >
            {children}
          </Suspense>
        </PageBoundary>
      </main>
    </div>
  )
}
