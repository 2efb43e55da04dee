import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { type Change, type FieldWrite, lineOf } from '../../../shared/sync/change.ts'
import type { Context } from '../context.ts'
import { bundleContent, sha256Of, signBundle } from '../sync/bundles.ts'
import { demoRecords } from './demo.ts'
import { demoDevice, demoKey, demoTime } from './demo-author.ts'

/** Puts the demonstration data into the log and marks it as not handed in. */
export function loadDemo(context: Context): void {
  const records = demoRecords(context.resourcesDir)
  const campaign = records.find((record) => record.entity === 'campaigns')
  const streams = new Map<string, Change[]>()
  for (const { entity, id, fields } of records) {
    const stream = nouns[entity as Entity].stream === 'base' || !campaign ? 'base' : campaign.id
    const changes = streams.get(stream) ?? []
    streams.set(stream, changes)
    const seq = changes.length + 1
    changes.push({ seq, hlc: demoTime + seq, entity, id, fields: logged(entity as Entity, fields) })
  }
  for (const [stream, changes] of streams) {
    const lines = changes.map(lineOf)
    const bounds = { device: demoDevice, stream, first: 1, last: lines.length }
    const signed = signBundle(bounds, lines, demoKey)
    const sha256 = sha256Of(bundleContent(bounds, lines, signed))
    context.log.receive({ ...bounds, sha256, lines }, () => {
      const mark = context.db.prepare('INSERT OR IGNORE INTO handover (id, entity, stream, state) VALUES (?, ?, ?, 0)')
      for (const change of changes) mark.run(change.id, change.entity, context.log.ids.streamNumber(stream))
    })
  }
}

/** Sets become one field per element (sync rule 1); what is not said stays unwritten. */
function logged(entity: Entity, fields: Record<string, string | number | string[] | null>): Record<string, FieldWrite> {
  const writes: Record<string, FieldWrite> = {}
  for (const [name, value] of Object.entries(fields)) {
    const field = (nouns[entity].fields as Record<string, Field>)[name]
    if (value === null || !field) continue
    if (Array.isArray(value)) for (const element of value) writes[`${name}/${element}`] = [true, []]
    else writes[name] = [value, []]
  }
  return writes
}
