/** Light or dark: the system's choice unless the user made one. A copy of the choice lies in local storage for the next start. */
import { call } from '../api.ts'

export type ThemeMode = 'light' | 'dark' | 'system'

const listeners = new Set<() => void>()
const systemDark = () => globalThis.matchMedia?.('(prefers-color-scheme: dark)')

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : (systemDark()?.matches ?? false)
}

function show(mode: ThemeMode) {
  if (mode === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = mode
  for (const listener of listeners) listener()
}

const isMode = (value: unknown): value is ThemeMode => value === 'light' || value === 'dark' || value === 'system'

/** Before the first paint, without waiting for the data process. */
export function startTheme() {
  try {
    const kept = localStorage.getItem('theme')
    if (isMode(kept)) show(kept)
  } catch {
    // storage is a convenience; the system's scheme is right too
  }
  systemDark()?.addEventListener('change', () => {
    for (const listener of listeners) listener()
  })
}

/** The settings are what counts. */
export function adoptTheme(mode: unknown) {
  if (!isMode(mode)) return
  try {
    localStorage.setItem('theme', mode)
  } catch {
    // see above
  }
  show(mode)
  call('window.theme', { mode }).catch(() => {})
}

export async function chooseTheme(mode: ThemeMode) {
  adoptTheme(mode)
  await call('settings.save', { key: 'theme', value: mode })
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
