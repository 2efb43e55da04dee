/** Two versions, or a version and the text as it is now, word by word; each change is a step of F8, a version comes back as an edit. */
import { ArrowLeft, ChevronDown, ChevronUp, RotateCcw } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { wholeText } from '../../../shared/domain/document-text.ts'
import type { Mark } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage, VersionItem } from '../../../shared/views/documents.ts'
import { call, useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { BottomStrip, Empty, PageHeader, Skeleton } from '../../ui/page.tsx'
import { type Query, setQuery } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { recordAction } from '../../ui/undo.ts'
import { useKey } from '../../ui/use-key.ts'
import type { Compared } from './compare.ts'
import type { ScreenProps } from './record.tsx'
import { useCompared } from './use-compared.ts'
import './versions.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.documents.versions
const now = 'now'

const timeOf = ({ at }: Pick<VersionItem, 'at'>) => (at ?? '').replace('T', ' ').slice(0, 16)

function useText(page: DocumentPage, version: string): string | null {
  const { data } = useRead(
    'records.get',
    { entity: 'versions', id: version },
    { enabled: version !== now, keep: false },
  )
  const current = useMemo(() => wholeText(page.title, page.sectionItems), [page.title, page.sectionItems])
  return version === now ? current : data ? String(data.fields.body ?? '') : null
}

/** Which two: as the address says, else the newest version against the text of now. */
function chosen(page: DocumentPage, query: Query): { left: string; right: string } {
  const known = (id: string | undefined) => id === now || page.versionItems.some((version) => version.id === id)
  const [newest] = page.versionItems
  return {
    left: known(query.left) ? String(query.left) : (newest?.id ?? now),
    right: known(query.right) ? String(query.right) : now,
  }
}

export function VersionsScreen({ page, query }: ScreenProps) {
  const { left, right } = chosen(page, query)
  const isInline = query.marks === 'inline'
  const before = useText(page, left)
  const after = useText(page, right)
  const compared = useCompared(before, after)
  const body = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another comparison begins at its first change
  useEffect(() => setPlace(-1), [left, right])
  const choices = [
    { value: now, label: words.current },
    ...page.versionItems.map((version) => ({
      value: version.id,
      label: fill(words.number, { number: version.number ?? '' }),
      hint: [version.note ?? text.domain.documentStage[(version.stage ?? 'draft') as 'draft'], timeOf(version)].join(
        ' ',
      ),
    })),
  ]
  const go = (by: 1 | -1) => {
    const places = [...(body.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])]
    const numbers = [...new Set(places.map((one) => Number(one.dataset.change)))].sort((a, b) => a - b)
    if (numbers.length === 0) return
    const at = Math.max(0, Math.min(numbers.length - 1, place + by))
    setPlace(at)
    const target = places.find((one) => Number(one.dataset.change) === numbers[at])
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }
  useKey((event) => {
    const by = isKey(event, 'paper.nextChange') ? 1 : isKey(event, 'paper.previousChange') ? -1 : 0
    if (by !== 0) go(by)
    return by !== 0
  })
  const restorable = [left, right].map((id) => page.versionItems.find((version) => version.id === id)).find(Boolean)
  return (
    <div className="page">
      <PageHeader
        title={words.title}
        sentence={page.title}
        actions={
          <>
            <Link page="documents" id={page.id} className="button">
              <ArrowLeft className="icon" size={18} aria-hidden />
              {words.back}
            </Link>
            {restorable && (
              <ExportMenu
                papers={['report']}
                of={{ ids: [page.id], version: restorable.id }}
                label={fill(words.export, { number: restorable.number ?? '' })}
              />
            )}
            {restorable && (
              <Button icon={RotateCcw} title={words.restoreHint} onClick={() => void restore(restorable)}>
                {fill(words.restore, { number: restorable.number ?? '' })}
              </Button>
            )}
          </>
        }
      />
      <div className="filter-row">
        <FilterMenu
          label={words.left}
          choices={choices}
          value={left}
          all={false}
          plain
          onChange={(value) => setQuery({ left: value })}
        />
        <FilterMenu
          label={words.right}
          choices={choices}
          value={right}
          all={false}
          plain
          onChange={(value) => setQuery({ right: value })}
        />
        <Segmented
          label={words.view}
          choices={[
            { value: 'beside', label: words.sideBySide },
            { value: 'inline', label: words.inline },
          ]}
          value={isInline ? 'inline' : 'beside'}
          onChange={(value) => setQuery({ marks: value === 'inline' ? 'inline' : undefined })}
        />
        <span className="filter-row-end">
          {compared && (
            <span className="second" role="status">
              {compared.changes === 0
                ? words.same2
                : place < 0
                  ? fill(words.changes, { count: compared.changes })
                  : fill(words.place, { index: place + 1, count: compared.changes })}
            </span>
          )}
          <IconButton
            size="small"
            icon={ChevronUp}
            label={words.previousChange}
            disabled={!compared?.changes}
            onClick={() => go(-1)}
          />
          <IconButton
            size="small"
            icon={ChevronDown}
            label={words.nextChange}
            disabled={!compared?.changes}
            onClick={() => go(1)}
          />
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a frame that scrolls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts are scrolled by keyboard too */}
      <div ref={body} className="page-body versions-body" role="group" aria-label={words.title} tabIndex={0}>
        {page.versionItems.length === 0 ? (
          <Empty title={words.none} />
        ) : compared === null ? (
          <Skeleton rows={6} />
        ) : (
          <Text
            compared={compared}
            inline={isInline}
            current={place}
            names={[nameOf(choices, left), nameOf(choices, right)]}
          />
        )}
      </div>
      <BottomStrip
        keys={[
          { keys: ['F8'], label: words.nextChange },
          { keys: ['Shift F8'], label: words.previousChange },
        ]}
      />
    </div>
  )
}

