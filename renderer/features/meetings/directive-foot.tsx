/** Under a directive: the teams it concerns, the measures that follow from it, and closing it. */
import { Split } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DirectiveItem } from '../../../shared/views/ledger.ts'
import { call, failureOf, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Chips, Lookup } from '../../ui/lookup.tsx'
import { DoubtMark } from '../../ui/measure-marks.tsx'
import { announceStep } from '../../ui/undo.ts'
import { SplitDirective } from './split-directive.tsx'

const words = text.office.directive

type Props = { directive: DirectiveItem; record: EditRecord }

export function DirectiveFoot({ directive, record }: Props) {
  const [splitting, setSplitting] = useState(false)
  const [closing, setClosing] = useState(false)
  const { measures, lacking, stage } = directive
  const isClosed = stage === 'closed'
  return (
    <div className="directive-foot">
      <Teams directive={directive} record={record} />
      {measures.length > 0 ? (
        <Link page="measures" query={{ directive: directive.id }}>
          {fill(words.measures, { count: measures.length })}
        </Link>
      ) : (
        <span className="faint">{words.none}</span>
      )}
      {lacking.length > 0 && (
        <span className="directive-lacking">
          {fill(words.lacking, {
            teams: lacking.map(({ name }) => name ?? text.common.unnamed).join(text.common.listComma),
          })}
        </span>
      )}
      {isClosed && <span className="inferred">{words.closed}</span>}
      <DoubtMark doubt={directive.doubt} />
      <span className="directive-acts">
        <Button size="small" variant="text" icon={Split} onClick={() => setSplitting(true)}>
          {words.split}
        </Button>
        <Button size="small" variant="text" aria-expanded={closing} onClick={() => setClosing(!closing)}>
          {isClosed ? words.reopen : words.close}
        </Button>
      </span>
      {closing && <CloseForm directive={directive} onClose={() => setClosing(false)} />}
      {splitting && <SplitDirective directive={directive} onClose={() => setSplitting(false)} />}
    </div>
  )
}

function Teams({ directive, record }: Props) {
  const { campaign } = directive
  const { data: teams = [] } = useRead('teams.list', campaign ? { campaign } : {})
  const bind = record.bind('teams')
  const ids = Array.isArray(bind.value) ? bind.value : []
  const nameOf = (id: string) => {
    const team = teams.find((one) => one.id === id)
    return team?.name ?? team?.leaderName ?? directive.teamNames.find((one) => one.id === id)?.name ?? null
  }
  return (
    <span className="directive-teams">
      <Chips
        items={ids.map((id) => ({ id, name: nameOf(id) }))}
        onRemove={(id) => bind.commit(ids.filter((one) => one !== id))}
      />
      <Lookup
        label={words.teams}
        value=""
        placeholder={ids.length ? text.common.add : words.teamsAdd}
        search={async (typed) =>
          teams
            .filter((team) => !ids.includes(team.id))
            .map((team) => ({
              value: team.id,
              label: team.name ?? team.leaderName ?? text.common.unnamed,
              hint: team.topics.join(text.common.listComma),
            }))
            .filter(({ label, hint }) => `${label}${hint}`.includes(typed))
        }
        onChoose={({ value }) => bind.commit([...ids, value])}
      />
    </span>
  )
}

function CloseForm({ directive, onClose }: { directive: DirectiveItem; onClose: () => void }) {
  const isClosed = directive.stage === 'closed'
  const [reason, setReason] = useState(isClosed ? '' : fill(words.closeDefault, { count: directive.measures.length }))
  const [complaint, setComplaint] = useState<string | null>(null)
  const move = async () => {
    const input = { id: directive.id, to: isClosed ? ('open' as const) : ('closed' as const), text: reason }
    try {
      let { proceeding } = await call('directives.move', input)
      announceStep(isClosed ? words.reopened : words.closedDone, {
        kind: 'action',
        undo: () => call('proceedings.undo', { ids: [proceeding], text: text.ledger.undone }),
        redo: async () => {
          proceeding = (await call('directives.move', input)).proceeding
        },
      })
      onClose()
    } catch (error) {
      const { message, next } = failureOf(error)
      setComplaint(message + next)
    }
  }
  return (
    <form
      className="directive-close"
      aria-label={isClosed ? words.reopen : words.close}
      onSubmit={(event) => {
        event.preventDefault()
        void move()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
      }}
    >
      <input
        className="inline-input inline-boxed"
        aria-label={isClosed ? words.reasonBack : words.reason}
        placeholder={isClosed ? words.reasonBack : words.reason}
        value={reason}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for it
        autoFocus
        spellCheck={false}
        data-dirty
        onChange={(event) => setReason(event.target.value)}
      />
      <Button size="small" onClick={onClose}>
        {text.common.cancel}
      </Button>
      <Button size="small" type="submit" variant="primary">
        {isClosed ? words.reopen : words.close}
      </Button>
      {complaint && (
        <p className="step-against" role="alert">
          {complaint}
        </p>
      )}
    </form>
  )
}
