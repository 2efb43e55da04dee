/** 问题分析: why, whom it touches, who can do something about it. Open for problems, folded for the rest until something is in it. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineProse } from '../../ui/inline-text.tsx'

const words = text.findings.analysis
const labels = text.domain.fields.findings
const fields = ['cause', 'impact', 'responsibility'] as const

export function Analysis({ record }: { record: EditRecord }) {
  const isProblem = record.value('kind') === 'problem'
  const isFilled = fields.some((field) => Boolean(record.value(field)))
  const [open, setOpen] = useState<boolean>()
  return (
    <details
      className="section finding-analysis"
      open={open ?? (isProblem || isFilled)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h2>{words.title}</h2>
        <span className="faint">{words.note}</span>
      </summary>
      <dl>
        <dt>{labels.cause}</dt>
        <dd>
          <InlineProse bind={record.bind('cause')} label={labels.cause} placeholder={words.causeHint} face="reading" />
        </dd>
        <dt>{labels.impact}</dt>
        <dd>
          <InlineProse
            bind={record.bind('impact')}
            label={labels.impact}
            placeholder={words.impactHint}
            face="reading"
          />
        </dd>
        <dt>{labels.responsibility}</dt>
        <dd>
          <InlineChoice
            bind={record.bind('responsibility')}
            label={labels.responsibility}
            choices={choicesOf(text.domain.responsibility)}
            clearable
          />
        </dd>
      </dl>
    </details>
  )
}
