/** Starts the window: theme, listeners, first page, React. */
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { call, queryClient, readKey, startRefreshing } from './api.ts'
import { App, preloadPage } from './app.tsx'
import { startEditing } from './ui/editing.ts'
import { currentRoute } from './ui/route.ts'
import { startTheme } from './ui/theme.ts'
import './theme.css'

startTheme()
startRefreshing()
startEditing()
preloadPage(currentRoute().page)
for (const operation of ['profile.get', 'settings.get', 'window.state'] as const) {
  void queryClient.prefetchQuery({ queryKey: readKey(operation, {}), queryFn: () => call(operation, {}) })
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queryClient}>
    <App />
  </QueryClientProvider>,
)
