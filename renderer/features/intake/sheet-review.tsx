/** What a table would bring in: which column is what, and every row with what is wrong in it. */
import { useMemo, useState } from 'react'
import type { Entity } from '../../../shared/domain/fields.ts'
import {
  previewRows,
  type SheetCellView,
  type SheetPreview,
  type SheetRowView,
  sheetColumns,
  sheetNeeds,
  sheetNouns,
} from '../../../shared/domain/intake-sheets.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { displayPunctuation, formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { type Choices, useSheet } from './sheet-store.ts'
import './tables.css'

const words = text.intake.sheet

type Props = { preview: SheetPreview; choices: Choices; onChoose: (patch: Choices) => void }

export function SheetReview({ preview, choices, onChoose }: Props) {
  const { mode, doubles, show } = useSheet()
  const { counts, noun } = preview
  const creates = Object.entries(preview.creates).map(([entity, count]) =>
    fill(words.createOne, { count: count ?? 0, noun: text.domain.nouns[entity as Entity] }),
  )
  const missing = useMissing(preview)
  return (
    <div className="page-body intake-sheet">
      <SheetChoices preview={preview} choices={choices} onChoose={onChoose} />
      <Mapping preview={preview} onChoose={onChoose} />
      {missing && <p className="intake-card-warning">{fill(words.needed, { names: missing })}</p>}
      <div className="intake-sheet-line">
        <h2>{words.rows}</h2>
        {counts.bad > 0 && (
          <Segmented
            label={words.show.label}
            choices={[
              { value: 'all', label: words.show.all },
              { value: 'bad', label: `${words.show.bad} ${formatNumber(counts.bad)}` },
            ]}
            value={show}
            onChange={(next) => useSheet.setState({ show: next })}
          />
        )}
        {counts.bad > 0 && (
          <FilterMenu
            label={words.mode}
            all={false}
            plain
            choices={[
              { value: 'good', label: words.modeGood },
              { value: 'all', label: words.modeAll },
            ]}
            value={mode}
            onChange={(next) => next && useSheet.setState({ mode: next })}
          />
        )}
        {counts.known + counts.twice > 0 && (
          <>
            <span className="second">{words.doubles}</span>
            <Segmented
              label={words.doubles}
              choices={[
                { value: 'skip', label: words.doublesSkip },
                { value: 'add', label: words.doublesAdd },
              ]}
              value={doubles}
              onChange={(next) => useSheet.setState({ doubles: next })}
            />
          </>
        )}
        {creates.length > 0 && (
          <span className="faint">{fill(words.creates, { list: creates.join(text.common.listComma) })}</span>
        )}
      </div>
      <RowTable key={noun} preview={preview} rows={show === 'bad' && counts.bad > 0 ? preview.bad : preview.rows} />
    </div>
  )
}

/** Labels of what a row needs and no column gives. */
function useMissing({ noun, columns }: SheetPreview): string | null {
  return useMemo(() => {
    const needs = sheetNeeds[noun]
    if (columns.some(({ field }) => field !== null && needs.includes(field))) return null
    const labels = text.domain.fields[noun] as Record<string, string>
    return needs.map((field) => labels[field]).join(text.common.listComma)
  }, [noun, columns])
}

