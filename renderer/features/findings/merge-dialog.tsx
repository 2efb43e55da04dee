/** 合并同类: the findings one chose, or those most like one, become one without losing a source. */
import { type KeyboardEvent, useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem, SimilarFinding } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { displayPunctuation, joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, Missing, useQuoteFont } from '../../ui/marks.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { mergeInto } from './batch.ts'
import { placesOf } from './columns.tsx'
import { SharedMarks } from './shared-marks.tsx'
import { tellApart, useSimilar } from './similar.ts'
import { regionsOf, Spread, topicsOf } from './spread.tsx'
import './merging.css'

const words = text.findings
const offered = 12

const saidOf = ({ summary, quote }: Pick<FindingItem, 'summary' | 'quote'>) => summary || quote || ''
export const briefOf = (finding: Pick<FindingItem, 'summary' | 'quote'>) => {
  const said = displayPunctuation(saidOf(finding))
  return said.length > 24 ? `${said.slice(0, 24)}……` : said || text.common.missing
}

export function FindingHead({ finding }: { finding: FindingItem }) {
  return (
    <span className="merge-head">
      <KindTag kind={finding.kind} short />
      <strong>{placesOf(finding) || <Missing />}</strong>
      <Spread finding={finding} />
      <span className="faint">{joinNames(topicsOf(finding))}</span>
    </span>
  )
}

/** What is kept of what was said: in its own words, then in ours. */
function Said({ finding, shared = [] }: { finding: FindingItem; shared?: readonly string[] }) {
  const { quote, summary } = finding
  if (!quote && !summary) return <Missing />
  return (
    <>
      {summary && (
        <p className="merge-summary">
          <SharedMarks said={summary} shared={shared} />
        </p>
      )}
      {quote && (
        <p className="merge-quote">
          <SharedMarks said={quote} shared={shared} />
        </p>
      )}
    </>
  )
}

type PickProps = { finding: FindingItem; onClose: (merged: boolean) => void }

/** M on one finding: what may go into it. */
export function PickDialog({ finding, onClose }: PickProps) {
  useQuoteFont()
  const { found, error, retry } = useSimilar(finding.id, offered)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ids = [...chosen].filter((id) => found?.some((one) => one.finding.id === id))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const merge = async () => {
    if (ids.length > 0 && (await mergeInto(finding.id, ids))) onClose(true)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
    const at = boxes.indexOf(event.target as HTMLInputElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key]
    if (next !== undefined && at >= 0) boxes[Math.max(0, Math.min(boxes.length - 1, next))]?.focus()
    else if (event.key === 'Enter' && at >= 0) void merge()
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title={words.merge.title}
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={ids.length === 0} onClick={() => void merge()}>
            {ids.length === 0 ? words.batch.merge : fill(words.similar.mergeMany, { count: ids.length })}
          </Button>
        </>
      }
    >
      <section className="merge-into" aria-label={words.similar.into}>
        <span className="faint">{words.similar.into}</span>
        <FindingHead finding={finding} />
        <Said finding={finding} />
      </section>
      <h3>{words.similar.title}</h3>
      <p className="faint">{words.similar.hint}</p>
      {error && <ErrorPanel error={error} onRetry={retry} />}
      {!found && !error && <Skeleton rows={5} />}
      {found?.length === 0 && <Empty title={words.similar.none} />}
      {found && found.length > 0 && (
        <PickList found={found} chosen={chosen} onToggle={toggle} onKeyDown={onKeyDown} id={finding.id} />
      )}
    </Dialog>
  )
}

