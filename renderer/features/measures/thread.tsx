/** 来龙去脉: finding → directive → this measure → document. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { fill } from '../../ui/fill.ts'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { basisName } from './columns.tsx'

const words = text.ledger.record

export function Thread({ page }: { page: MeasurePage }) {
  const { findingItems, basis, documentItems } = page
  const count = (of: readonly unknown[]) =>
    of.length ? fill(words.threadCount, { count: of.length }) : words.threadNone
  const [directive] = basis
  const knots: Knot[] = [
    {
      key: 'findings',
      state: findingItems.length ? 'done' : 'open',
      title: words.threadFindings,
      note: count(findingItems),
    },
    {
      key: 'directives',
      state: directive ? 'done' : 'open',
      title: directive?.meeting ? (
        <Link page="meetings" id={directive.meeting} query={{}}>
          {words.threadDirectives}
        </Link>
      ) : (
        words.threadDirectives
      ),
      note: directive ? basisName(directive) : words.threadNone,
    },
    {
      key: 'measure',
      state: 'current',
      title: words.threadMeasure,
      note: text.domain.measureStage[page.stage ?? 'proposed'],
    },
    {
      key: 'documents',
      state: documentItems.length ? 'done' : 'open',
      title: documentItems[0] ? (
        <Link page="documents" id={documentItems[0].id} query={{}}>
          {words.threadDocuments}
        </Link>
      ) : (
        words.threadDocuments
      ),
      note: documentItems[0]?.title ?? words.threadNone,
    },
  ]
  return <Knots label={words.thread} knots={knots} />
}