function SheetChoices({ preview, choices, onChoose }: Props) {
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { data: teams = [] } = useRead('teams.list', choices.campaign ? { campaign: choices.campaign } : {})
  const { noun, sheets, sheet, headerRow } = preview
  const thisYear = new Date().getFullYear()
  const hasTeam = noun === 'visits' || noun === 'findings'
  const hasDates = noun === 'visits' || noun === 'measures'
  return (
    <div className="intake-choices">
      <FilterMenu
        label={words.noun}
        all={false}
        plain
        choices={sheetNouns.map((one) => ({ value: one, label: `${words.noun}${text.domain.nouns[one]}` }))}
        value={noun}
        onChange={(next) => next && onChoose({ noun: next, columns: undefined, headerRow: undefined })}
      />
      {sheets.length > 1 && (
        <FilterMenu
          label={words.sheet}
          all={false}
          plain
          choices={sheets.map(({ name, rows }, at) => ({ value: String(at), label: name, hint: formatNumber(rows) }))}
          value={String(sheet)}
          onChange={(next) => onChoose({ sheet: Number(next), columns: undefined, headerRow: undefined })}
        />
      )}
      <FilterMenu
        label={words.headerRow}
        all={words.headerNone}
        plain
        choices={Array.from({ length: 20 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
        value={headerRow > 0 ? String(headerRow) : undefined}
        onChange={(next) => onChoose({ headerRow: Number(next ?? 0), columns: undefined })}
      />
      {noun !== 'people' && noun !== 'organizations' && campaigns.length > 0 && (
        <FilterMenu
          label={words.campaign}
          all={words.campaignNone}
          plain
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
          value={choices.campaign ?? undefined}
          onChange={(next) => onChoose({ campaign: next ?? null })}
        />
      )}
      {hasTeam && teams.length > 0 && (
        <FilterMenu
          label={words.team}
          all={words.teamNone}
          plain
          choices={teams.map(({ id, name, leaderName }) => ({
            value: id,
            label: leaderName ?? name ?? text.common.unnamed,
          }))}
          value={choices.team ?? undefined}
          onChange={(next) => onChoose({ team: next ?? null })}
        />
      )}
      {hasDates && (
        <FilterMenu
          label={words.year}
          all={words.yearNone}
          plain
          choices={Array.from({ length: 8 }, (_, at) => ({
            value: String(thisYear - at),
            label: String(thisYear - at),
          }))}
          value={choices.year ? String(choices.year) : undefined}
          onChange={(next) => onChoose({ year: next ? Number(next) : null })}
        />
      )}
    </div>
  )
}

const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letterOf(Math.floor(index / 26) - 1) + letterOf(index % 26)

/** A column that is not taken in. */
const ignored = '-'

function Mapping({ preview, onChoose }: Omit<Props, 'choices'>) {
  const { columns, noun } = preview
  const labels = text.domain.fields[noun] as Record<string, string>
  const needs = sheetNeeds[noun]
  const mapped = columns.filter(({ field }) => field).length
  // a template's columns are known; anybody else's are looked at first
  const [isOpen, setOpen] = useState(columns.length - mapped > 1 || mapped < 2)
  const fields = sheetColumns[noun].map((field) => ({
    value: field as string,
    label: `${labels[field] ?? field}${needs.includes(field) ? '*' : ''}`,
  }))
  const choices = [...fields, { value: ignored, label: words.ignore }]
  const map = (index: number, field: string | undefined) =>
    onChoose({
      noun,
      headerRow: preview.headerRow,
      // a field stands in one column
      columns: columns.map((column) => ({
        index: column.index,
        field: column.index === index ? (field ?? null) : column.field === field ? null : column.field,
      })),
    })
  return (
    <section className="intake-mapping" aria-label={words.mapping}>
      <div className="intake-sheet-line">
        <h2>{words.mapping}</h2>
        <span className="faint">{fill(words.mappingHint, { mapped, unmapped: columns.length - mapped })}</span>
        <Button size="small" variant="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.mappingHide : words.mappingShow}
        </Button>
      </div>
      <ul hidden={!isOpen}>
        {columns.map(({ index, header, field, samples }) => (
          <li key={index} className={field ? undefined : 'intake-unmapped'}>
            <span className="intake-mapping-name" title={samples.join(' / ')}>
              <span className="faint">{letterOf(index)}</span> {header || words.unnamed}
            </span>
            <FilterMenu
              label={`${fill(words.column, { letter: letterOf(index) })} ${header}`}
              all={false}
              plain={!field}
              choices={choices}
              value={field ?? ignored}
              onChange={(next) => map(index, next === ignored ? undefined : next)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const wide = new Set([
  'hosts',
  'purpose',
  'summary',
  'itinerary',
  'quote',
  'analysis',
  'content',
  'source',
  'cause',
  'title',
])

function RowTable({ preview, rows }: { preview: SheetPreview; rows: readonly SheetRowView[] }) {
  const mapped = preview.columns.filter(({ field }) => field !== null)
  const labels = text.domain.fields[preview.noun] as Record<string, string>
  const { skipped, ...judged } = preview.counts
  const total = Object.values(judged).reduce((sum, count) => sum + count, 0)
  if (total === 0) return <p className="second">{words.empty}</p>
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/noNoninteractiveTabindex: a wide table scrolls in its own frame, by keys too */}
      <div className="intake-table-frame" role="group" aria-label={words.rows} tabIndex={0}>
        <table className="intake-table">
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.judged}</th>
              {mapped.map(({ index, field }) => (
                <th key={index} scope="col" className={wide.has(field ?? '') ? 'intake-wide' : undefined}>
                  {labels[field ?? ''] ?? field}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows
              .filter(({ state }) => state !== 'skipped')
              .map((row) => (
                <Row key={row.at} row={row} />
              ))}
          </tbody>
        </table>
      </div>
      {total > previewRows && <p className="faint">{fill(words.more, { count: previewRows })}</p>}
    </>
  )
}

function Row({ row }: { row: SheetRowView }) {
  return (
    <tr className={`intake-row-${row.state}`}>
      <td className="faint">{row.at}</td>
      <td>
        <span className={`intake-state intake-state-${row.state}`}>{words.state[row.state]}</span>
        {row.known && <span className="intake-cell-note">{fill(words.knownAs, { title: row.known.title })}</span>}
      </td>
      {row.cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells keep their column
        <Cell key={at} cell={cell} />
      ))}
    </tr>
  )
}

const Cell = ({ cell: { text: said, trouble, note } }: { cell: SheetCellView }) => (
  <td className={trouble ? 'intake-cell-bad' : undefined}>
    {displayPunctuation(said)}
    {trouble && <span className="intake-cell-trouble">{words.trouble[trouble]}</span>}
    {note && !trouble && <span className="intake-cell-note">{words.note[note]}</span>}
  </td>
)
