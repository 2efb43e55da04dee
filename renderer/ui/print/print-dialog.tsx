/** 打印: what, on which paper, and where to: the printer or a PDF. */
import { type ReactNode, useState } from 'react'
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { formatNumber } from '../display.ts'
import { fill } from '../fill.ts'
import { ErrorPanel } from '../page.tsx'
import { type PrintedList, printedList } from '../printed-list.ts'
import { ProgressPanel } from '../progress.tsx'
import { Segmented } from '../switches.tsx'
import { showToast } from '../toast-store.ts'
import type { Column } from '../virtual-rows.tsx'
import { WrittenActions, WrittenFile } from '../written-file.tsx'
import { pageHtml } from './html.ts'
import { isWideList, listHtml, mostRows, readCells, widthsOf } from './list-html.ts'
import './print-dialog.css'
import { type PrintWork, usePrintJob } from './print-job.ts'
import recordStyle from './print-record.css?inline'
import { filtersInForce, ownStyles, pageSentence, pageTitle, seenHtml } from './seen.ts'

const words = text.print
/** Rows on a sheet, about. */
const perPage = 33

type Orientation = keyof typeof words.orientations
type Row = { id: string }

const today = (): string => {
  const now = new Date()
  return fill(text.common.yearMonthDay, { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() })
}

const printedAt = (unit: string): string => fill(words.printedAt, { unit, date: today() }).trim()

/** The word in a column's head. */
function headWords(columns: readonly Column<Row>[]): string[] {
  const [heads] = document.querySelectorAll('#content .rows-head')
  const shown = [...(heads?.querySelectorAll('[role="columnheader"]') ?? [])].slice(-columns.length)
  return columns.map(({ key, label }, at) => (typeof label === 'string' ? label : (shown[at]?.textContent ?? key)))
}

/** The order, where only the heads say it. */
function sortedWords(columns: readonly Column<Row>[], names: readonly string[], filters: readonly string[]): string[] {
  if (filters.some((word) => word.startsWith(text.visits.sortLabel))) return []
  return columns.flatMap(({ sorted }, at) =>
    sorted && sorted !== 'none' ? fill(words.sorted, { name: names[at] ?? '', direction: words[sorted] }) : [],
  )
}

/** What was open when one asked: the dialog covers it, and it may not change meanwhile. */
function useSeen() {
  const [seen] = useState(() => {
    const list = printedList()
    const all = list?.columns ?? []
    const heads = headWords(all)
    const columns = all.filter(({ printed }) => printed !== false)
    const names = heads.filter((_, at) => all[at]?.printed !== false)
    const filters = filtersInForce()
    return {
      list,
      columns,
      names,
      title: pageTitle(),
      sentence: pageSentence(),
      filters: [...filters, ...sortedWords(columns, names, filters)],
      // a month and a board are wide
      isWide: document.querySelector('#content .month-grid, #content .calendar-grid') !== null,
    }
  })
  return seen
}

