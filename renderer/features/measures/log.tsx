/** 办理记录: every step with who, when and why; progress in one's own words. Nothing of it is rewritten. */
import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage, ProceedingItem } from '../../../shared/views/ledger.ts'
import { call } from '../../api.ts'
import { Button, IconButton, Kbd } from '../../ui/button.tsx'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Section } from '../../ui/page.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { recordAction, removeRecords } from '../../ui/undo.ts'

const words = text.ledger
type Kind = 'note' | 'reminder'

const stageName = (stage: string | null) => labelOf(text.domain.measureStage, stage) ?? ''

/** What was done, before the reason for it. */
function headOf({ kind, from, to, due, answers }: ProceedingItem): string {
  if (kind === 'move')
    return from && from !== to
      ? fill(words.entry.move, { from: stageName(from), to: stageName(to) })
      : fill(words.entry.began, { to: stageName(to) })
  if (kind === 'extension') return fill(words.entry.extension, { due: due ?? '' })
  if (kind === 'approval' && to)
    return `${text.domain.proceedingKind.approval}${text.common.comma}${fill(words.entry.approvalTo, { due: to })}`
  if (kind === 'note' && answers) return words.entry.takesBack
  return labelOf(text.domain.proceedingKind, kind) ?? ''
}

export function Log({ page }: { page: MeasurePage }) {
  const { proceedings } = page
  const last = proceedings.find(({ kind }) => kind === 'move' || kind === 'approval' || kind === 'refusal')
  return (
    <Section
      title={words.record.log}
      note={proceedings.length > 0 && fill(words.record.logCount, { count: proceedings.length })}
    >
      <Entry id={page.id} />
      {proceedings.length === 0 ? (
        <p className="second">{words.record.logNone}</p>
      ) : (
        <ol className="proceedings" aria-label={words.record.log}>
          {proceedings.map((entry) => (
            <Line key={entry.id} entry={entry} isLast={entry === last && canUndo(entry, page)} />
          ))}
        </ol>
      )}
    </Section>
  )
}

const canUndo = ({ kind, to, undone }: ProceedingItem, page: MeasurePage) =>
  !undone && (kind === 'move' ? to === page.stage : kind === 'refusal' || to === page.due)

function Line({ entry, isLast }: { entry: ProceedingItem; isLast: boolean }) {
  const { id, kind, text: reason, actor, at, answer, answers, undone } = entry
  const isSaid = (kind === 'note' && !answers) || kind === 'reminder'
  const takeBack = () => {
    const reasonBack = kind === 'move' ? words.undone : words.withdrawn
    call('proceedings.undo', { ids: [id], text: reasonBack }).catch(showFailure)
  }
  return (
    <li className={`proceeding proceeding-${kind}`}>
      <span className="proceeding-when">{at?.slice(0, 16).replace('T', ' ')}</span>
      <span className="proceeding-who">{actor || text.common.missing}</span>
      <div className="proceeding-what">
        <strong>{headOf(entry)}</strong>
        {answer && <span className="inferred">{words.entry.answered[answer]}</span>}
        {undone && <span className="inferred">{words.entry.undone}</span>}
        {reason && <p>{displayPunctuation(reason)}</p>}
      </div>
      {isSaid ? (
        <IconButton
          size="small"
          variant="text"
          icon={Trash2}
          label={words.entry.remove}
          onClick={() => void removeRecords('proceedings', [id]).catch(showFailure)}
        />
      ) : isLast ? (
        <IconButton size="small" variant="text" icon={Undo2} label={words.entry.undo} onClick={takeBack} />
      ) : (
        <span />
      )}
    </li>
  )
}

function Entry({ id }: { id: string }) {
  const [kind, setKind] = useState<Kind>('note')
  const [written, setWritten] = useState('')
  const isNote = kind === 'note'
  const store = async () => {
    const plain = written.trim()
    if (!plain) return
    try {
      const { proceeding } = await call('proceedings.add', { entity: 'measures', id, kind, text: plain })
      setWritten('')
      const ids = [proceeding]
      recordAction(
        () => call('records.remove', { entity: 'proceedings', ids }),
        () => call('records.restore', { entity: 'proceedings', ids }),
      )
    } catch (error) {
      showFailure(error)
    }
  }
  return (
    <div className="proceeding-entry">
      <Segmented
        label={text.domain.fields.proceedings.kind}
        choices={[
          { value: 'note', label: text.domain.proceedingKind.note },
          { value: 'reminder', label: text.domain.proceedingKind.reminder },
        ]}
        value={kind}
        onChange={setKind}
      />
      <input
        className="inline-input inline-boxed"
        aria-label={isNote ? words.record.note : words.record.remind}
        placeholder={isNote ? words.record.notePlaceholder : words.record.remindPlaceholder}
        value={written}
        spellCheck={false}
        autoComplete="off"
        data-dirty={written !== ''}
        onChange={(event) => setWritten(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return
          event.preventDefault()
          void store()
        }}
      />
      <Button size="small" disabled={!written.trim()} onClick={() => void store()}>
        {words.record.store}
        <Kbd>Enter</Kbd>
      </Button>
    </div>
  )
}
