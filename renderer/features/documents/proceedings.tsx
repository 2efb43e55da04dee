/** 办理记录 of a document: who moved it where, when and why. */
import type { Proceeding } from '../../../shared/domain/measures.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'

const words = text.documents.stage

export function Proceedings({ entries }: { entries: readonly Proceeding[] }) {
  if (entries.length === 0) return <p className="faint">{words.recordNone}</p>
  const stage = (value: string | null) => labelOf(text.domain.documentStage, value) ?? ''
  return (
    <ol className="proceedings">
      {entries.map(({ id, kind, from, to, text: note, actor, at }) => (
        <li key={id}>
          <p>
            <strong>
              {kind === 'move'
                ? fill(words.recordMove, { from: stage(from), to: stage(to) })
                : labelOf(text.domain.proceedingKind, kind)}
            </strong>
            <span className="faint">{[actor, at?.replace('T', ' ').slice(0, 16)].filter(Boolean).join(' ')}</span>
          </p>
          {note && <p className="second">{note}</p>}
        </li>
      ))}
    </ol>
  )
}
