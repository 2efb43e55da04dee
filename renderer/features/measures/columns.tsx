/** What a row of the ledger shows. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { DoubtMark, ReminderMark, StageKnots } from '../../ui/measure-marks.tsx'
import type { Column } from '../../ui/virtual-rows.tsx'
import { DueCell, type Editing, OwnerCell } from './cells.tsx'

const words = text.ledger

/** 第17次办公会 要求1 */
export function basisName({ number, title, place }: MeasureItem['basis'][number]): string {
  const meeting = number === null ? title : fill(words.basisMeeting, { number })
  return meeting ? `${meeting} ${fill(words.basisDirective, { place })}` : fill(words.basisOther, { place })
}

export function Basis({ measure }: { measure: MeasureItem }) {
  const [first, ...others] = measure.basis
  if (!first && measure.findings.length === 0) return <Missing />
  return (
    <>
      {first?.meeting && (
        <Link page="meetings" id={first.meeting} query={{}} tabIndex={-1} className="measure-basis">
          {basisName(first)}
        </Link>
      )}
      {others.length > 0 && <span className="faint"> {fill(words.basisMore, { count: measure.basis.length })}</span>}
      {!first && (
        <Link page="measures" id={measure.id} query={{}} tabIndex={-1} className="measure-basis">
          {fill(words.basisFindings, { count: measure.findings.length })}
        </Link>
      )}
    </>
  )
}

export function MeasureTitle({ measure }: { measure: MeasureItem }) {
  return (
    <span className="measure-name">
      <span className="measure-name-text">{measure.title ? displayPunctuation(measure.title) : <Missing />}</span>
      <DoubtMark doubt={measure.doubt} />
      {measure.extension && <span className="inferred">{words.extensionMark}</span>}
      {measure.conflicts > 0 && (
        <Link page="exchange" query={{ record: measure.id }} className="conflict-mark" tabIndex={-1}>
          {text.common.conflict}
        </Link>
      )}
    </span>
  )
}

type Shape = { narrow: boolean; wide: boolean; editing: Editing; onEdit: (editing: Editing) => void }

export function ledgerColumns({ narrow, wide, editing, onEdit }: Shape): Column<MeasureItem>[] {
  const columns: (Column<MeasureItem> | false)[] = [
    {
      key: 'title',
      label: words.columns.title,
      width: narrow ? 'minmax(0, 1.4fr)' : 'minmax(200px, 1fr)',
      cell: (measure) => <MeasureTitle measure={measure} />,
      title: ({ title }) => title,
    },
    !narrow && {
      key: 'basis',
      label: words.columns.basis,
      width: wide ? '180px' : '140px',
      cell: (measure) => <Basis measure={measure} />,
      title: ({ basis }) => basis.map(basisName).join(text.common.listComma),
    },
    {
      key: 'owner',
      label: words.columns.owner,
      width: wide ? '260px' : narrow ? 'minmax(0, 1fr)' : '136px',
      cell: (measure) => <OwnerCell measure={measure} editing={editing} onEdit={onEdit} />,
      title: ({ ownerName, personName }) => [ownerName, personName].filter(Boolean).join(' '),
    },
    {
      key: 'due',
      label: words.columns.due,
      width: editing?.field === 'due' ? '176px' : '92px',
      cell: (measure) => <DueCell measure={measure} editing={editing} onEdit={onEdit} />,
    },
    {
      key: 'stage',
      label: words.columns.stage,
      width: narrow ? '64px' : '144px',
      cell: ({ stage }) => (narrow ? text.domain.measureStage[stage ?? 'proposed'] : <StageKnots stage={stage} />),
    },
    {
      key: 'reminder',
      label: words.columns.reminder,
      width: '112px',
      cell: (measure) => <ReminderMark measure={measure} />,
    },
  ]
  return columns.filter((column) => column !== false)
}
