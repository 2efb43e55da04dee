/** A new entry above the list: Enter in its name saves it and offers the next. */
import { X } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import { IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import type { Tab } from './directory-list.tsx'
import { type FieldOf, isLeaving, organizationFields, peopleFields } from './fields.tsx'

const words = text.directory

type Props = { tab: Tab; id: string; onNext: () => void; onClose: () => void }

export function AddRow({ tab, id, onNext, onClose }: Props) {
  const record = useRecord(tab, id)
  const fields: FieldOf<never>[] = tab === 'organizations' ? organizationFields : peopleFields
  const finish = () => {
    if (record.value('name')) onNext()
  }
  return (
    <section
      className="directory-add"
      aria-label={words.add[tab]}
      onKeyDownCapture={(event) => {
        if (isLeaving(event)) onClose()
      }}
    >
      {fields.map((field, index) => (
        <div key={`${id}-${field.name}`} className={`directory-add-${field.name}`}>
          {field.edit(record, { boxed: true, showLabel: true, autoFocus: index === 0, onEnter: finish })}
        </div>
      ))}
      <IconButton variant="text" icon={X} label={words.addClose} onClick={onClose} />
      <p className="faint">{words.adding}</p>
    </section>
  )
}
