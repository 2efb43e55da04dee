/** 拆解: a directive becomes a measure for each team that is ticked. */
import { useState } from 'react'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DirectiveItem } from '../../../shared/views/ledger.ts'
import { newId, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Skeleton } from '../../ui/page.tsx'
import { type Saved, saveAllNow } from '../../ui/save-now.ts'

const words = text.office.split
/** The line that belongs to no team. */
const whole = ''

type Line = { team: string; name: string; has: number }
type Edits = Record<string, { ticked?: boolean; title?: string }>
type Props = { directive: DirectiveItem; onClose: () => void }

export function SplitDirective({ directive, onClose }: Props) {
  const { campaign } = directive
  const { data: teams } = useRead('teams.list', campaign ? { campaign } : {})
  const [edits, setEdits] = useState<Edits>({})
  const [complaint, setComplaint] = useState(false)
  const has = (team: string) =>
    directive.measures.filter((measure) => (team === whole ? measure.teams.length === 0 : measure.teams.includes(team)))
      .length
  const lines: Line[] = [
    ...(teams ?? []).map((team) => ({
      team: team.id,
      name: team.name ?? (team.leaderName ? fill(words.team, { team: team.leaderName }) : text.common.unnamed),
      has: has(team.id),
    })),
    { team: whole, name: words.whole, has: has(whole) },
  ]
  const concerned = ({ team }: Line) => directive.teams.length === 0 || directive.teams.includes(team)
  /** To begin with: the teams it concerns that have none. */
  const ticked = (line: Line) => edits[line.team]?.ticked ?? (line.team !== whole && line.has === 0 && concerned(line))
  const titleOf = (line: Line) => edits[line.team]?.title ?? directive.text ?? ''
  const chosen = lines.filter((line) => ticked(line) && titleOf(line).trim())
  const change = (line: Line, edit: Edits[string]) => {
    setComplaint(false)
    setEdits((old) => ({ ...old, [line.team]: { ...old[line.team], ...edit } }))
  }
  const topicsOf = (team: string) => teams?.find(({ id }) => id === team)?.topics ?? []
  const save = async () => {
    if (chosen.length === 0) return setComplaint(true)
    let order = directive.order
    const measures = chosen.map((line): Saved => {
      order = between(order, null)
      return {
        entity: 'measures',
        id: newId(),
        values: {
          ...{ title: titleOf(line).trim(), stage: 'proposed', directives: [directive.id], order },
          ...(campaign ? { campaign } : {}),
          ...(line.team === whole ? {} : { teams: [line.team], topics: topicsOf(line.team) }),
        },
      }
    })
    const concerns = [...new Set([...directive.teams, ...chosen.flatMap(({ team }) => team || [])])]
    // the measures first: a closed directive may take a team on only with its measure
    const records: Saved[] = [...measures, { entity: 'directives', id: directive.id, values: { teams: concerns } }]
    if (await saveAllNow(records, fill(words.done, { count: measures.length }))) onClose()
  }
  return (
    <Dialog
      title={fill(words.title, { text: directive.text ? displayPunctuation(directive.text) : text.common.missing })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" onClick={() => void save()}>
            {fill(words.confirm, { count: chosen.length })}
          </Button>
        </>
      }
    >
      <p className="second">{words.hint}</p>
      {!teams ? (
        <Skeleton rows={3} />
      ) : (
        <ul className="directive-split">
          {lines.map((line) => (
            <li key={line.team}>
              <label className="inline-flag">
                <input
                  type="checkbox"
                  checked={ticked(line)}
                  onChange={(event) => change(line, { ticked: event.target.checked })}
                />
                {line.name}
              </label>
              <input
                className="inline-input inline-boxed"
                aria-label={fill(words.titleOf, { team: line.name })}
                value={titleOf(line)}
                disabled={!ticked(line)}
                spellCheck={false}
                data-dirty
                onChange={(event) => change(line, { title: event.target.value })}
              />
              <span className="faint">{line.has > 0 && fill(words.has, { count: line.has })}</span>
            </li>
          ))}
        </ul>
      )}
      {complaint && (
        <p className="step-against" role="alert">
          {words.needOne}
        </p>
      )}
    </Dialog>
  )
}
