/** What was searched for last on this computer. */
import { call, queryClient, readKey, useRead } from '../../api.ts'

const setting = 'search.recent'
const kept = 8

const textsIn = (settings: Record<string, unknown> | undefined): string[] => {
  const value = settings?.[setting]
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string').slice(0, kept) : []
}

export function useRecent(): string[] {
  const { data } = useRead('settings.get', {})
  return textsIn(data)
}

function save(value: string[]) {
  queryClient.setQueryData(readKey('settings.get', {}), (settings) => ({ ...(settings as object), [setting]: value }))
  // a list that is not remembered is no reason to interrupt
  call('settings.save', { key: setting, value }).catch(() => {})
}

export function rememberSearch(text: string) {
  const wanted = text.trim()
  if (!wanted) return
  const known = textsIn(queryClient.getQueryData(readKey('settings.get', {})))
  save([wanted, ...known.filter((other) => other !== wanted)].slice(0, kept))
}

export const forgetSearches = () => save([])
