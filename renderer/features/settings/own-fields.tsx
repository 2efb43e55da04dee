/** 自定字段: what this office records beyond the program's own fields, a line each. */
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { customKinds, customNouns } from '../../../shared/domain/custom-fields.ts'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { CustomFieldItem } from '../../../shared/views/field.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineTags } from '../../ui/inline-ref.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { freshId, saveNow } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'

const words = text.own.fields
const nounChoices = customNouns.map((value) => ({ value, label: text.domain.nouns[value] }))
const kindChoices = customKinds.map((value) => ({ value, label: text.domain.customKind[value] }))

export function OwnFieldSettings() {
  const { data: fields } = useRead('customFields.list', {})
  const [fresh, setFresh] = useState<string | null>(null)
  const add = async () => {
    const id = freshId('customFields')
    const order = between(fields?.at(-1)?.order ?? null, null)
    if (await saveNow('customFields', id, { noun: 'visits', kind: 'text', order })) setFresh(id)
  }
  return (
    <div className="setting-list">
      <p className="setting-hint">{words.hint}</p>
      {fields?.length === 0 && <p className="second">{words.empty}</p>}
      <ul>
        {fields?.map((field) => (
          <Line key={field.id} field={field} focus={field.id === fresh} />
        ))}
      </ul>
      <Button size="small" icon={Plus} onClick={() => void add()}>
        {words.add}
      </Button>
    </div>
  )
}

function Line({ field, focus }: { field: CustomFieldItem; focus: boolean }) {
  const record = useRecord('customFields', field.id)
  const name = field.name ?? words.unnamed
  return (
    <li className="setting-line">
      <InlineText bind={record.bind('name')} label={words.name} showLabel boxed autoFocus={focus} />
      <InlineChoice bind={record.bind('noun')} label={words.noun} showLabel boxed choices={nounChoices} />
      <InlineChoice bind={record.bind('kind')} label={words.kind} showLabel boxed choices={kindChoices} />
      <IconButton
        variant="text"
        icon={Trash2}
        label={fill(words.remove, { name })}
        onClick={() => void removeRecords('customFields', [field.id])}
      />
      {record.value('kind') === 'choice' && (
        <div className="setting-line-whole">
          <InlineTags
            bind={record.bind('choices')}
            label={words.choices}
            showLabel
            suggestions={[]}
            placeholder={words.choicesHint}
          />
        </div>
      )}
      {field.uses > 0 && <p className="faint setting-line-whole">{fill(words.uses, { count: field.uses })}</p>}
    </li>
  )
}
