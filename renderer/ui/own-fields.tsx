/** 自定字段 of one record, edited as its own fields are. Draws nothing where the office has none for the noun. */
import { useMemo } from 'react'
import { type CustomNoun, customOwners } from '../../shared/domain/custom-fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { CustomFieldOf } from '../../shared/views/field.ts'
import { useRead } from '../api.ts'
import { useRecord } from './editing.ts'
import { InlineChoice } from './inline-choice.tsx'
import { InlineDate } from './inline-date.tsx'
import { InlineText } from './inline-text.tsx'

const words = text.own.fields

export function OwnFields({ noun, id }: { noun: CustomNoun; id: string }) {
  const { data: fields } = useRead('customFields.ofRecord', { noun, id })
  if (!fields?.length) return null
  return (
    <>
      <h3>{words.section}</h3>
      <dl className="facts">
        {fields.map((field) => (
          <OwnField key={field.id} noun={noun} id={id} field={field} />
        ))}
      </dl>
    </>
  )
}

const isNumber = (value: string): boolean => /^[+-]?\d+(\.\d+)?$/.test(value.trim().replaceAll(',', ''))

function OwnField({ noun, id, field }: { noun: CustomNoun; id: string; field: CustomFieldOf }) {
  const defaults = useMemo(() => ({ field: field.id, [customOwners[noun]]: id }), [noun, id, field.id])
  const record = useRecord('customValues', field.valueId, defaults)
  const bind = record.bind('value')
  const label = field.name ?? text.common.unnamed
  const typed = typeof bind.value === 'string' ? bind.value : ''
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {field.kind === 'date' ? (
          <InlineDate record={record} label={label} fields={{ start: 'value' }} />
        ) : field.kind === 'choice' ? (
          <InlineChoice
            bind={bind}
            label={label}
            clearable
            choices={field.choices.map((value) => ({ value, label: value }))}
          />
        ) : (
          <InlineText bind={bind} label={label} />
        )}
        {field.kind === 'number' && typed !== '' && !isNumber(typed) && (
          <span className="inline-error" role="alert">
            {words.numberWrong}
          </span>
        )}
      </dd>
    </>
  )
}
