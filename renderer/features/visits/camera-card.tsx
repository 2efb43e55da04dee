/** 从相机卡收照片: what lies on the card by day, each day with the visit it belongs to; nothing is taken in before a person says so. */
import { FolderSearch } from 'lucide-react'
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { CardFile } from '../../../shared/views/attachments.ts'
import type { VisitItem } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatDate } from '../../ui/dates.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { Empty, ErrorPanel } from '../../ui/page.tsx'
import { ProgressPanel, useJob } from '../../ui/progress.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { recordAction } from '../../ui/undo.ts'

const words = text.capture.card

type Day = { key: string; files: CardFile[]; known: number; refused: number; visit: string | undefined }

/** By the day they were taken, what is here already and what cannot be taken counted apart. */
function daysOf(files: readonly CardFile[]): Day[] {
  const days = new Map<string, Day>()
  for (const file of files) {
    const key = file.takenAt?.slice(0, 10) ?? ''
    const day = days.get(key) ?? { key, files: [], known: 0, refused: 0, visit: undefined }
    days.set(key, day)
    if (file.refused) day.refused++
    else if (file.known) day.known++
    else {
      day.files.push(file)
      day.visit ??= file.visit ?? undefined
    }
  }
  return [...days.values()]
}

const visitLabel = (visit: VisitItem): string =>
  [visit.regionName ?? text.common.missing, formatDate(visit, { year: true }), visit.leaderName ?? visit.teamName]
    .filter(Boolean)
    .join(' ')

/** Files of one call: a batch can be stopped and told about. */
const atOnce = 500

export function CameraCard({ onClose }: { onClose: () => void }) {
  const scan = useJob()
  const taking = useJob()
  const [found, setFound] = useState<{ days: Day[]; count: number; more: boolean } | null>(null)
  const [chosen, setChosen] = useState<Record<string, string | undefined>>({})
  const { data: visits } = useRead('visits.list', { offset: 0, limit: 500, sort: 'date', descending: true })
  const choices = useMemo(
    () => visits?.rows.map((visit) => ({ value: visit.id, label: visitLabel(visit) })) ?? [],
    [visits],
  )
  const visitOf = (day: Day) => (day.key in chosen ? chosen[day.key] : day.visit)
  const due = found?.days.filter((day) => day.files.length > 0 && visitOf(day)) ?? []
  const count = due.reduce((sum, day) => sum + day.files.length, 0)

  const choose = async () => {
    const { path: folder } = await call('dialog.chooseFolder', { title: words.chooseTitle })
    if (folder === null) return
    taking.reset()
    const answer = await scan.run((job) => call('attachments.scanCard', { folder, job }))
    if (!answer) return
    setChosen({})
    setFound({ days: daysOf(answer.files), count: answer.files.length, more: answer.more })
  }
  const take = async () => {
    const ids: string[] = []
    for (const day of due) {
      const visit = visitOf(day)
      for (let from = 0; visit && from < day.files.length; from += atOnce) {
        const paths = day.files.slice(from, from + atOnce).map(({ path }) => path)
        const added = await taking.run((job) => call('attachments.add', { paths, visit, job }))
        if (!added) break
        ids.push(...added.ids)
      }
    }
    if (ids.length === 0) return
    const undo = recordAction(
      () => call('records.remove', { entity: 'attachments', ids }),
      () => call('records.restore', { entity: 'attachments', ids }),
    )
    showToast({ message: fill(words.done, { count: ids.length }), undo })
    onClose()
  }
  const busy = scan.running || taking.running
  return (
    <Dialog
      title={words.title}
      wide
      onClose={busy ? () => {} : onClose}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {text.common.close}
          </Button>
          {found && found.count > 0 && (
            <Button variant="primary" disabled={busy || count === 0} onClick={() => void take()}>
              {count === 0 ? words.takeNone : fill(words.take, { count })}
            </Button>
          )}
        </>
      }
    >
      <p className="second">{words.intro}</p>
      <p className="card-choose">
        <Button icon={FolderSearch} disabled={busy} onClick={() => void choose()}>
          {words.choose}
        </Button>
      </p>
      <ProgressPanel job={scan} label={words.scanning} count={(done) => fill(words.scanned, { count: done })} />
      <ProgressPanel job={taking} label={text.capture.photos.adding} count={percent} />
      {Boolean(scan.error) && <ErrorPanel error={scan.error} />}
      {Boolean(taking.error) && <ErrorPanel error={taking.error} />}
      {found?.count === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
      {found?.more && <p className="second">{fill(words.more, { count: found.count })}</p>}
      {found && found.count > 0 && (
        <ul className="card-days">
          {found.days.map((day) => (
            <CardDay
              key={day.key}
              day={day}
              visit={visitOf(day)}
              choices={choices}
              onVisit={(visit) => setChosen((old) => ({ ...old, [day.key]: visit }))}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

const percent = (done: number, total: number) => `${total ? Math.floor((done / total) * 100) : 0}%`

type DayProps = {
  day: Day
  visit: string | undefined
  choices: { value: string; label: string }[]
  onVisit: (visit: string | undefined) => void
}

function CardDay({ day, visit, choices, onVisit }: DayProps) {
  const count = day.files.length
  const title = (day.key || words.undated) + (count > 0 ? fill(words.files, { count }) : '')
  const names = day.files.slice(0, 3).map(({ name }) => name)
  const notes = [
    names.length > 0 ? names.join(text.common.listComma) + (count > names.length ? text.common.ellipsis : '') : null,
    day.known > 0 ? fill(words.known, { count: day.known }) : null,
    day.refused > 0 ? fill(words.refused, { count: day.refused }) : null,
  ].filter(Boolean)
  return (
    <li className="card-day">
      <div>
        <p className="card-day-title">{title}</p>
        <p className="second">{notes.join(text.common.semicolon)}</p>
      </div>
      {count > 0 && (
        <div className="card-day-visit">
          <FilterMenu
            label={fill(words.visitFor, { day: day.key })}
            all={false}
            plain
            choices={[{ value: '', label: words.visitNone }, ...choices]}
            value={visit ?? ''}
            onChange={onVisit}
          />
          {visit !== undefined && visit === day.visit && <span className="second">{words.visitFound}</span>}
        </div>
      )}
    </li>
  )
}