const nameOf = (choices: readonly { value: string; label: string; hint?: string }[], id: string) => {
  const choice = choices.find(({ value }) => value === id)
  return [choice?.label, choice?.hint].filter(Boolean).join(' ')
}

async function restore({ id, number }: VersionItem) {
  try {
    const { kept } = await call('versions.restore', { version: id })
    // the version that was kept of the text before is the newest now
    setQuery({ left: id, right: now })
    const undo = recordAction(
      () => call('versions.restore', { version: kept }),
      () => call('versions.restore', { version: id }),
    )
    showToast({ message: fill(words.restored, { number: number ?? '' }), undo })
  } catch (error) {
    showFailure(error)
  }
}

type TextProps = { compared: Compared; inline: boolean; current: number; names: [string, string] }

function Text({ compared, inline, current, names }: TextProps) {
  const { title, parts } = compared
  const places = { next: 0 }
  const all = [
    { key: 'title', heading: counted(title, places), body: [] as Counted[] },
    ...parts.map(({ heading, body }, at) => ({
      key: String(at),
      heading: counted(heading, places),
      body: counted(body, places),
    })),
  ]
  const column = (side: 'deleted' | 'added' | null) => (
    <article className="versions-text">
      <h2 className="versions-name">
        {inline ? fill(words.between, { left: names[0], right: names[1] }) : names[side === 'added' ? 1 : 0]}
      </h2>
      {all.map(({ key, heading, body }) => (
        <section key={key}>
          <h3 className={key === 'title' ? 'versions-title' : undefined}>
            <Marks marks={heading} side={side} current={current} />
          </h3>
          <div className="versions-prose">
            <Marks marks={body} side={side} current={current} />
          </div>
        </section>
      ))}
    </article>
  )
  if (inline) return column(null)
  return (
    <div className="versions-sides">
      {column('deleted')}
      {column('added')}
    </div>
  )
}

type Counted = Mark & { place: number; at: number }

/** Numbers the changes; what was taken out and what came in its place share one. */
function counted(marks: readonly Mark[], places: { next: number }): Counted[] {
  let at = 0
  return marks.map((mark, index) => {
    if (mark.mark !== 'same' && (index === 0 || marks[index - 1]?.mark === 'same')) places.next++
    const one = { ...mark, place: places.next - 1, at }
    at += mark.text.length
    return one
  })
}

/** `side`: only what stands there; `null`: both. */
function Marks({
  marks,
  side,
  current,
}: {
  marks: readonly Counted[]
  side: 'deleted' | 'added' | null
  current: number
}) {
  return marks.map(({ text: said, mark, place, at }) => {
    if (mark === 'same') return <span key={at}>{said}</span>
    if (side !== null && mark !== side) return null
    const Tag = mark === 'deleted' ? 'del' : 'ins'
    return (
      <Tag
        key={`${at}${mark}`}
        data-change={place}
        tabIndex={-1}
        className={place === current ? 'versions-current' : undefined}
      >
        {said}
      </Tag>
    )
  })
}