type ListProps = {
  found: readonly SimilarFinding[]
  chosen: ReadonlySet<string>
  onToggle: (id: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
  id: string
}

function PickList({ found, chosen, onToggle, onKeyDown, id }: ListProps) {
  // the list came after the dialog took the focus
  useEffect(() => {
    const active = document.activeElement
    const box = document.querySelector<HTMLInputElement>('.merge-list input')
    if (!active?.closest('.merge-list')) box?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the boxes inside
    <div className="merge-list" onKeyDown={onKeyDown}>
      {found.map(({ finding, score, shared }) => (
        <div key={finding.id} className="merge-row">
          <label>
            <input
              type="checkbox"
              className="row-check"
              aria-label={fill(words.similar.choose, { text: briefOf(finding) })}
              checked={chosen.has(finding.id)}
              onChange={() => onToggle(finding.id)}
            />
            <span className="merge-said">
              <FindingHead finding={finding} />
              <Said finding={finding} shared={shared} />
            </span>
          </label>
          <span className="merge-aside">
            <span className="faint">{fill(words.similar.score, { percent: Math.round(score * 100) })}</span>
            <Button
              size="small"
              variant="text"
              aria-label={fill(words.similar.distinctOf, { text: briefOf(finding) })}
              onClick={() => void tellApart(id, finding.id)}
            >
              {words.similar.distinct}
            </Button>
          </span>
        </div>
      ))}
    </div>
  )
}

/** The one others go into, unless a person says otherwise: one that was summed up, then what most cities say, then the oldest. */
function proposedOf(findings: readonly FindingItem[]): string {
  const rank = ({ summary, cities, id }: FindingItem): [number, number, string] => [summary ? 0 : 1, -cities, id]
  const before = (a: FindingItem, b: FindingItem) => {
    const [left, right] = [rank(a), rank(b)]
    const at = left.findIndex((part, index) => part !== right[index])
    return at >= 0 && left[at]! < right[at]!
  }
  return findings.reduce((best, one) => (before(one, best) ? one : best)).id
}

const sourceCount = (findings: readonly FindingItem[]) =>
  new Set(
    findings.flatMap(({ visits, meetings, statements, sites }) => [...visits, ...meetings, ...statements, ...sites]),
  ).size

type ChosenProps = { findings: readonly FindingItem[]; onClose: (merged: boolean) => void }

/** Several are selected: which of them speaks for all. */
export function MergeDialog({ findings, onClose }: ChosenProps) {
  useQuoteFont()
  const [kept, setKept] = useState(() => proposedOf(findings))
  const others = findings.filter(({ id }) => id !== kept)
  const merge = async () => {
    if (
      await mergeInto(
        kept,
        others.map(({ id }) => id),
      )
    )
      onClose(true)
  }
  const names = (lists: (string | null)[][]) => joinNames([...new Set(lists.flat())])
  return (
    <Dialog
      title={words.merge.title}
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{text.common.cancel}</Button>
          <Button variant="primary" onClick={() => void merge()}>
            {fill(words.merge.confirm, { count: findings.length })}
          </Button>
        </>
      }
    >
      <p className="faint">{words.merge.hint}</p>
      <div className="merge-list" role="radiogroup" aria-label={words.merge.keep}>
        {findings.map((finding) => (
          <div key={finding.id} className={`merge-row${finding.id === kept ? ' merge-row-kept' : ''}`}>
            <label>
              <input
                type="radio"
                name="kept"
                className="row-check"
                aria-label={`${words.merge.keep}${text.common.colon}${briefOf(finding)}`}
                checked={finding.id === kept}
                onChange={() => setKept(finding.id)}
              />
              <span className="merge-said">
                <FindingHead finding={finding} />
                <Said finding={finding} />
              </span>
            </label>
            {finding.id === kept && <span className="merge-aside">{words.merge.keep}</span>}
          </div>
        ))}
      </div>
      <dl className="facts merge-union">
        <dt>{words.merge.union}</dt>
        <dd>{fill(words.merge.sources, { count: sourceCount(findings) })}</dd>
        <dt>{text.domain.fields.findings.regions}</dt>
        <dd>{names(findings.map((one) => regionsOf(one).map(({ name }) => name))) || <Missing />}</dd>
        <dt>{text.domain.fields.findings.topics}</dt>
        <dd>{names(findings.map(topicsOf)) || <Missing />}</dd>
      </dl>
    </Dialog>
  )
}
