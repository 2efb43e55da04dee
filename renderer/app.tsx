/** Pages by route, each its own chunk. A page's module exports `Page`; adding one is adding its folder and its line here. */
import { type ComponentType, lazy, Suspense, useEffect, useReducer, useState } from 'react'
import { useRead } from './api.ts'
import { Shell } from './features/shell/shell.tsx'
import { SearchBar } from './search-bar.tsx'
import { useClosing } from './ui/closing.ts'
import { preloadControls } from './ui/lazy-antd.tsx'
import { ErrorPanel, Skeleton } from './ui/page.tsx'
import { Printing } from './ui/printing-host.tsx'
import { type Query, type Route, rememberQueries, startPage, useRoute } from './ui/route.ts'
import { adoptTheme } from './ui/theme.ts'
import { TitleBar } from './ui/title-bar.tsx'
import { Toasts } from './ui/toasts.tsx'
import { UnlockDialog } from './ui/unlock-dialog.tsx'

export type PageProps = { id?: string; query: Query }
/** `prefetch`: asks for what a page opened without a record shows first. */
type PageModule = { Page: ComponentType<PageProps>; prefetch?: (query: Query) => void }

const ClosingDialog = lazy(async () => ({ default: (await import('./ui/closing-dialog.tsx')).ClosingDialog }))

const modules = import.meta.glob<PageModule>('./features/*/page.tsx')

const loaded = new Map<string, PageModule>()
const isPage = (name: string) => `./features/${name}/page.tsx` in modules

/**
 * Fetches a page's chunk. Pages are not `lazy`: React keeps what follows a fallback back for 300 ms, and the first list would
 * wait for that at every start.
 */
export async function loadPage(name: string): Promise<void> {
  const load = modules[`./features/${name}/page.tsx`]
  if (load && !loaded.has(name)) loaded.set(name, await load())
}

/** While React starts, the data process can already work. */
export function prefetchPage({ page, id, query }: Route) {
  if (!id) loaded.get(page)?.prefetch?.(query)
}

function PageSlot({ name, ...props }: PageProps & { name: string }) {
  const [, arrived] = useReducer((count: number) => count + 1, 0)
  const [error, setError] = useState<unknown>(null)
  const Page = loaded.get(name)?.Page
  useEffect(() => {
    if (!Page) loadPage(name).then(arrived, setError)
  }, [Page, name])
  if (error) throw error
  if (Page) return <Page {...props} />
  return (
    <div className="sheet-message">
      <Skeleton />
    </div>
  )
}

export function App() {
  const asksToClose = useClosing((state) => state.asks)
  return (
    <>
      <Window />
      {asksToClose && (
        <Suspense>
          <ClosingDialog />
        </Suspense>
      )}
    </>
  )
}

function Window() {
  const route = useRoute()
  const { data: profile, error, refetch } = useRead('profile.get', {})
  const { data: settings } = useRead('settings.get', {}, { enabled: Boolean(profile) })
  useEffect(() => {
    if (!settings) return
    rememberQueries(settings)
    adoptTheme(settings.theme)
  }, [settings])
  useEffect(() => {
    if (profile?.ready) preloadControls()
  }, [profile?.ready])

  if (error) {
    return (
      <>
        <TitleBar />
        <div className="sheet-message">
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        </div>
      </>
    )
  }
  if (!profile) return <TitleBar />
  const name = profile.ready ? (isPage(route.page) ? route.page : startPage) : 'first-use'
  const page = <PageSlot key={`${name}/${route.id ?? ''}`} name={name} id={route.id} query={route.query} />
  return (
    <>
      {profile.ready ? (
        <Shell profile={profile} pageKey={`${name}/${route.id ?? ''}`} search={<SearchBar />}>
          {page}
        </Shell>
      ) : (
        page
      )}
      <Toasts />
      {profile.ready && <Printing />}
      <UnlockDialog />
    </>
  )
}
