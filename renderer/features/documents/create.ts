/** New documents: an empty one, or a team's report with what its visits and findings say already. */
import type { documentKinds } from '../../../shared/domain/documents.ts'
import { between } from '../../../shared/domain/order.ts'
import { writtenPart } from '../../../shared/domain/report-draft.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, newId } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import { go } from '../../ui/route.ts'
import { type Saved, saveAllNow, tellFailure } from '../../ui/save-now.ts'

const words = text.documents

export type Kind = (typeof documentKinds)[number]

/** Keys of siblings one after another. */
export function ordersFor(count: number, after: string | null = null): string[] {
  const orders: string[] = []
  for (let at = 0; at < count; at++) orders.push(between(orders.at(-1) ?? after, null))
  return orders
}

/** An empty document with one part to write in. */
export async function createDocument(kind: Kind, campaign: string | undefined): Promise<void> {
  const id = newId()
  const [order = null] = ordersFor(1)
  const saved = await saveAllNow([
    { entity: 'documents', id, values: { kind, stage: 'draft', ...(campaign ? { campaign } : {}) } },
    { entity: 'sections', id: newId(), values: { document: id, order } },
  ])
  if (saved) go('documents', { id, query: { new: '1' } })
}

type Team = { id: string; campaign: string | null }

/** 调研报告: the usual parts, each sentence with its citation; what has no source stays empty. */
export async function createReport({ id: team, campaign }: Team): Promise<void> {
  try {
    const proposals = await call('documents.proposals', { team })
    const document = newId()
    const orders = ordersFor(proposals.parts.length)
    const known = new Map<string, string>()
    const records: Saved[] = [
      {
        entity: 'documents',
        id: document,
        values: { team, kind: 'report', stage: 'draft', title: proposals.title, ...(campaign ? { campaign } : {}) },
      },
    ]
    for (const [at, { part, paragraphs }] of proposals.parts.entries()) {
      const section = newId()
      const { body, citations } = writtenPart(paragraphs, newId, known)
      const heading = text.domain.sectionPart[part]
      const values = { document, part, heading, order: orders[at] ?? null, ...(body ? { body } : {}) }
      records.push({ entity: 'sections', id: section, values })
      for (const { id, ...citation } of citations) {
        records.push({ entity: 'citations', id, values: { document, section, ...citation } })
      }
    }
    if (!(await saveAllNow(records, fill(words.created, { citations: known.size })))) return
    go('documents', { id: document })
  } catch (error) {
    tellFailure(error)
  }
}
