/** Fields and values of any record in a person's words. */
import { fieldOf } from '../../shared/domain/nouns.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { formatDate } from './dates.ts'

const words = text.domain
const enumerations: Record<string, Record<string, string>> = {
  'campaigns.status': words.campaignStatus,
  'regions.level': words.regionLevel,
  'organizations.kind': words.organizationKind,
  'visits.status': words.visitStatus,
  'visits.precision': words.datePrecision,
  'meetings.kind': words.meetingKind,
  'meetings.precision': words.datePrecision,
  'sites.kind': words.siteKind,
  'findings.kind': words.findingKind,
  'findings.stage': words.findingStage,
  'findings.priority': words.priority,
  'measures.stage': words.measureStage,
  'measures.outcome': words.outcome,
  'directives.stage': words.directiveStage,
  'documents.kind': words.documentKind,
  'documents.stage': words.documentStage,
  'proceedings.kind': words.proceedingKind,
  'indicators.bound': { ...words.bound, equal: text.indicators.boundEqual },
}

/** `shown`: the name of what a reference points at, where the data process knows it. `null`: empty. */
export function valueLabel(
  entity: string,
  field: string,
  value: string | number | null,
  shown: string | null,
): string | null {
  if (value === null || value === '') return null
  const kind = fieldOf(entity, field)?.kind
  if (kind === 'flag' || kind === 'set') return value ? text.common.yes : text.common.no
  if (kind === 'choice') return enumerations[`${entity}.${field}`]?.[String(value)] ?? String(value)
  if (kind === 'date') return formatDate({ start: String(value) }, { year: true }) ?? String(value)
  return shown ?? String(value)
}

/** Texts are compared word by word; everything else is shown plain. */
export const isText = (entity: string, field: string): boolean => {
  const kind = fieldOf(entity, field)?.kind
  return kind === 'text' || kind === 'prose'
}

/** `participants/<id>` is called as its field; what begins with `$` is the record's own deletion. */
export const fieldLabel = (entity: string, field: string): string => {
  if (field.startsWith('$')) return text.exchange.deletedField
  const labels: Record<string, Record<string, string>> = text.domain.fields
  const name = field.split('/')[0] ?? field
  return labels[entity]?.[name] ?? name
}
