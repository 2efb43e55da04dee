/** A finding as a card of the board. */
import { Merge } from 'lucide-react'
import type { CSSProperties } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { beginning, displayPunctuation, joinNames, labelOf, placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, Missing } from '../../ui/marks.tsx'
import { type StripBy, topicColour } from './card-looks.ts'
import { regionsOf, Spread, topicsOf } from './spread.tsx'

const words = text.findings

/** 盐城; 镇江、淮安; 宿迁等, how many is said by 共性. */
function shortPlaces(finding: FindingItem): string {
  const names = regionsOf(finding).map(({ name }) => placeName(name))
  return names.length > 2 ? fill(words.board.places, { name: names[0] ?? '' }) : joinNames(names)
}

function TopicTag({ topic, topics }: { topic: string | undefined; topics: readonly string[] }) {
  if (!topic) return <Missing />
  const kind = topicColour(topic, topics)
  const style = (
    kind === null
      ? {}
      : {
          '--kind': `var(--kind-${kind})`,
          '--kind-ink': `var(--kind-${kind}-ink)`,
          '--kind-ground': `var(--kind-${kind}-ground)`,
        }
  ) as CSSProperties
  return (
    <span className="kind-tag" style={style}>
      {topic}
    </span>
  )
}

function MergedMark({ count }: { count: number }) {
  const said = fill(words.board.merged, { count })
  return (
    <span className="card-merged" title={said}>
      <Merge size={14} aria-hidden />
      <span className="sr-only">{said}</span>
      <span aria-hidden>{count}</span>
    </span>
  )
}

/** More characters than three lines of the widest card hold. */
const shownOfText = 100

export type CardLook = { strip: StripBy; topics: readonly string[] }

export function CardBody({ finding, look }: { finding: FindingItem; look: CardLook }) {
  const places = shortPlaces(finding)
  const own = topicsOf(finding)
  const byKind = look.strip === 'kind'
  // what many say needs the room for where they say it
  const isCommon = finding.cities >= 2 || finding.merged !== null
  const aside = byKind ? !isCommon && joinNames(own) : labelOf(text.domain.findingKindShort, finding.kind)
  const said = finding.summary || finding.quote
  return (
    <>
      <span className="card-head">
        {byKind ? <KindTag kind={finding.kind} short /> : <TopicTag topic={own[0]} topics={look.topics} />}
        {places ? (
          <strong className="card-place" title={joinNames(regionsOf(finding).map(({ name }) => name))}>
            {places}
          </strong>
        ) : (
          <Missing />
        )}
        <Spread finding={finding} />
        {finding.merged && <MergedMark count={finding.merged.count + 1} />}
        {aside && (
          <span className="card-aside" title={aside}>
            {aside}
          </span>
        )}
      </span>
      <span className="card-text">{said ? displayPunctuation(beginning(said, shownOfText)) : <Missing />}</span>
    </>
  )
}
