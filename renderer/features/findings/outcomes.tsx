/** 到哪里去: the measures, directives and documents that rest on a finding. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { WrittenInto } from '../../../shared/views/documents.ts'
import type { FindingPage } from '../../../shared/views.ts'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import type { Knot } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'

const words = text.findings.trace

const cut = (said: string, length: number) => (said.length > length ? `${said.slice(0, length)}……` : said)

export function outcomeKnots(page: FindingPage, written: readonly WrittenInto[]): Knot[] {
  return [
    ...page.measureItems.map(
      ({ id, title, stage }): Knot => ({
        key: `measures/${id}`,
        state: 'done',
        title: (
          <Link page="measures" id={id}>
            {title ?? text.common.unnamed}
          </Link>
        ),
        note: [words.measures, labelOf(text.domain.measureStage, stage)].filter(Boolean).join(' '),
      }),
    ),
    ...page.directiveItems.map(
      ({ id, text: said, meeting }): Knot => ({
        key: `directives/${id}`,
        state: 'done',
        title: meeting ? (
          <Link page="meetings" id={meeting}>
            {displayPunctuation(said ?? '')}
          </Link>
        ) : (
          displayPunctuation(said ?? '')
        ),
        note: words.directives,
      }),
    ),
    ...written.map(
      ({ citation, document, title, kind, section, sentence }): Knot => ({
        key: `citations/${citation}/${section}/${sentence}`,
        state: 'done',
        title: (
          <Link page="documents" id={document} query={{ citation }} title={sentence}>
            {title ?? labelOf(text.domain.documentKind, kind) ?? text.common.unnamed}
          </Link>
        ),
        note: `${words.documents} “${cut(displayPunctuation(sentence), 26)}”`,
      }),
    ),
  ]
}
