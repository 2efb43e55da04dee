/**
 * Ctrl+J: findings, statements, photos and figures to rest a sentence on, the ones nothing rests on yet first. Enter cites, Ctrl+Enter
 * writes what it says as a new sentence; Alt+1 to 4 choose among what.
 */
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type DraftSentence, type Support, sentencesFrom, sentencesIn } from '../../../shared/domain/report-draft.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { CitableItem, DocumentPage } from '../../../shared/views/documents.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Kbd } from '../../ui/button.tsx'
import { displayPunctuation, joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { digitKey, isKey } from '../../ui/key-map.ts'
import { KindTag } from '../../ui/marks.tsx'
import { photoUrl } from '../../ui/photo-url.ts'
import { Popover } from '../../ui/popover.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { citationFor, makeCitations } from './citing.ts'
import { cite, insertSentences } from './editor/commands.ts'
import type { PaperEditor, Snapshot } from './editor/editor.ts'
import './cite.css'

const words = text.documents.cite

const sources = ['finding', 'statement', 'attachment', 'indicator'] as const
type Source = (typeof sources)[number]
type Row = {
  id: string
  support: Support
  head: ReactNode
  said: string | null
  sha256?: string | null
  sentences: () => DraftSentence[]
}

const ofFinding = (finding: FindingItem): Row => ({
  id: finding.id,
  support: { finding: finding.id },
  head: (
    <>
      <KindTag kind={finding.kind} short />
      <span className="second">
        {joinNames([...finding.topics, ...finding.regionNames.slice(0, 2).map(({ name }) => name)])}
      </span>
    </>
  ),
  said: finding.summary ?? finding.quote,
  sentences: () => sentencesFrom(finding),
})

function ofSource(source: Exclude<Source, 'finding'>, { id, head, said, sha256 }: CitableItem): Row {
  const support = { [source]: id } as Support
  return {
    id,
    support,
    head: <span className="second">{joinNames(head)}</span>,
    said,
    sha256,
    sentences: () => sentencesIn(said, support),
  }
}

type Props = {
  page: DocumentPage
  editor: PaperEditor
  snapshot: Snapshot
  anchor: RefObject<HTMLElement | null>
  /** Citations in their order. */
  order: readonly string[]
  onClose: () => void
}

export function CitePalette({ page, editor, snapshot, anchor, order, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [scope, setScope] = useState<'own' | 'all'>(page.team ? 'own' : 'all')
  const [source, setSource] = useState<Source>('finding')
  const [active, setActive] = useState(0)
  const composing = useRef(false)
  const list = useRef<HTMLDivElement>(null)
  const filter = {
    ...(scope === 'own' && page.team ? { team: page.team } : page.campaign ? { campaign: page.campaign } : {}),
    ...(asked ? { text: asked } : {}),
  }
  const findings = useRead('findings.list', { ...filter, offset: 0, limit: 60 }, { enabled: source === 'finding' })
  const citable = useRead(
    'documents.citable',
    {
      id: page.id,
      source: source === 'finding' ? 'statement' : source,
      own: scope === 'own',
      ...(asked ? { text: asked } : {}),
    },
    { enabled: source !== 'finding', keep: false },
  )
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!composing.current) setAsked(typed.trim())
    }, 150)
    return () => clearTimeout(timer)
  }, [typed])
  const numberOf = (id: string) => {
    const citation = page.citationItems.find((one) =>
      source === 'finding' ? one.source.finding?.id === id : one[source] === id,
    )
    const at = citation ? order.indexOf(citation.id) : -1
    return at < 0 ? null : at + 1
  }
  const found =
    source === 'finding' ? findings.data?.rows.map(ofFinding) : citable.data?.map((row) => ofSource(source, row))
  const rows = [...(found ?? [])].sort((a, b) => (numberOf(a.id) ?? 0) - (numberOf(b.id) ?? 0))
  const index = Math.min(active, rows.length - 1)
  const hasSentence = snapshot.sentence !== null
  const choose = (row: Row, asNew: boolean) => {
    onClose()
    const { section, sentence } = snapshot
    if (hasSentence && !asNew) {
      const id = citationFor(page, section, row.support, sentence?.text.trim() ?? '')
      editor.run(cite(id))
    } else editor.run(insertSentences(makeCitations(page, section, row.sentences())))
  }
  const chooseSource = (next: Source) => {
    setSource(next)
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const chosen = sources[(digitKey(event, 'paper.source') ?? 0) - 1]
    if (chosen) {
      event.preventDefault()
      return chooseSource(chosen)
    }
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 6, PageUp: index - 6 }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      const to = Math.max(0, Math.min(rows.length - 1, next))
      setActive(to)
      list.current?.children[to]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && rows[index]) {
      event.preventDefault()
      choose(rows[index], isKey(event, 'paper.asNew'))
    }
  }
  return (
    <Popover anchor={anchor} onClose={onClose} role="dialog" label={words.title} className="cite-palette">
      <div className="cite-palette-head">
        <input
          className="popover-search"
          role="combobox"
          aria-label={words.search}
          aria-expanded
          aria-controls="cite-list"
          aria-activedescendant={rows[index] ? `cite-${index}` : undefined}
          placeholder={words.search}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={(event) => {
            composing.current = false
            setAsked(event.currentTarget.value.trim())
          }}
          onKeyDown={onKeyDown}
        />
        {page.team && (
          <Segmented
            label={words.scope}
            choices={[
              { value: 'own', label: words.own },
              { value: 'all', label: words.all },
            ]}
            value={scope}
            onChange={(value) => setScope(value === 'own' ? 'own' : 'all')}
          />
        )}
      </div>
      <div className="cite-sources">
        <Segmented
          label={words.sources.label}
          choices={sources.map((value) => ({ value, label: words.sources[value] }))}
          value={source}
          onChange={chooseSource}
        />
      </div>
      <div id="cite-list" ref={list} className="cite-list" role="listbox" aria-label={words.title} tabIndex={-1}>
        {rows.map((row, at) => {
          const number = numberOf(row.id)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            <div
              key={row.id}
              id={`cite-${at}`}
              role="option"
              aria-selected={at === index}
              tabIndex={-1}
              className={at === index ? 'cite-option cite-option-active' : 'cite-option'}
              onMouseEnter={() => setActive(at)}
              onClick={(event) => choose(row, event.ctrlKey || event.metaKey)}
            >
              {row.sha256 && (
                <img
                  className="cite-photo"
                  src={photoUrl({ sha256: row.sha256, mediaType: null })}
                  alt=""
                  loading="lazy"
                  decoding="async"
                />
              )}
              <span className="cite-option-head">
                {row.head}
                {number !== null && <span className="faint">{fill(words.cited, { number })}</span>}
              </span>
              <span className="cite-option-text">{displayPunctuation(row.said ?? '')}</span>
            </div>
          )
        })}
      </div>
      {found && rows.length === 0 && (
        <p className="choice-none">
          {source !== 'finding' ? words.noSource[source] : scope === 'own' && !asked ? words.noneOwn : words.none}
        </p>
      )}
      <p className="cite-keys">
        <span>
          <Kbd>Alt 1–4</Kbd>
          {words.sources.label}
        </span>
        <span>
          <Kbd>Enter</Kbd>
          {hasSentence ? words.keys.cite : words.keys.write}
        </span>
        {hasSentence && (
          <span>
            <Kbd>Ctrl Enter</Kbd>
            {words.keys.write}
          </span>
        )}
      </p>
    </Popover>
  )
}
