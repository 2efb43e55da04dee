/** One conflict, side by side: 1 left, 2 right, 3 merged, or one's own words; later is always allowed. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictDetail, ConflictItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fieldLabel, isText } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { useChoiceKeys } from './choice-keys.ts'
import { Batches } from './conflict-batch.tsx'
import { chooseAll, chooseDeletion, chooseValue, postpone } from './conflict-choice.ts'
import { nextAfter } from './conflict-list.ts'
import { MergedCard, RewriteCard } from './conflict-merged.tsx'
import { DeletionSides, Sides } from './conflict-sides.tsx'
import { choiceCount, joinChoices, mergedText, useProse } from './conflict-text.tsx'
import { conflictKey, rewrite, show, useExchange } from './store.ts'

const words = text.exchange.conflict
const pages: Record<string, string> = {
  campaigns: 'campaigns',
  teams: 'campaigns',
  visits: 'visits',
  meetings: 'meetings',
  findings: 'findings',
  measures: 'measures',
  documents: 'documents',
}

type Props = { item: ConflictItem; open: readonly ConflictItem[] }

export function ConflictPanel({ item, open }: Props) {
  const key = conflictKey(item)
  const back = useExchange((state) => state.reopened[key])
  const { entity, id, field } = item
  const { data, error, refetch } = useRead('conflicts.get', { entity, id, field }, { keep: false, enabled: !back })
  const detail = back?.detail ?? data
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (detail === undefined) return <Skeleton rows={6} />
  if (detail === null) return <Empty title={words.noMore} />
  return <Conflict key={key} detail={detail} open={open} />
}

/** This computer's side lies left; else the one that shows now. */
function sidesOf(detail: ConflictDetail): [number, number] {
  const own = Math.max(
    0,
    detail.sides.findIndex((side) => side.own),
  )
  return [own, own === 0 ? 1 : 0]
}

function useMerge(detail: ConflictDetail, left: number, right: number) {
  const prose = useProse()
  const [picks, setPicks] = useState<(0 | 1)[]>([])
  const one = detail.sides[left]?.value
  const other = detail.sides[right]?.value
  const { base } = detail
  const mergeable =
    detail.kind === 'prose' && typeof base === 'string' && typeof one === 'string' && typeof other === 'string'
  const parts = prose && mergeable ? joinChoices(prose.mergeProse(base, one, other)) : null
  return { prose, parts, picks, setPicks }
}

