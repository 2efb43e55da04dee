/** Findings of the team that no sentence rests on yet, each with a way into the part it belongs to. */

import { useMemo } from 'react'
import { numberedHeadings } from '../../../shared/domain/document-text.ts'
import type { DraftSentence, Proposal, SectionPart } from '../../../shared/domain/report-draft.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { showToast } from '../../ui/toast-store.ts'
import { makeCitations } from './citing.ts'
import type { PaperEditor } from './editor/editor.ts'
import { flushSections } from './use-paper.ts'

const words = text.documents.support

export type Waiting = { key: string; part: SectionPart; sentences: DraftSentence[] }

/** Sentences that rest on the same source come in together. */
export function useWaiting(page: DocumentPage): Waiting[] {
  const { data } = useRead(
    'documents.proposals',
    { document: page.id },
    { enabled: Boolean(page.team ?? page.campaign) },
  )
  return useMemo(() => grouped(data?.parts ?? []), [data])
}

function grouped(parts: readonly Proposal[]): Waiting[] {
  const groups = new Map<string, Waiting>()
  for (const { part, paragraphs } of parts) {
    // where the team was is the report's beginning, not news
    if (part === 'background') continue
    for (const sentence of paragraphs.flat()) {
      const [support] = sentence.supports
      if (!support || !('finding' in support)) continue
      const key = `${part}/${support.finding}`
      const group = groups.get(key) ?? { key, part, sentences: [] }
      group.sentences.push(sentence)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}

export function Fresh({ page, editor }: { page: DocumentPage; editor: PaperEditor | null }) {
  const waiting = useWaiting(page)
  const placed = waiting.flatMap((one) => {
    const section = page.sectionItems.find(({ part }) => part === one.part)
    return section ? [{ ...one, section }] : []
  })
  if (placed.length === 0 || !editor) return null
  const names = numberedHeadings(page.sectionItems.map(({ heading }) => heading))
  return (
    <section className="paper-fresh" aria-label={words.more}>
      <h2>{fill(words.moreCount, { count: placed.length })}</h2>
      <ul>
        {placed.map(({ key, part, section, sentences }) => {
          const name = names[page.sectionItems.indexOf(section)] || text.domain.sectionPart[part]
          return (
            <li key={key}>
              <p>{displayPunctuation(sentences.map((one) => one.text).join(''))}</p>
              <Button
                size="small"
                onClick={() => {
                  editor.append(section.id, makeCitations(page, section.id, sentences))
                  void flushSections([section])
                  showToast({ message: fill(words.written, { part: name }) })
                }}
              >
                {words.write}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
