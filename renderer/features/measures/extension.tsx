/** 申请延期: asked for with a reason, answered by somebody, and both stay written. */
import { useState } from 'react'
import { isDueBinding, isFinished } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'

const words = text.ledger.extension

export function Extension({ page }: { page: MeasurePage }) {
  const [asking, setAsking] = useState(false)
  const open = page.proceedings.find(({ kind, answer }) => kind === 'extension' && answer === null)
  if (open)
    return <Answer key={open.id} id={open.id} due={open.due ?? ''} reason={open.text ?? ''} asker={open.actor ?? ''} />
  if (!isDueBinding(page.stage) || isFinished(page.stage)) return null
  if (!asking)
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        {words.ask}
      </Button>
    )
  return <Ask page={page} onClose={() => setAsking(false)} />
}

function Ask({ page, onClose }: { page: MeasurePage; onClose: () => void }) {
  const [due, setDue] = useState<string | null>(page.due)
  const [reason, setReason] = useState('')
  const send = async () => {
    if (!due) return
    try {
      const ask = () => call('measures.extend', { id: page.id, due, text: reason })
      let { proceeding } = await ask()
      announceStep(words.asked, {
        kind: 'action',
        // an application that is withdrawn has been answered
        undo: () => call('measures.answer', { extension: proceeding, verdict: 'refusal', text: text.ledger.withdrawn }),
        redo: async () => {
          proceeding = (await ask()).proceeding
        },
      })
      onClose()
    } catch (error) {
      showFailure(error)
    }
  }
  return (
    <form
      className="extension"
      aria-label={words.ask}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
      }}
    >
      <DateField
        label={words.due}
        value={due}
        year={new Date().getFullYear()}
        boxed
        conflict={false}
        check={() => null}
        onChange={setDue}
      />
      <textarea
        className="inline-input inline-boxed"
        rows={2}
        aria-label={words.reason}
        placeholder={words.reason}
        value={reason}
        data-dirty
        spellCheck={false}
        onChange={(event) => setReason(event.target.value)}
      />
      <span className="extension-actions">
        <Button size="small" onClick={onClose}>
          {text.common.cancel}
        </Button>
        <Button size="small" type="submit" variant="primary" disabled={!reason.trim() || !due || due === page.due}>
          {words.send}
        </Button>
      </span>
    </form>
  )
}

function Answer({ id, due, reason, asker }: { id: string; due: string; reason: string; asker: string }) {
  const { data: profile } = useRead('profile.get', {})
  const [by, setBy] = useState<string | null>(null)
  const [opinion, setOpinion] = useState('')
  const answer = async (verdict: 'approval' | 'refusal') => {
    const input = {
      ...{ extension: id, verdict },
      text: opinion.trim() || words.opinionDefault[verdict],
      actor: (by ?? profile?.person ?? '').trim(),
    }
    try {
      let { proceeding } = await call('measures.answer', input)
      announceStep(fill(verdict === 'approval' ? words.approved : words.refused, { due }), {
        kind: 'action',
        undo: () => call('proceedings.undo', { ids: [proceeding], text: text.ledger.withdrawn }),
        redo: async () => {
          proceeding = (await call('measures.answer', input)).proceeding
        },
      })
    } catch (error) {
      showFailure(error)
    }
  }
  return (
    <div className="extension">
      <p>
        <strong>{fill(words.waiting, { due })}</strong>
      </p>
      <p className="second">
        {reason}
        {asker && text.common.listComma + asker}
      </p>
      <input
        className="inline-input inline-boxed"
        aria-label={words.by}
        placeholder={words.by}
        value={by ?? profile?.person ?? ''}
        data-dirty
        spellCheck={false}
        onChange={(event) => setBy(event.target.value)}
      />
      <input
        className="inline-input inline-boxed"
        aria-label={words.opinion}
        placeholder={words.opinion}
        value={opinion}
        data-dirty
        spellCheck={false}
        onChange={(event) => setOpinion(event.target.value)}
      />
      <span className="extension-actions">
        <Button size="small" onClick={() => void answer('refusal')}>
          {words.refuse}
        </Button>
        <Button size="small" variant="primary" onClick={() => void answer('approval')}>
          {words.approve}
        </Button>
      </span>
    </div>
  )
}
