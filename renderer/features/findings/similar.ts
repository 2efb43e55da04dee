/** Findings that say much the same as one, without those a person told apart on this computer. */
import { useQuery } from '@tanstack/react-query'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { showToast } from '../../ui/toast-store.ts'

const distinctSetting = 'findings.distinct'
/** Pairs kept; the oldest go first. */
const mostKept = 5000

const pairOf = (one: string, other: string) => (one < other ? `${one}/${other}` : `${other}/${one}`)

export function useSimilar(id: string, limit: number, enabled = true) {
  const { data: settings } = useRead('settings.get', {})
  const distinct = settings?.[distinctSetting]
  const pairs = Array.isArray(distinct) ? (distinct as string[]) : []
  const input = { id, limit }
  const read = useQuery({
    queryKey: readKey('findings.similar', input),
    queryFn: () => call('findings.similar', input),
    enabled: enabled && settings !== undefined,
  })
  const found = read.data?.filter(({ finding }) => !pairs.includes(pairOf(id, finding.id)))
  return { found, error: read.error, retry: () => void read.refetch() }
}

async function remember(pairs: readonly string[]) {
  await call('settings.save', { key: distinctSetting, value: pairs.slice(-mostKept) })
  await queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
}

/** 不相似: not offered again, here. */
export async function tellApart(one: string, other: string) {
  const settings = await call('settings.get', {})
  const known = Array.isArray(settings[distinctSetting]) ? (settings[distinctSetting] as string[]) : []
  const pair = pairOf(one, other)
  await remember([...known.filter((kept) => kept !== pair), pair])
  showToast({ message: text.findings.similar.distinctDone, undo: () => remember(known) })
}
