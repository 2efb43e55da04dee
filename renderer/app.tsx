/** Pages by route, each its own chunk. A page's module exports `Page`; adding one is adding its folder and its line here. */
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { useRead } from './api.ts'
import { Shell } from './features/shell/shell.tsx'
import { preloadControls } from './ui/lazy-antd.tsx'
import { ErrorPanel } from './ui/page.tsx'
import { type Query, rememberQueries, startPage, useRoute } from './ui/route.ts'
import { adoptTheme } from './ui/theme.ts'
import { TitleBar } from './ui/title-bar.tsx'
import { Toasts } from './ui/toasts.tsx'

export type PageProps = { id?: string; query: Query }
type PageModule = { Page: ComponentType<PageProps> }

const modules = import.meta.glob<PageModule>('./features/*/page.tsx')

const pages = new Map(
  Object.entries(modules).map(([path, load]) => {
    const name = path.split('/')[2]!
    return [name, lazy(() => load().then(({ Page }) => ({ default: Page })))] as const
  }),
)

/** Asked for before React starts: the chunk arrives while the profile is read. */
export function preloadPage(name: string) {
  void modules[`./features/${name}/page.tsx`]?.()
}

export function App() {
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
  const name = profile.ready ? (pages.has(route.page) ? route.page : startPage) : 'first-use'
  const Page = pages.get(name)
  const page = Page && <Page key={`${name}/${route.id ?? ''}`} id={route.id} query={route.query} />
  return (
    <>
      {profile.ready ? (
        <Shell profile={profile} pageKey={`${name}/${route.id ?? ''}`}>
          {page}
        </Shell>
      ) : (
        <Suspense fallback={<TitleBar />}>{page}</Suspense>
      )}
      <Toasts />
    </>
  )
}
