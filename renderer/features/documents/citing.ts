/** Citations as they are made while one writes: the record at once, the mark where the sentence ends. */
import type { DraftSentence, Support } from '../../../shared/domain/report-draft.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call, newId } from '../../api.ts'
import { tellFailure } from '../../ui/save-now.ts'
import type { NewSentence } from './editor/commands.ts'
import { rememberCitation } from './use-paper.ts'

/** Of this document, made in this window and not read back yet. */
const made = new Map<string, string>()

type SupportField = 'finding' | 'visit' | 'statement' | 'attachment' | 'indicator'

const keyOf = (document: string, support: Support) => {
  const [field, id] = Object.entries(support)[0] as [string, string]
  return `${document} ${field} ${id}`
}

/** The citation of a source in this document; made where there is none. What rests on the same shares one number. */
export function citationFor(page: DocumentPage, section: string | null, support: Support, sentence: string): string {
  const [field, target] = Object.entries(support)[0] as [SupportField, string]
  const known = page.citationItems.find((citation) => citation[field] === target)
  if (known) return known.id
  const key = keyOf(page.id, support)
  const before = made.get(key)
  if (before) return before
  const id = newId()
  made.set(key, id)
  rememberCitation(id)
  const values = { document: page.id, ...(section ? { section } : {}), sentence, ...support }
  const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  void call('records.save', { entity: 'citations', id, fields }).catch((error) => {
    made.delete(key)
    tellFailure(error)
  })
  return id
}

export const makeCitations = (
  page: DocumentPage,
  section: string | null,
  sentences: readonly DraftSentence[],
): NewSentence[] =>
  sentences.map(({ text, supports }) => ({
    text,
    ids: supports.map((support) => citationFor(page, section, support, text)),
  }))
