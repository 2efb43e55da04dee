/** Where the window is: `#/visits/<id>?city=…`. History is the browser's own, so the mouse's back button works. */
import { create } from 'zustand'
import { call } from '../api.ts'

export type Query = Record<string, string>
export type Route = { page: string; id?: string; query: Query }

export const startPage = 'dashboard'

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  const [page = '', id] = path.split('/').map(decodeURIComponent)
  return { page: page || startPage, ...(id ? { id } : {}), query: Object.fromEntries(new URLSearchParams(search)) }
}

export function formatRoute({ page, id, query }: Route): string {
  const search = new URLSearchParams(query).toString()
  return `#/${encodeURIComponent(page)}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`
}

const store = create<{ route: Route; remembered: Record<string, Query> }>(() => ({
  route: parseRoute(globalThis.location?.hash ?? ''),
  remembered: {},
}))

const leaving = new Set<() => void>()
/** Runs before the window shows another page; what is being typed is committed here. */
export function onLeave(listener: () => void): () => void {
  leaving.add(listener)
  return () => leaving.delete(listener)
}

let before: Route | undefined
/** The place one came from, e.g. the record a list is shown again after. */
export const cameFrom = (): Route | undefined => before

const show = (route: Route) => {
  for (const listener of leaving) listener()
  before = currentRoute()
  store.setState({ route })
}

globalThis.addEventListener?.('popstate', () => show(parseRoute(location.hash)))

export const useRoute = (): Route => store((state) => state.route)
export const currentRoute = (): Route => store.getState().route

export type Target = { id?: string; query?: Query }

/** A list opened without filters shows those it was left with. */
function routeTo(page: string, { id, query }: Target = {}): Route {
  return { page, ...(id ? { id } : {}), query: query ?? (id ? {} : (store.getState().remembered[page] ?? {})) }
}

export const hrefTo = (page: string, target?: Target): string => formatRoute(routeTo(page, target))

export function go(page: string, target?: Target) {
  const route = routeTo(page, target)
  if (formatRoute(route) === formatRoute(currentRoute())) return
  history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, '', formatRoute(route))
  show(route)
}

/** The same place under another address; the one before is not come back to. */
export function replaceRoute(page: string, target?: Target) {
  const route = routeTo(page, target)
  history.replaceState(history.state, '', formatRoute(route))
  show(route)
}

/** Back to where one came from; a window that opened here goes to the page's list. */
export function goBack() {
  if (history.state?.depth > 0) history.back()
  else go(currentRoute().page, { query: store.getState().remembered[currentRoute().page] ?? {} })
}

let saving: ReturnType<typeof setTimeout> | undefined

/** Changes the page's filters in place; an empty value removes one. They are remembered on this computer. */
export function setQuery(patch: Record<string, string | undefined>) {
  const { route, remembered } = store.getState()
  const query = Object.fromEntries(
    Object.entries({ ...route.query, ...patch }).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  const next = { ...route, query }
  history.replaceState(history.state, '', formatRoute(next))
  store.setState({ route: next, remembered: { ...remembered, [route.page]: query } })
  clearTimeout(saving)
  saving = setTimeout(() => {
    // a filter that is not remembered is no reason to interrupt
    call('settings.save', { key: `filters.${route.page}`, value: query }).catch(() => {})
  }, 500)
}

/** Takes the filters of earlier sessions from the settings. */
export function rememberQueries(settings: Record<string, unknown>) {
  const remembered: Record<string, Query> = {}
  for (const [key, value] of Object.entries(settings)) {
    if (key.startsWith('filters.') && value && typeof value === 'object') remembered[key.slice(8)] = value as Query
  }
  store.setState((state) => ({ remembered: { ...remembered, ...state.remembered } }))
}