export function PrintDialog({ onClose }: { onClose: () => void }) {
  const seen = useSeen()
  const { list, columns, names, title } = seen
  const { data: profile } = useRead('profile.get', {})
  const selected = list?.selection?.size ?? 0
  const [orientation, setOrientation] = useState<Orientation>('auto')
  const [onlyChosen, setOnlyChosen] = useState(selected > 0)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [written, setWritten] = useState<{ path: string } | null>(null)
  const job = usePrintJob()
  const shown = columns.filter(({ key }) => !hidden.has(key))
  const total = onlyChosen ? selected : (list?.rows.total ?? 0)

  async function page(work: PrintWork): Promise<Input<'page.print'> | null> {
    const printed = list
      ? await listPage({ ...seen, list, columns: shown, onlyChosen, orientation }, work, profile?.unit ?? '')
      : recordPage(seen, orientation, profile?.unit ?? '')
    work.tell('layout', 0, 0)
    return work.isStopped() ? null : { ...printed, job: work.job }
  }
  const print = () =>
    job.run(async (work) => {
      const printed = await page(work)
      if (!printed || !(await call('page.print', printed)).printed) return
      showToast({ message: words.printed })
      onClose()
    })
  const save = () =>
    job.run(async (work) => {
      const printed = await page(work)
      if (printed) setWritten(await call('page.pdf', { ...printed, name: title.slice(0, 80) }))
    })
  const close = () => {
    job.cancel()
    onClose()
  }

  const actions = written ? (
    <WrittenActions path={written.path} onClose={onClose} />
  ) : (
    <>
      <Button onClick={close}>{text.common.cancel}</Button>
      <Button disabled={job.running} onClick={save}>
        {words.pdf}
      </Button>
      <Button variant="primary" autoFocus disabled={job.running} onClick={print}>
        {words.button}
      </Button>
    </>
  )
  return (
    <Dialog title={fill(words.titleOf, { name: title })} onClose={close} actions={actions}>
      {written ? (
        <WrittenFile path={written.path} said={words.saved} />
      ) : job.running ? (
        <ProgressPanel
          job={{ ...job, run: async () => undefined }}
          label={job.progress?.step === 'layout' ? words.laying : words.reading}
          count={(done, all) => fill(words.rows, { done: formatNumber(done), total: formatNumber(all) })}
        />
      ) : (
        <div className="print-form">
          <p className="second">{list ? words.listHint : words.pageHint}</p>
          {list && total > mostRows && <TooMany total={total} />}
          {selected > 0 && list && (
            <Choice label={words.what}>
              <Segmented
                label={words.what}
                choices={[
                  { value: 'chosen', label: fill(words.chosen, { count: formatNumber(selected) }) },
                  { value: 'whole', label: fill(words.whole, { count: formatNumber(list.rows.total) }) },
                ]}
                value={onlyChosen ? 'chosen' : 'whole'}
                onChange={(value) => setOnlyChosen(value === 'chosen')}
              />
            </Choice>
          )}
          {columns.length > 1 && (
            <Choice label={words.columns}>
              <fieldset className="print-columns" aria-label={words.columns}>
                {columns.map(({ key }, at) => (
                  <label key={key}>
                    <input
                      type="checkbox"
                      checked={!hidden.has(key)}
                      // a table of no column is none
                      disabled={shown.length === 1 && !hidden.has(key)}
                      onChange={() => {
                        const next = new Set(hidden)
                        if (!next.delete(key)) next.add(key)
                        setHidden(next)
                      }}
                    />
                    {names[at]}
                  </label>
                ))}
              </fieldset>
            </Choice>
          )}
          <Choice label={words.orientation}>
            <Segmented
              label={words.orientation}
              choices={(Object.keys(words.orientations) as Orientation[]).map((value) => ({
                value,
                label: words.orientations[value],
              }))}
              value={orientation}
              onChange={setOrientation}
            />
          </Choice>
          {job.error !== null && <ErrorPanel error={job.error} />}
        </div>
      )}
    </Dialog>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="print-choice">
      <span className="print-label" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  )
}

const TooMany = ({ total }: { total: number }) => (
  <p className="print-many" role="note">
    {fill(words.tooMany, {
      total: formatNumber(total),
      most: formatNumber(mostRows),
      pages: Math.ceil(mostRows / perPage),
    })}
  </p>
)

type Seen = ReturnType<typeof useSeen>
type ListPage = Omit<Seen, 'list'> & { list: PrintedList; onlyChosen: boolean; orientation: Orientation }

async function listPage(of: ListPage, work: PrintWork, unit: string) {
  const { list, columns, title, filters, onlyChosen, orientation } = of
  const chosen = onlyChosen ? (list.selection ?? null) : null
  const cells = await readCells(
    { list, columns, chosen, most: mostRows },
    (done, total) => work.tell('rows', done, total),
    work.isStopped,
  )
  const wanted = chosen ? chosen.size : list.rows.total
  const count = cells.rows.length
  const counted = chosen
    ? fill(words.countChosen, { count: formatNumber(count) })
    : count < wanted
      ? fill(words.countOf, { total: formatNumber(wanted), count: formatNumber(count) })
      : fill(words.count, { count: formatNumber(count) })
  const landscape = orientation === 'auto' ? isWideList(widthsOf(cells)) : orientation === 'landscape'
  const html = pageHtml({
    title,
    notes: [[counted, ...filters].join(text.common.semicolon), printedAt(unit)],
    landscape,
    body: listHtml(cells, columns, chosen ? 0 : wanted - count),
  })
  return { html, landscape }
}

function recordPage({ title, sentence, filters, isWide }: Seen, orientation: Orientation, unit: string) {
  const landscape = orientation === 'auto' ? isWide : orientation === 'landscape'
  const html = pageHtml({
    title,
    notes: [sentence, filters.join(text.common.semicolon), printedAt(unit)],
    landscape,
    style: `${ownStyles()}\n${recordStyle}`,
    body: seenHtml(title),
  })
  return { html, landscape }
}
