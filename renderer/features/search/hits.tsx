/** One hit, in the palette and on the page: what it is, what it says, and where it leads. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { SearchHit } from '../../../shared/views.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { KindTag, Missing } from '../../ui/marks.tsx'
import { go, type Query } from '../../ui/route.ts'
import { Marked } from './marked.tsx'

const fieldNames: Record<string, Record<string, string>> = text.domain.fields

export function HitText({ hit }: { hit: SearchHit }) {
  const { title, titleMarks, excerpt, excerptMarks, field, kind } = hit
  const isNamed = title !== null
  const name = field === null ? undefined : fieldNames[hit.entity]?.[field]
  return (
    <span className="hit">
      <span className="hit-head">
        {kind && <KindTag kind={kind} short />}
        <span className="hit-title">
          {isNamed ? (
            <Marked text={title} marks={titleMarks} />
          ) : excerpt ? (
            <Marked text={excerpt} marks={excerptMarks} />
          ) : (
            <Missing />
          )}
        </span>
        {isNamed && <Details hit={hit} />}
      </span>
      {isNamed && excerpt ? (
        <span className="hit-excerpt">
          {name && `${name}${text.common.colon}`}
          <Marked text={excerpt} marks={excerptMarks} />
        </span>
      ) : (
        !isNamed && (
          <span className="hit-excerpt">
            <Details hit={hit} />
          </span>
        )
      )}
    </span>
  )
}

/** A finding's kind has its own sign. */
function Details({ hit: { detail, kind } }: { hit: SearchHit }) {
  const shown = kind ? detail.slice(1) : detail
  return <span className="hit-detail">{displayPunctuation(shown.join(' · '))}</span>
}

/** Where a hit leads: its page, or where its noun is kept. */
export function openHit({ entity, id, title, open }: SearchHit) {
  if (!open) return
  const byName = (query: Query): Query => ({ ...query, ...(title ? { text: title } : {}) })
  if (entity === 'people') go('directory', { query: byName({ tab: 'people' }) })
  else if (entity === 'organizations') go('directory', { query: byName({}) })
  else if (entity === 'regions') go('visits', { query: { city: id } })
  else if (entity === 'sites' || entity === 'projects') go('visits', { query: byName({}) })
  else if (entity === 'indicators' || open.page === 'settings') go(open.page, { query: {} })
  else if (entity === 'statements') go(open.page, { id: open.id, query: { statement: id } })
  else go(open.page, { id: open.id, query: {} })
}
