/** 共性 and 个性: how many cities say a finding, with what is merged into it. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'

const words = text.findings.spread

/** Nothing where no city says it, as what is said of a whole province. */
export function Spread({ finding: { cities } }: { finding: Pick<FindingItem, 'cities'> }) {
  if (cities === 0) return null
  if (cities === 1) return <span className="finding-single">{words.single}</span>
  return (
    <span className="finding-common">
      <span className="finding-common-word">{words.common} </span>
      {fill(words.cities, { count: cities })}
    </span>
  )
}

/** Places and topics of a finding together with what is merged into it. */
export const regionsOf = ({ merged, regionNames }: FindingItem) => merged?.regionNames ?? regionNames
export const topicsOf = ({ merged, topics }: FindingItem) => merged?.topics ?? topics
