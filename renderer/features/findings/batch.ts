/** What can be done to several findings at once; each is one step of undo. */
import type { FindingStage } from '../../../shared/domain/findings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { call, newId } from '../../api.ts'
import { isWithinBatch } from '../../ui/batch-bar.tsx'
import { formatNumber, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { type Saved, saveAllNow } from '../../ui/save-now.ts'
import { showToast } from '../../ui/toast-store.ts'
import type { Value } from '../../ui/undo.ts'
import { regionsOf, topicsOf } from './spread.tsx'

const words = text.findings

/** Of those that are read one by one first. */
const mostRead = 50

const tell = (message: string) => {
  showToast({ message })
  return false
}

const edits = (ids: readonly string[], values: Record<string, Value>): Saved[] =>
  ids.map((id) => ({ entity: 'findings', id, values }))

export async function moveAll(ids: readonly string[], stage: FindingStage): Promise<boolean> {
  if (!isWithinBatch(ids.length)) return false
  const name = labelOf(text.domain.findingStage, stage) ?? stage
  const message =
    ids.length === 1
      ? fill(words.board.moved, { stage: name })
      : fill(words.board.movedMany, { count: formatNumber(ids.length), stage: name })
  return saveAllNow(edits(ids, { stage }), message)
}

/** One more topic or tag; those each has stay. */
export async function addToAll(ids: readonly string[], field: 'topics' | 'tags', name: string): Promise<boolean> {
  if (!isWithinBatch(ids.length)) return false
  const message = fill(words.batch.added, { count: formatNumber(ids.length), name })
  return saveAllNow(
    ids.map((id) => ({ entity: 'findings', id, values: {}, added: { [field]: [name] } })),
    message,
  )
}

/** `into` speaks for all of `ids` from now on; what they say and where it comes from stays theirs. */
export const mergeInto = (into: string, ids: readonly string[]): Promise<boolean> =>
  saveAllNow(edits(ids, { mergedInto: into }), fill(words.merge.done, { count: ids.length }))

/** The chosen findings as they are shown; `null` where they are too many to be looked at. */
export async function readAll(ids: readonly string[], tooMany: string): Promise<FindingItem[] | null> {
  if (ids.length > mostRead) {
    tell(tooMany)
    return null
  }
  const found = await Promise.all(ids.map((id) => call('findings.survivor', { id })))
  const items = new Map(found.flatMap((one) => (one ? [[one.item.id, one.item] as const] : [])))
  return [...items.values()]
}

const beforeDistilled: readonly (string | null)[] = [null, 'raw', 'sorted', 'analysed']
const titleLength = 60

/** The first sentence of what a finding comes to, as a name. */
function titleFrom(items: readonly FindingItem[]): string {
  const [whole = ''] = [...items.map(({ summary }) => summary), ...items.map(({ quote }) => quote)].filter(Boolean)
  const [sentence = ''] = (whole ?? '').split(/[。！？!?\n]/, 1)
  return sentence.trim().slice(0, titleLength)
}

/** Where all agree, that; otherwise nothing is assumed. */
function common<T>(values: readonly T[]): T | null {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/**
 * A draft measure of findings: what they come to, where they are from and who found them; year, owner and deadline are for people to
 * fill in. Findings that had not come so far are distilled now. Answers the measure's id.
 */
export async function distil(items: readonly FindingItem[]): Promise<string | null> {
  const title = titleFrom(items)
  if (!title) {
    tell(words.distil.nothing)
    return null
  }
  const id = newId()
  const moving = items.filter(({ stage }) => beforeDistilled.includes(stage))
  const summaries = items.flatMap(({ summary }) => summary?.trim() || [])
  const unique = (ids: (string | null)[]) => [...new Set(ids.filter((one): one is string => one !== null))]
  const teams = unique(items.map(({ team }) => team))
  const topics = [...new Set(items.flatMap((item) => topicsOf(item)))]
  const regions = unique(items.flatMap((item) => regionsOf(item).map((region) => region.id)))
  const values: Record<string, Value> = {
    title,
    stage: 'proposed',
    findings: items.map((item) => item.id),
    ...(teams.length > 0 ? { teams } : {}),
    ...(regions.length > 0 ? { regions } : {}),
    ...(topics.length > 0 ? { topics } : {}),
  }
  const campaign = common(items.map((item) => item.campaign))
  if (campaign) values.campaign = campaign
  if (summaries.length > 0) values.content = summaries.join('\n')
  const saved: Saved[] = [
    { entity: 'measures', id, values },
    ...edits(
      moving.map((item) => item.id),
      { stage: 'distilled' },
    ),
  ]
  const message = moving.length > 0 ? fill(words.distil.doneMoved, { count: moving.length }) : words.distil.done
  return (await saveAllNow(saved, message)) ? id : null
}
