/** Starts the window: theme, listeners, first page, React. */
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { prefetchRead, queryClient, readKey, startRefreshing } from './api.ts'
import { App, loadPage, prefetchPage } from './app.tsx'
import { startEditing } from './ui/editing.ts'
import { currentRoute, rememberQueries } from './ui/route.ts'
import { startTheme } from './ui/theme.ts'
import './theme.css'

startTheme()
startRefreshing()
startEditing()
/** Longer than a start ever takes; then whatever is there is shown. */
const patience = 2000

void start()

/** The first paint is the first page, not its parts one after another. */
async function start() {
  const reads = (['profile.get', 'settings.get', 'window.state'] as const).map((operation) =>
    prefetchRead(operation, {}),
  )
  const ready = Promise.all([loadPage(currentRoute().page), ...reads])
  await Promise.race([ready, new Promise((done) => setTimeout(done, patience))]).catch(() => {})
  // before the first list is asked for, so that it is asked for once
  const settings = queryClient.getQueryData<Record<string, unknown>>(readKey('settings.get', {}))
  if (settings) rememberQueries(settings)
  prefetchPage(currentRoute())
  createRoot(document.getElementById('root')!).render(
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>,
  )
}
