/** 拆成几项: the measure becomes the first of several, the others carry its basis on. */
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { newId, useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { type Saved, saveAllNow } from '../../ui/save-now.ts'

const words = text.ledger.split

type Line = { key: string; title: string; team: string | null }

/** What the parts take over: where they come from and for whom they are, and until somebody says otherwise who does them by when. */
const inherited = (measure: MeasureItem) => ({
  ...{ campaign: measure.campaign, year: measure.year, parent: measure.id, stage: 'proposed' },
  ...{ directives: measure.directives, findings: measure.findings, regions: measure.regions, topics: measure.topics },
  ...{ owner: measure.owner, department: measure.department, person: measure.person, due: measure.due },
})

export function partsOf(measure: MeasureItem, lines: readonly Line[]): Saved[] {
  const [first, ...others] = lines.filter(({ title }) => title.trim())
  if (!first || others.length === 0) return []
  const teamsOf = (team: string | null) => (team === null ? measure.teams : [team])
  let order = measure.order
  const parts = others.map(({ title, team }): Saved => {
    order = between(order, null)
    const values = { ...inherited(measure), title: title.trim(), teams: teamsOf(team), order }
    const given = Object.entries(values).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    )
    return { entity: 'measures', id: newId(), values: Object.fromEntries(given) }
  })
  const whole: Saved = {
    entity: 'measures',
    id: measure.id,
    values: { title: first.title.trim(), teams: teamsOf(first.team) },
  }
  return [whole, ...parts]
}

export function SplitDialog({ measure, onClose }: { measure: MeasureItem; onClose: () => void }) {
  const [lines, setLines] = useState<Line[]>(() => [
    { key: newId(), title: measure.title ?? '', team: measure.teams[0] ?? null },
    { key: newId(), title: '', team: null },
  ])
  const { data: teams = [] } = useRead('teams.list', measure.campaign ? { campaign: measure.campaign } : {})
  const [complaint, setComplaint] = useState(false)
  const filled = lines.filter(({ title }) => title.trim()).length
  const change = (key: string, patch: Partial<Line>) => {
    setComplaint(false)
    setLines((old) => {
      const next = old.map((line) => (line.key === key ? { ...line, ...patch } : line))
      return next.at(-1)?.title.trim() ? [...next, { key: newId(), title: '', team: null }] : next
    })
  }
  const save = async () => {
    const parts = partsOf(measure, lines)
    if (parts.length === 0) return setComplaint(true)
    if (await saveAllNow(parts, fill(words.done, { count: parts.length }))) onClose()
  }
  return (
    <Dialog
      title={fill(words.title, { title: measure.title ?? text.common.unnamed })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" onClick={() => void save()}>
            {fill(words.confirm, { count: Math.max(2, filled) })}
          </Button>
        </>
      }
    >
      <p className="second">{words.hint}</p>
      <ol className="split-lines">
        {lines.map((line, index) => (
          <li key={line.key}>
            <span className="statement-number" aria-hidden>
              {index + 1}
            </span>
            <input
              className="inline-input inline-boxed"
              aria-label={index === 0 ? words.first : fill(words.line, { index: index + 1 })}
              placeholder={index === 0 ? words.first : words.placeholder}
              value={line.title}
              spellCheck={false}
              data-dirty
              autoFocus={index === 1}
              onChange={(event) => change(line.key, { title: event.target.value })}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing || event.key !== 'Enter') return
                event.preventDefault()
                const next = event.currentTarget.closest('li')?.nextElementSibling?.querySelector('input')
                if (next) next.focus()
                else void save()
              }}
            />
            {teams.length > 0 && (
              <FilterMenu
                label={words.team}
                all={words.noTeam}
                plain
                choices={teams.map((team) => ({
                  value: team.id,
                  label: team.name ?? team.leaderName ?? text.common.unnamed,
                  hint: team.topics.join(text.common.listComma),
                }))}
                value={line.team ?? undefined}
                onChange={(team) => change(line.key, { team: team ?? null })}
              />
            )}
            {index > 0 && index < lines.length - 1 ? (
              <IconButton
                size="small"
                variant="text"
                icon={Trash2}
                label={fill(words.removeLine, { index: index + 1 })}
                onClick={() => setLines((old) => old.filter(({ key }) => key !== line.key))}
              />
            ) : (
              <span className="split-gap" />
            )}
          </li>
        ))}
      </ol>
      {complaint && (
        <p className="step-against" role="alert">
          {words.needTwo}
        </p>
      )}
    </Dialog>
  )
}
