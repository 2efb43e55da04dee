/** A consultation round: its units with where they stand, its opinions with what is still to be decided. */
import { stateOfUnit, type UnitState } from '../../../shared/domain/consultation-form.ts'
import { isDecided } from '../../../shared/domain/document-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConsultationItem, DocumentPage, ReturnedFile } from '../../../shared/views/documents.ts'
import { newId } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import { type Saved, saveAllNow } from '../../ui/save-now.ts'
import { ordersFor } from './create.ts'

const words = text.consultation

/** Today on this computer, YYYY-MM-DD. */
export function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

export const stateOf = (unit: ConsultationItem): UnitState => stateOfUnit(unit, unit.opinions, today())

export const stateLabel = (unit: ConsultationItem): string =>
  unit.opinions > 0 ? fill(words.state.count, { count: unit.opinions }) : words.state[stateOf(unit)]

export const undecided = (page: DocumentPage): number => page.opinionItems.filter((one) => !isDecided(one)).length

/** Asks units about a version; those already asked about it are left out. Answers how many are new. */
export async function askUnits(
  page: DocumentPage,
  version: string,
  organizations: readonly string[],
  due: string | null,
): Promise<number | null> {
  const asked = new Set(
    page.consultationItems.filter((unit) => unit.version === version).map(({ organization }) => organization),
  )
  const records = organizations
    .filter((organization) => !asked.has(organization))
    .map(
      (organization): Saved => ({
        entity: 'consultations',
        id: newId(),
        values: { document: page.id, version, organization, sent: today(), ...(due ? { due } : {}) },
      }),
    )
  const message = fill(words.ask.started, { count: records.length })
  return (await saveAllNow(records, message)) ? records.length : null
}

/** One reading of a file, and the opinions of it that are to be taken in. */
export type Chosen = { reading: ReturnedFile['readings'][number]; consultation: string; opinions: readonly number[] }

/** Takes returned forms in: all of them in one step, or none. */
export async function takeReturned(page: DocumentPage, chosen: readonly Chosen[]): Promise<boolean> {
  let last = page.opinionItems.at(-1)?.order ?? null
  let opinions = 0
  const records: Saved[] = []
  for (const { reading, consultation, opinions: places } of chosen) {
    const unit = page.consultationItems.find(({ id }) => id === consultation)
    if (!unit) continue
    const none = reading.none && unit.opinions === 0 ? 1 : 0
    records.push({
      entity: 'consultations',
      id: consultation,
      values: {
        returned: unit.returned ?? today(),
        none,
        ...(reading.contact && !unit.contact ? { contact: reading.contact } : {}),
      },
    })
    for (const place of places) {
      const opinion = reading.opinions[place]
      if (!opinion) continue
      const [order = null] = ordersFor(1, last)
      last = order
      opinions++
      const { clause, comment } = opinion
      const values = { document: page.id, consultation, organization: unit.organization, comment, order }
      records.push({ entity: 'opinions', id: newId(), values: clause ? { ...values, clause } : values })
    }
  }
  return saveAllNow(records, fill(words.read.saved, { units: chosen.length, opinions }))
}

/** An empty opinion of a unit, to be written by hand. */
export async function addOpinion(page: DocumentPage, unit: ConsultationItem): Promise<boolean> {
  const [order = null] = ordersFor(1, page.opinionItems.at(-1)?.order ?? null)
  const values = { document: page.id, consultation: unit.id, organization: unit.organization, order }
  return saveAllNow([
    { entity: 'opinions', id: newId(), values },
    { entity: 'consultations', id: unit.id, values: { returned: unit.returned ?? today(), none: 0 } },
  ])
}
