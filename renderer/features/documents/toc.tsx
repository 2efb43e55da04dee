/** 目录: the parts of the paper with what is still to be written; below it what the checks say, and what the document is. */
import { Ellipsis, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { numberedHeadings } from '../../../shared/domain/document-text.ts'
import { moveTo } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { newId } from '../../api.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { Menu } from '../../ui/menus.tsx'
import { saveAllNow, saveNow, tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { ordersFor } from './create.ts'
import type { Analysis } from './editor/analysis.ts'
import type { PaperEditor } from './editor/editor.ts'
import { Facts } from './facts.tsx'
import type { PanelTab } from './panel.tsx'

const words = text.documents.parts

type Props = {
  page: DocumentPage
  record: EditRecord
  editor: PaperEditor | null
  analysis: Analysis | null
  current: string | null
  onTab: (tab: PanelTab) => void
}

/** A new part behind all others. */
export async function addSection(page: DocumentPage): Promise<string | null> {
  const id = newId()
  const last = page.sectionItems.at(-1)?.order ?? null
  const [order = null] = ordersFor(1, last)
  return (await saveNow('sections', id, { document: page.id, order })) ? id : null
}

export function Toc({ page, record, editor, analysis, current, onTab }: Props) {
  const [added, setAdded] = useState<string | null>(null)
  const parts =
    analysis?.parts ??
    page.sectionItems.map(({ id, heading, body }) => ({ id, heading: heading ?? '', isEmpty: !body?.trim() }))
  const names = numberedHeadings(parts.map(({ heading }) => heading))
  const missing = parts.filter(({ isEmpty }) => isEmpty)
  const move = (id: string, by: -1 | 1) => {
    const at = page.sectionItems.findIndex((section) => section.id === id)
    const writes = moveTo(page.sectionItems, id, at + by)
    void saveAllNow(writes.map((one) => ({ entity: 'sections', id: one.id, values: { order: one.order } })))
  }
  const firstMissing = missing[0]
  const isAdded = added !== null && analysis?.parts.some(({ id }) => id === added)
  useEffect(() => {
    if (!isAdded || added === null) return
    setAdded(null)
    editor?.showSection(added, 'title')
  }, [isAdded, added, editor])
  return (
    <div className="paper-toc">
      <h2>{words.toc}</h2>
      <ul className="paper-parts">
        {parts.map(({ id, isEmpty }, at) => {
          const name = names[at] || words.untitled
          const conflict = page.openSections.includes(id)
          return (
            <li key={id} className={id === current ? 'paper-part paper-part-current' : 'paper-part'}>
              <button
                type="button"
                aria-current={id === current ? 'true' : undefined}
                title={name}
                onClick={() => editor?.showSection(id)}
              >
                <span className="paper-part-name">{name}</span>
                {conflict ? (
                  <span className="paper-part-conflict">{words.conflict}</span>
                ) : (
                  isEmpty && <span className="faint">{words.missingOne}</span>
                )}
              </button>
              <Menu
                label={fill(words.menu, { name })}
                icon={Ellipsis}
                size="small"
                variant="text"
                items={[
                  { label: words.rename, onSelect: () => editor?.showSection(id, 'title') },
                  { label: words.up, disabled: at === 0, onSelect: () => move(id, -1) },
                  { label: words.down, disabled: at === parts.length - 1, onSelect: () => move(id, 1) },
                  {
                    label: words.remove,
                    danger: true,
                    disabled: parts.length === 1,
                    onSelect: () => void removeRecords('sections', [id]).catch(tellFailure),
                  },
                ]}
              />
            </li>
          )
        })}
      </ul>
      <button type="button" className="link paper-add" onClick={() => void addSection(page).then(setAdded)}>
        <Plus className="icon" size={16} aria-hidden />
        {words.add}
      </button>
      <h2>{words.checks}</h2>
      <dl className="paper-checks">
        <Check label={words.unsupported} count={analysis?.unsupported.length} onOpen={() => onTab('unsupported')} />
        <Check
          label={words.figures}
          count={analysis && analysis.differing.length + analysis.mixed.length}
          warn
          onOpen={() => onTab('figures')}
        />
        <Check
          label={words.missing}
          count={missing.length}
          onOpen={() => firstMissing && editor?.showSection(firstMissing.id)}
        />
      </dl>
      <h2>{words.facts}</h2>
      <Facts page={page} record={record} />
    </div>
  )
}

type CheckProps = { label: string; count: number | null | undefined; warn?: boolean; onOpen: () => void }

function Check({ label, count, warn = false, onOpen }: CheckProps) {
  return (
    <div>
      <dt>
        <button type="button" onClick={onOpen}>
          {label}
        </button>
      </dt>
      <dd className={warn && count ? 'paper-check-count paper-check-warn' : 'paper-check-count'}>{count ?? '…'}</dd>
    </div>
  )
}
