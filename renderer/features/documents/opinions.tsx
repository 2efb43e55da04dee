/** What the units said, each to be adopted, adopted in part or declined; the latter two with a reason. */
import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { isDecided } from '../../../shared/domain/document-rules.ts'
import { verdicts } from '../../../shared/domain/documents.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage, OpinionItem } from '../../../shared/views/documents.ts'
import { IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { digitKey } from '../../ui/key-map.ts'
import { tellFailure } from '../../ui/save-now.ts'
import { Segmented } from '../../ui/switches.tsx'
import { removeRecords } from '../../ui/undo.ts'

const words = text.consultation

export function Opinions({ page, onlyOpen }: { page: DocumentPage; onlyOpen: boolean }) {
  const list = useRef<HTMLOListElement>(null)
  const shown = page.opinionItems.filter((opinion) => !onlyOpen || !isDecided(opinion))
  if (shown.length === 0) return <p className="faint">{words.opinionsNone}</p>
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.opinion') ?? [])]
    const at = rows.indexOf(event.target as HTMLElement)
    if (at < 0 || event.nativeEvent.isComposing) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
  }
  return (
    <ol ref={list} className="opinions" onKeyDown={onKeyDown}>
      {shown.map((opinion) => (
        <OpinionRow key={opinion.id} opinion={opinion} />
      ))}
    </ol>
  )
}

function OpinionRow({ opinion }: { opinion: OpinionItem }) {
  const record = useRecord('opinions', opinion.id)
  const verdict = record.value('verdict')
  const needsReason = (verdict === 'partly' || verdict === 'declined') && !String(record.value('reason') ?? '').trim()
  const unit = opinion.organizationName ?? words.opinion.unknown
  return (
    <li
      className="opinion"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
      tabIndex={0}
      aria-label={`${unit}${text.common.colon}${opinion.comment ?? ''}`}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
        const chosen = verdicts[(digitKey(event, 'paper.verdict') ?? 0) - 1]
        if (!chosen) return
        event.preventDefault()
        void record.set('verdict', chosen)
      }}
    >
      <div className="opinion-said">
        <p className="opinion-head">
          <strong>{unit}</strong>
          <InlineText bind={record.bind('clause')} label={words.opinion.clause} placeholder={words.opinion.clause} />
        </p>
        <InlineProse bind={record.bind('comment')} label={words.opinion.comment} />
      </div>
      <div className="opinion-verdict">
        <Segmented
          label={words.opinion.verdict}
          choices={verdicts.map((value) => ({ value, label: text.domain.verdict[value] }))}
          value={typeof verdict === 'string' ? (verdict as (typeof verdicts)[number]) : ('' as never)}
          onChange={(value) => void record.set('verdict', value)}
        />
        <div className={needsReason ? 'opinion-reason opinion-wanting' : 'opinion-reason'}>
          <InlineProse
            bind={record.bind('reason')}
            label={words.opinion.reason}
            placeholder={needsReason ? words.opinion.reasonNeeded : words.opinion.reason}
          />
        </div>
      </div>
      <IconButton
        size="small"
        variant="text"
        icon={Trash2}
        label={words.opinion.remove}
        onClick={() => void removeRecords('opinions', [opinion.id]).catch(tellFailure)}
      />
    </li>
  )
}
