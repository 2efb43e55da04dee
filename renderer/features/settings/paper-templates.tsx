/** 公文模板: the office's own .docx, a line each, with what they ask for; and the list of what they may ask for. */
import { FlaskConical, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { type PaperName, paperNames, type TemplateItem } from '../../../shared/contract/papers.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { ExportDialog, type PaperOf } from '../../ui/export-dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { Menu } from '../../ui/menus.tsx'
import { ErrorPanel } from '../../ui/page.tsx'
import { addTemplate, braced, TemplatePlaces } from '../../ui/template-places.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { removeRecords } from '../../ui/undo.ts'
import { PlaceholderList } from './placeholder-list.tsx'

const words = text.templates
const papers = paperNames.map((value) => ({ value, label: text.papers.names[value] }))

type Trial = { template: string; paper: PaperName; of: PaperOf }

export function PaperTemplates() {
  const { data: templates } = useRead('papers.templates', {})
  const [error, setError] = useState<unknown>(null)
  const [trial, setTrial] = useState<Trial | null>(null)
  const add = async (paper: PaperName) => {
    setError(null)
    const added = await addTemplate(paper)
    if (added) showToast({ message: fill(words.added, { name: added.name }) })
  }
  const tryOut = async ({ id, paper }: TemplateItem) => {
    if (!paper) return
    const example = await call('papers.example', { paper })
    if (example) {
      const { title: _, ...of } = example
      setTrial({ template: id, paper, of })
    } else showToast({ message: fill(words.tryNone, { paper: text.papers.names[paper] }) })
  }
  const { title, body } = text.papers.placeholders
  return (
    <div className="setting-list">
      <p className="setting-hint">{fill(words.hint, { title: braced(title), body: braced(body) })}</p>
      {templates?.length === 0 && <p className="second">{words.empty}</p>}
      <ul>
        {templates?.map((template) => (
          <Line key={template.id} template={template} onTry={() => void tryOut(template).catch(showFailure)} />
        ))}
      </ul>
      {error !== null && <ErrorPanel error={error} />}
      <div className="setting-add">
        <Menu
          label={words.add}
          size="small"
          items={papers.map(({ value, label }) => ({
            label: fill(words.addFor, { paper: label }),
            onSelect: () => void add(value).catch(setError),
          }))}
        >
          <Plus className="icon" size={16} aria-hidden />
          {words.add}
        </Menu>
      </div>
      <PlaceholderList />
      {trial && (
        <ExportDialog paper={trial.paper} of={trial.of} template={trial.template} onClose={() => setTrial(null)} />
      )}
    </div>
  )
}

function Line({ template, onTry }: { template: TemplateItem; onTry: () => void }) {
  const { id, file, here } = template
  const record = useRecord('templates', id)
  const name = template.name || words.unnamed
  return (
    <li className="setting-line setting-paper">
      <InlineText bind={record.bind('name')} label={words.name} showLabel boxed />
      <InlineChoice bind={record.bind('paper')} label={words.paper} showLabel boxed choices={papers} />
      <Button
        icon={FlaskConical}
        disabled={!here || !template.paper}
        title={fill(words.tryTitle, { name })}
        onClick={onTry}
      >
        {words.try}
      </Button>
      <IconButton
        variant="text"
        icon={Trash2}
        label={fill(words.remove, { name })}
        onClick={() => void removeRecords('templates', [id]).catch(showFailure)}
      />
      <div className="setting-line-whole">
        {file && <p className="faint">{fill(words.file, { file })}</p>}
        {here ? <TemplatePlaces id={id} /> : <p className="second">{words.away}</p>}
      </div>
    </li>
  )
}