function Conflict({ detail, open }: { detail: ConflictDetail; open: readonly ConflictItem[] }) {
  const key = conflictKey(detail)
  const [[left, right], setSides] = useState(() => sidesOf(detail))
  const [error, setError] = useState<unknown>(null)
  const { prose, parts, picks, setPicks } = useMerge(detail, left, right)
  const rewritten = useExchange((state) => state.rewritten[key])
  const deletion = detail.kind === 'deletion'
  const merged = parts && mergedText(parts, picks)
  const label = fieldLabel(detail.entity, detail.field)

  const finish = (work: Promise<void>) => {
    const next = nextAfter(open, key)
    setError(null)
    work.then(() => show(next ? { kind: 'conflict', key: conflictKey(next) } : { kind: 'auto' }), setError)
  }
  const take = (place: number) => {
    const side = detail.sides[place]
    if (side) finish(chooseValue(detail, side.value))
  }
  const later = () => finish(postpone(detail, true).then(() => showToast({ message: words.postponedDone })))
  const actions: Record<string, (() => void) | undefined> = deletion
    ? { 1: () => finish(chooseDeletion(detail, false)), 2: () => finish(chooseDeletion(detail, true)) }
    : {
        1: () => take(left),
        2: () => take(right),
        3: merged === null ? undefined : () => finish(chooseValue(detail, merged)),
      }
  useChoiceKeys(detail.incomplete ? {} : actions)

  const at = open.findIndex((one) => conflictKey(one) === key)
  const startRewriting = () => rewrite(key, merged ?? String(detail.sides[left]?.value ?? ''))
  const page = pages[detail.entity]
  return (
    <section className="conflict" aria-label={detail.title}>
      <div className="conflict-body">
        <div className="conflict-head">
          <h2>
            {deletion
              ? fill(words.headingDeletion, { title: detail.title })
              : fill(detail.sides.length > 2 ? words.headingMany : words.heading, {
                  title: detail.title,
                  field: label,
                  count: detail.sides.length,
                })}
          </h2>
          {at >= 0 && <span className="faint">{fill(words.position, { index: at + 1, total: open.length })}</span>}
        </div>
        <p className="second">
          {detail.incomplete
            ? words.incompleteText
            : deletion
              ? words.deletion
              : detail.sides.some(({ move }) => move)
                ? words.bothMoved
                : words.both}{' '}
          {page && (
            <Link page={page} id={detail.id}>
              {words.open}
            </Link>
          )}
        </p>
        {error !== null && <ErrorPanel error={error} />}
        {deletion ? (
          <DeletionSides detail={detail} onKeep={actions[1]!} onRemove={actions[2]!} />
        ) : (
          <Sides
            detail={detail}
            chosen={[left, right]}
            onSides={(next) => {
              setSides(next)
              setPicks([])
            }}
            onUse={detail.incomplete ? undefined : take}
            marks={isText(detail.entity, detail.field) ? prose?.marksOf : undefined}
          />
        )}
        {!detail.incomplete && rewritten !== undefined ? (
          <RewriteCard
            label={fill(words.rewriteLabel, { field: label })}
            value={rewritten}
            onChange={(value) => rewrite(key, value)}
          />
        ) : (
          !detail.incomplete &&
          parts && (
            <MergedCard
              parts={parts}
              picks={picks}
              onPick={(place, side) =>
                setPicks((old) => {
                  const next = Array.from({ length: choiceCount(parts) }, (_, index) => old[index] ?? 0)
                  next[place] = side
                  return next
                })
              }
            />
          )
        )}
        {!deletion && !detail.incomplete && (
          <Batches
            detail={detail}
            open={open}
            sides={[detail.sides[left], detail.sides[right]]}
            onChoose={(items, device) => {
              const rest = open.filter((one) => !items.includes(one))
              setError(null)
              chooseAll(items, device).then(
                () => show(rest[0] ? { kind: 'conflict', key: conflictKey(rest[0]) } : { kind: 'auto' }),
                setError,
              )
            }}
          />
        )}
      </div>
      <Footer
        detail={detail}
        legend={Boolean(prose) && !deletion && isText(detail.entity, detail.field)}
        rewriting={rewritten !== undefined}
        onRewrite={isText(detail.entity, detail.field) && !deletion ? startRewriting : undefined}
        onRewriteEnd={() => rewrite(key, undefined)}
        onTakeRewritten={() => finish(chooseValue(detail, rewritten || null))}
        onMerged={actions[3]}
        onLater={later}
      />
    </section>
  )
}

type FooterProps = {
  detail: ConflictDetail
  legend: boolean
  rewriting: boolean
  onRewrite?: () => void
  onRewriteEnd: () => void
  onTakeRewritten: () => void
  onMerged?: () => void
  onLater: () => void
}

function Footer(props: FooterProps) {
  const { detail, legend, rewriting, onRewrite, onRewriteEnd, onTakeRewritten, onMerged, onLater } = props
  return (
    <div className="exchange-footer">
      {legend && (
        <p className="second conflict-legend">
          {typeof detail.base === 'string' ? (
            <>
              <del>{words.deleted}</del> <ins>{words.added}</ins> {words.legend}
            </>
          ) : (
            <ins>{words.apart}</ins>
          )}
        </p>
      )}
      {!detail.incomplete && (
        <div className="page-actions">
          {!detail.postponed && !rewriting && <Button onClick={onLater}>{words.later2}</Button>}
          {rewriting ? (
            <>
              <Button onClick={onRewriteEnd}>{words.rewriteBack}</Button>
              <Button variant="primary" onClick={onTakeRewritten}>
                {words.useRewritten}
              </Button>
            </>
          ) : (
            <>
              {onRewrite && <Button onClick={onRewrite}>{words.rewrite}</Button>}
              {onMerged && (
                <Button variant="primary" onClick={onMerged}>
                  {words.useMerged}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  )
}
