/** The campaign's teams in their order. Each folds out into its editor; Ctrl+↑ ↓ moves it. */
import { Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { between, moveTo } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { queryClient, readKey, useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { isKey } from '../../ui/key-map.ts'
import { Empty, ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { freshId, saveNow } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { useKey } from '../../ui/use-key.ts'
import { headId, TeamRow } from './team-row.tsx'

const words = text.campaigns.teams

type Props = { campaign: string; year: number | undefined; opened: string | undefined }

export function Teams({ campaign, year, opened }: Props) {
  const { data: teams, error, refetch } = useRead('teams.list', { campaign })
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(opened ? [opened] : []))
  /** A team that is stored with the first thing written. */
  const [fresh, setFresh] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const moving = useRef<string | null>(null)

  const list = teams ?? []
  const last = list.at(-1)?.order ?? null
  const defaults = useMemo(() => ({ campaign, order: between(last, null) }), [campaign, last])
  const unborn = fresh && !list.some(({ id }) => id === fresh) ? fresh : null

  const create = () => {
    // one at a time: the one not written yet is the new one
    const id = unborn ?? freshId('teams')
    setFresh(id)
    setOpen((old) => new Set(old).add(id))
    if (unborn) document.getElementById(headId(id))?.focus()
  }
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    create()
    return true
  })

  const loaded = teams !== undefined
  useEffect(() => {
    if (!opened || !loaded) return
    setOpen((old) => new Set(old).add(opened))
    document.getElementById(headId(opened))?.scrollIntoView({ block: 'start' })
  }, [opened, loaded])

  const order = list.map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that moved in the document has lost the focus
  useEffect(() => {
    if (moving.current && document.activeElement === document.body)
      document.getElementById(headId(moving.current))?.focus()
  }, [order])

  const move = async (id: string, by: 1 | -1) => {
    const to = list.findIndex((team) => team.id === id) + by
    const team = list.find((one) => one.id === id)
    if (!team || to < 0 || to >= list.length) return
    moving.current = id
    const writes = moveTo(list, id, to)
    // shown at once, so that the next press of the key goes on from here
    const shown = list.filter((one) => one.id !== id)
    shown.splice(to, 0, team)
    const queryKey = readKey('teams.list', { campaign })
    // a read that began before must not bring the old order back
    await queryClient.cancelQueries({ queryKey })
    queryClient.setQueryData(
      queryKey,
      shown.map((one) => ({ ...one, order: writes.find((write) => write.id === one.id)?.order ?? one.order })),
    )
    for (const write of writes) {
      if (await saveNow('teams', write.id, { order: write.order })) continue
      void refetch()
      return
    }
    setSaid(fill(words.moved, { name: team.leaderName ?? team.name ?? text.common.unnamed, place: to + 1 }))
  }
  const toggle = (id: string) =>
    setOpen((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })

  const rows = [...list.map((team) => ({ id: team.id, team })), ...(unborn ? [{ id: unborn, team: null }] : [])]
  return (
    <Section
      title={words.title}
      note={list.length > 0 && fill(words.count, { count: list.length })}
      action={
        <Button size="small" icon={Plus} onClick={create}>
          {words.create}
        </Button>
      }
    >
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : !teams ? (
        <Skeleton rows={4} />
      ) : rows.length === 0 ? (
        <Empty title={words.empty}>
          {words.emptyHint}
          <span className="campaign-keys">
            {words.emptyKeys[0]} <Kbd>Ctrl N</Kbd> {words.emptyKeys[1]}
          </span>
        </Empty>
      ) : (
        <ul className="teams">
          {rows.map(({ id, team }, index) => (
            <TeamRow
              key={id}
              id={id}
              team={team}
              defaults={defaults}
              year={year}
              open={open.has(id)}
              isNew={id === fresh}
              onToggle={() => toggle(id)}
              onUp={team && index > 0 ? () => void move(id, -1) : undefined}
              onDown={team && index < list.length - 1 ? () => void move(id, 1) : undefined}
              onRemove={() => {
                if (team) void removeRecords('teams', [id])
                else setFresh(null)
              }}
            />
          ))}
        </ul>
      )}
      <span className="sr-only" role="status">
        {said}
      </span>
    </Section>
  )
}
