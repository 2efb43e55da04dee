/** Ctrl+J: findings to rest a sentence on, the ones nothing rests on yet first. Enter cites, Ctrl+Enter writes the finding as a new sentence. */
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { sentencesFrom } from '../../../shared/domain/report-draft.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Kbd } from '../../ui/button.tsx'
import { displayPunctuation, joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag } from '../../ui/marks.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { citationFor, makeCitations } from './citing.ts'
import { cite, insertSentences } from './editor/commands.ts'
import type { PaperEditor, Snapshot } from './editor/editor.ts'

const words = text.documents.cite

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
  const [active, setActive] = useState(0)
  const composing = useRef(false)
  const list = useRef<HTMLDivElement>(null)
  const filter = {
    ...(scope === 'own' && page.team ? { team: page.team } : page.campaign ? { campaign: page.campaign } : {}),
    ...(asked ? { text: asked } : {}),
  }
  const { data } = useRead('findings.list', { ...filter, offset: 0, limit: 60 })
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!composing.current) setAsked(typed.trim())
    }, 150)
    return () => clearTimeout(timer)
  }, [typed])
  const numberOf = (finding: FindingItem) => {
    const citation = page.citationItems.find(({ source }) => source.finding?.id === finding.id)
    const at = citation ? order.indexOf(citation.id) : -1
    return at < 0 ? null : at + 1
  }
  const rows = [...(data?.rows ?? [])].sort((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0))
  const index = Math.min(active, rows.length - 1)
  const hasSentence = snapshot.sentence !== null
  const choose = (finding: FindingItem, asNew: boolean) => {
    onClose()
    const { section, sentence } = snapshot
    if (hasSentence && !asNew) {
      const id = citationFor(page, section, { finding: finding.id }, sentence?.text.trim() ?? '')
      editor.run(cite(id))
    } else editor.run(insertSentences(makeCitations(page, section, sentencesFrom(finding))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 6, PageUp: index - 6 }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      const to = Math.max(0, Math.min(rows.length - 1, next))
      setActive(to)
      list.current?.children[to]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && rows[index]) {
      event.preventDefault()
      choose(rows[index], event.ctrlKey || event.metaKey)
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
      <div id="cite-list" ref={list} className="cite-list" role="listbox" aria-label={words.title} tabIndex={-1}>
        {rows.map((finding, at) => {
          const number = numberOf(finding)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            <div
              key={finding.id}
              id={`cite-${at}`}
              role="option"
              aria-selected={at === index}
              tabIndex={-1}
              className={at === index ? 'cite-option cite-option-active' : 'cite-option'}
              onMouseEnter={() => setActive(at)}
              onClick={(event) => choose(finding, event.ctrlKey || event.metaKey)}
            >
              <span className="cite-option-head">
                <KindTag kind={finding.kind} short />
                <span className="second">
                  {joinNames([...finding.topics, ...finding.regionNames.slice(0, 2).map(({ name }) => name)])}
                </span>
                {number !== null && <span className="faint">{fill(words.cited, { number })}</span>}
              </span>
              <span className="cite-option-text">{displayPunctuation(finding.summary ?? finding.quote ?? '')}</span>
            </div>
          )
        })}
      </div>
      {data && rows.length === 0 && (
        <p className="choice-none">{scope === 'own' && !asked ? words.noneOwn : words.none}</p>
      )}
      <p className="cite-keys">
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
