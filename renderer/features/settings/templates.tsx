/** 提纲模板: lists of questions for a topic, which teams take over into their outlines. */
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Template } from '../../../shared/domain/documents.ts'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineTags } from '../../ui/inline-ref.tsx'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { freshId, saveNow } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'

const words = text.own.templates

export function OutlineTemplates() {
  const { data: templates } = useRead('templates.list', { kind: 'outline' })
  const { data: topics = [] } = useRead('topics.list', {})
  const [fresh, setFresh] = useState<string | null>(null)
  const add = async () => {
    const id = freshId('templates')
    const order = between(templates?.at(-1)?.order ?? null, null)
    if (await saveNow('templates', id, { kind: 'outline', order })) setFresh(id)
  }
  return (
    <div className="setting-list">
      <p className="setting-hint">{words.hint}</p>
      {templates?.length === 0 && <p className="second">{words.empty}</p>}
      <ul>
        {templates?.map((template) => (
          <Line key={template.id} template={template} topics={topics} focus={template.id === fresh} />
        ))}
      </ul>
      <Button size="small" icon={Plus} onClick={() => void add()}>
        {words.add}
      </Button>
    </div>
  )
}

function Line({ template, topics, focus }: { template: Template; topics: readonly string[]; focus: boolean }) {
  const record = useRecord('templates', template.id)
  const name = template.name ?? words.unnamed
  return (
    <li className="setting-line setting-template">
      <InlineText bind={record.bind('name')} label={words.name} showLabel boxed autoFocus={focus} />
      <IconButton
        variant="text"
        icon={Trash2}
        label={fill(words.remove, { name })}
        onClick={() => void removeRecords('templates', [template.id])}
      />
      <div className="setting-line-whole">
        <InlineTags bind={record.bind('topics')} label={words.topics} showLabel suggestions={topics} />
      </div>
      <div className="setting-line-whole">
        <InlineProse bind={record.bind('body')} label={words.body} showLabel boxed minRows={3} />
      </div>
    </li>
  )
}
