/** One step of a measure: what it needs, why, and then the step. Used beside the record, over the ledger, and on a visit (回头看). */
import { useState } from 'react'
import { isBack, type MeasureStage, measureMoves, stageOf } from '../../shared/domain/ledger-rules.ts'
import type { outcomes } from '../../shared/domain/measures.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../shared/views/ledger.ts'
import { call, useRead } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { fill } from './fill.ts'
import { choicesOf } from './inline-choice.tsx'
import { DateField } from './inline-date.tsx'
import { Segmented } from './switches.tsx'
import { announceStep } from './undo.ts'
import './step-form.css'

const words = text.ledger.steps
type Outcome = (typeof outcomes)[number]
export type Stepping = Pick<
  MeasureItem,
  'id' | 'title' | 'stage' | 'ownerName' | 'owner' | 'due' | 'proofs' | 'evidence'
>

/** The verb of a step from one stage to another. */
export const stepName = (from: MeasureStage, to: MeasureStage): string =>
  isBack(from, to)
    ? fill(words.back, { stage: text.domain.measureStage[to] })
    : words.forward[to as keyof typeof words.forward]

/** Where it can go: the next step first. */
export const stepsFrom = (stage: MeasureStage | null): readonly MeasureStage[] => measureMoves[stageOf(stage)]

/** The stage they are all in; `null` where they differ. */
export function commonStage(measures: readonly { stage: MeasureStage | null }[]): MeasureStage | null {
  const stages = new Set(measures.map(({ stage }) => stageOf(stage)))
  return stages.size === 1 ? ([...stages][0] as MeasureStage) : null
}

function defaultReason(measures: readonly Stepping[], from: MeasureStage, to: MeasureStage): string {
  if (isBack(from, to) || to === 'reviewed' || to === 'proposed') return ''
  const [first] = measures
  const isSingle = measures.length === 1 && Boolean(first?.ownerName)
  const { defaults } = words
  const template = isSingle
    ? defaults[to]
    : to === 'assigned' || to === 'accepted'
      ? defaults[`${to}Many`]
      : defaults[to]
  return fill(template, { owner: first?.ownerName ?? '' })
}

const today = () => {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** What stands against the step, and what is only worth a look. */
function useObstacles(measures: readonly Stepping[], from: MeasureStage, to: MeasureStage) {
  const { data: profile } = useRead('profile.get', {})
  const isForward = !isBack(from, to)
  const lacksOwner = to === 'assigned' && isForward && measures.some(({ owner }) => owner === null)
  const lacksEvidence =
    to === 'done' && isForward && measures.some(({ proofs, evidence }) => proofs === 0 && !evidence?.trim())
  const isElsewhere = to === 'closed' && isForward && profile?.role === 'laptop'
  return {
    against: lacksOwner ? words.lacksOwner : lacksEvidence ? words.lacksEvidence : isElsewhere ? words.office : null,
    look: to === 'assigned' && isForward && measures.some(({ due }) => due === null) ? words.lacksDue : null,
  }
}

type Props = { measures: readonly Stepping[]; to: MeasureStage; onDone: () => void; onCancel: () => void }

export function StepForm({ measures, to, onDone, onCancel }: Props) {
  const from = stageOf(measures[0]?.stage ?? null)
  const [reason, setReason] = useState(() => defaultReason(measures, from, to))
  const [assigned, setAssigned] = useState<string | null>(today)
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { against, look } = useObstacles(measures, from, to)
  const step = stepName(from, to)
  const isReview = to === 'reviewed' && !isBack(from, to)

  const take = async () => {
    if (isReview && !outcome) return setComplaint(words.outcomeMissing)
    if (!reason.trim()) return setComplaint(words.reasonMissing)
    setBusy(true)
    const ids = measures.map(({ id }) => id)
    const move = () =>
      call('measures.move', {
        ids,
        to,
        text: reason,
        ...(to === 'assigned' && assigned ? { assigned } : {}),
        ...(isReview && outcome ? { outcome, outcomeNote: reason } : {}),
      })
    try {
      let { proceedings } = await move()
      const takeBack = async () => {
        await call('proceedings.undo', { ids: proceedings, text: text.ledger.undone })
      }
      const [first] = measures
      const message =
        ids.length === 1
          ? fill(words.done, { title: first?.title ?? '', step })
          : fill(words.doneMany, { count: ids.length, step })
      announceStep(message, {
        kind: 'action',
        undo: takeBack,
        redo: async () => {
          ;({ proceedings } = await move())
        },
      })
      onDone()
    } catch (error) {
      setBusy(false)
      const { failure } = error as { failure?: { message: string; next: string } }
      setComplaint(failure ? failure.message + failure.next : text.errors.unexpected.message)
    }
  }

  return (
    <form
      className="step-form"
      aria-label={step}
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
    >
      {isReview && (
        <div className="step-field">
          <span className="step-label">{words.outcome}</span>
          <Segmented
            label={words.outcome}
            choices={choicesOf(text.domain.outcome) as { value: Outcome; label: string }[]}
            value={outcome as Outcome}
            onChange={setOutcome}
          />
        </div>
      )}
      {to === 'assigned' && !isBack(from, to) && (
        <div className="step-field">
          <span className="step-label">{words.assigned}</span>
          <DateField
            label={words.assigned}
            value={assigned}
            year={new Date().getFullYear()}
            boxed
            conflict={false}
            check={() => null}
            onChange={setAssigned}
          />
        </div>
      )}
      <label className="step-field">
        <span className="step-label">
          {isReview ? words.outcomeNote : isBack(from, to) ? words.reasonBack : words.reason}
        </span>
        <textarea
          className="inline-input inline-boxed"
          rows={2}
          value={reason}
          spellCheck={false}
          data-dirty
          // biome-ignore lint/a11y/noAutofocus: the person just asked for the step
          autoFocus={!isReview}
          onChange={(event) => {
            setReason(event.target.value)
            setComplaint(null)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault()
              void take()
            } else if (event.key === 'Escape') {
              event.preventDefault()
              event.stopPropagation()
              onCancel()
            }
          }}
        />
      </label>
      {(complaint ?? against ?? look) && (
        <p className={complaint || against ? 'step-against' : 'second'} role={complaint ? 'alert' : undefined}>
          {complaint ?? against ?? look}
        </p>
      )}
      <div className="step-actions">
        <Button size="small" onClick={onCancel}>
          {text.common.cancel}
        </Button>
        <Button size="small" type="submit" variant="primary" disabled={busy}>
          {step}
        </Button>
      </div>
    </form>
  )
}

/** The same as a question over a list. */
export function StepDialog(props: Props) {
  const { measures, to, onCancel } = props
  const step = stepName(stageOf(measures[0]?.stage ?? null), to)
  const title =
    measures.length === 1
      ? fill(words.title, { step, title: measures[0]?.title ?? text.common.unnamed })
      : fill(words.titleMany, { step, count: measures.length })
  return (
    <Dialog title={title} onClose={onCancel}>
      <StepForm {...props} />
    </Dialog>
  )
}
