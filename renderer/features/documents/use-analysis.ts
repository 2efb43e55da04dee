/** The checks beside the paper, a moment after it was written in. */
import { useEffect, useMemo, useState } from 'react'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import { type Analysis, createAnalyst, type Knowledge } from './editor/analysis.ts'
import type { Finding } from './editor/decorations.ts'
import type { PaperEditor, Snapshot } from './editor/editor.ts'

/** Typing is not waited for longer than this. */
const delayMs = 250

/** Which indicators a sentence means follows from what it cites and where the document's team was. */
function useKnowledge(page: DocumentPage): Knowledge {
  const { data: indicators } = useRead('indicators.list', page.campaign ? { campaign: page.campaign } : {})
  const { citationItems, places, year } = page
  return useMemo(() => {
    const cited = new Map(citationItems.map((citation) => [citation.id, citation]))
    return {
      indicators: indicators ?? [],
      contextOf: (ids) => {
        const all = ids.flatMap((id) => cited.get(id) ?? [])
        return {
          findings: all.flatMap(({ finding, source }) => [finding, source.finding?.id].flatMap((one) => one ?? [])),
          visits: all.flatMap(({ source }) => source.visits.map(({ id }) => id)),
          places: [
            ...places,
            ...all.flatMap(({ source }) => source.visits.flatMap(({ regionName }) => regionName ?? [])),
          ],
          year,
        }
      },
    }
  }, [indicators, citationItems, places, year])
}

export function useAnalysis(
  page: DocumentPage,
  editor: PaperEditor | null,
  snapshot: Snapshot | null,
): Analysis | null {
  const knowledge = useKnowledge(page)
  const analyse = useMemo(() => createAnalyst(knowledge), [knowledge])
  const [analysis, setAnalysis] = useState<Analysis | null>(null)
  const doc = snapshot?.doc
  useEffect(() => {
    if (!doc || !editor) return
    const read = () => {
      if (editor.view.isDestroyed || editor.isComposing || editor.view.state.doc !== doc) return
      const found = analyse(doc)
      setAnalysis(found)
      editor.draw({ checks: marksOf(found) })
    }
    const timer = setTimeout(read, delayMs)
    return () => clearTimeout(timer)
  }, [doc, editor, analyse])
  return analysis
}

/** What is underlined: figures that differ, and 人数 beside 人次. */
function marksOf({ differing, mixed }: Analysis): Finding[] {
  return [
    ...mixed.map(({ from, to }): Finding => ({ from, to, kind: 'heads' })),
    ...differing.flatMap((sentence) =>
      sentence.checks
        .filter(({ state }) => state === 'differs')
        .map(
          ({ figure }): Finding => ({
            from: sentence.map(figure.from),
            to: sentence.map(figure.to - 1) + 1,
            kind: 'figure',
          }),
        ),
    ),
  ]
}
