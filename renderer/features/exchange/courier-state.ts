/** What is said of a target, and what a new one needs to be one. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { TargetItem } from '../../../shared/views.ts'
import { formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'

const words = text.courier

export type TargetKind = TargetItem['kind']
export type TargetState = keyof typeof words.states

/** Being away is ordinary; what a person must see to is trouble. */
export function stateOf({ enabled, busy, failure, kind, lastSuccess }: TargetItem): TargetState {
  if (!enabled) return 'off'
  if (busy) return 'busy'
  if (!failure) return lastSuccess === null ? 'new' : 'fine'
  if (failure.code !== 'place-away') return 'trouble'
  return kind === 'drive' ? 'unplugged' : 'away'
}

/** When it last went well and when it is tried next. */
export function timesOf({ enabled, busy, kind, lastSuccess, nextTry }: TargetItem, now: number): string {
  const last = lastSuccess === null ? words.neverSucceeded : fill(words.lastSuccess, { at: formatStamp(lastSuccess) })
  if (!enabled || busy) return last
  const next =
    nextTry === null || nextTry <= now
      ? words.soon
      : kind === 'drive'
        ? words.plugged
        : fill(words.nextTry, { at: formatStamp(nextTry) })
  return `${last}${text.common.comma}${next}`
}

/** The column's line: whatever does not work first, else that all is well. */
export function summaryOf(targets: readonly TargetItem[]): string {
  const own = words.entry
  const used = targets.filter((target) => target.enabled)
  if (!targets.length) return own.none
  if (!used.length) return own.off
  const lame = used.find((target) => ['trouble', 'away', 'unplugged'].includes(stateOf(target)))
  if (!lame) return fill(own.fine, { count: used.length })
  const state = words.states[stateOf(lame)]
  const waiting = lame.waiting ? fill(own.waiting, { count: lame.waiting }) : ''
  return fill(own.away, { name: lame.name, state }) + waiting
}

export type Draft = {
  kind: TargetKind
  name: string
  path: string
  url: string
  user: string
  password: string
  proxy: string
}
export type Needs = Partial<Record<'name' | 'path' | 'url' | 'proxy', string>>

/** `D:\交换`, `\\服务器\共享` or `/srv/交换`: elsewhere the folder would depend on where the program was started. */
const isAbsolute = (path: string) => /^([A-Za-z]:[\\/]|\\\\[^\\/]|\/)/.test(path)

function isAddress(text: string, schemes: readonly string[]): boolean {
  // what is pasted with a space in it is two things
  if (/\s/.test(text)) return false
  try {
    return schemes.includes(new URL(text).protocol)
  } catch {
    return false
  }
}

/** What is still to be filled in or mended; empty: it can be saved. */
export function needsOf({ kind, name, path, url, proxy }: Draft): Needs {
  const own = words.form.need
  const needs: Needs = {}
  if (!name.trim()) needs.name = own.name
  if (kind === 'webdav') {
    if (!isAddress(url.trim(), ['https:', 'http:'])) needs.url = own.url
    if (proxy.trim() && !isAddress(proxy.trim(), ['http:'])) needs.proxy = own.proxy
  } else if (!path.trim()) needs.path = own.path
  else if (!isAbsolute(path.trim())) needs.path = own.absolute
  return needs
}

/** Name and password would travel readable. */
export const isPlain = (url: string): boolean => /^http:\/\//i.test(url.trim())

/** A file of the inbox, not one from a person's own folder: `…/inbox/<32 hex digits>/<name>`. */
export const isFetched = (path: string): boolean => /[\\/]inbox[\\/][0-9a-f]{32}[\\/][^\\/]+$/.test(path)
