/** 共性 and 个性: how many cities say a finding, with what is merged into it. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'

const words = text.findings.spread

/** `null`: no city says it, as what is said of a whole province. */
export function spreadOf({ cities }: Pick<FindingItem, 'cities'>): string | null {
  if (cities >= 2) return fill(words.common, { count: cities })
  return cities === 1 ? words.single : null
}

export function Spread({ finding }: { finding: Pick<FindingItem, 'cities'> }) {
  const word = spreadOf(finding)
  return word && <span className={finding.cities >= 2 ? 'finding-common' : 'finding-single'}>{word}</span>
}

/** Places and topics of a finding together with what is merged into it. */
export const regionsOf = ({ merged, regionNames }: FindingItem) => merged?.regionNames ?? regionNames
export const topicsOf = ({ merged, topics }: FindingItem) => merged?.topics ?? topics
