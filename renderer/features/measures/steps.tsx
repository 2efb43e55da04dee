/** 办理: the stages as a line of knots with when each was reached, and what can be done next. */
import { useRef, useState } from 'react'
import { isBack, type MeasureStage, stageOf } from '../../../shared/domain/ledger-rules.ts'
import { measureStages } from '../../../shared/domain/measures.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { isKey } from '../../ui/key-map.ts'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Menu } from '../../ui/menus.tsx'
import { Section } from '../../ui/page.tsx'
import { StepForm, stepName, stepsFrom } from '../../ui/step-form.tsx'
import { useKey } from '../../ui/use-key.ts'

const words = text.ledger.record

/** The day each stage up to the current one was last reached. */
function knotsOf({ stage, proceedings }: MeasurePage): Knot[] {
  const current = measureStages.indexOf(stageOf(stage))
  const moves = proceedings.filter(({ kind }) => kind === 'move')
  return measureStages.map((one, at) => ({
    key: one,
    title: text.domain.measureStage[one],
    note: at <= current ? moves.find(({ to }) => to === one)?.at?.slice(0, 10) : undefined,
    state: at < current ? 'done' : at === current ? 'current' : 'open',
  }))
}

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]')

export function Steps({ page }: { page: MeasurePage }) {
  const [to, setTo] = useState<MeasureStage | null>(null)
  const section = useRef<HTMLDivElement>(null)
  const from = stageOf(page.stage)
  const [next, ...others] = stepsFrom(from)
  const back = others.filter((one) => isBack(from, one))
  useKey((event) => {
    if (!isKey(event, 'ledger.step') || inField(event.target)) return false
    setTo(next ?? null)
    return true
  })
  const close = () => {
    setTo(null)
    section.current?.querySelector<HTMLElement>('.measure-next button')?.focus()
  }
  return (
    <Section
      title={words.steps}
      note={fill(words.stepsNote, { stage: text.domain.measureStage[from] })}
      action={
        to === null && (
          <span className="measure-next">
            {back.length > 0 && (
              <Menu
                label={words.back}
                size="small"
                variant="text"
                items={back.map((one) => ({ label: stepName(from, one), onSelect: () => setTo(one) }))}
              />
            )}
            {next && (
              <Button size="small" variant="primary" title={`${stepName(from, next)} (J)`} onClick={() => setTo(next)}>
                {next === from ? words.outcomeAgain : stepName(from, next)}
              </Button>
            )}
          </span>
        )
      }
    >
      <div ref={section}>
        <Knots label={words.steps} knots={knotsOf(page)} across />
        {to && (
          <div className="measure-step">
            <StepForm key={to} measures={[page]} to={to} onDone={close} onCancel={close} />
          </div>
        )}
        {page.stage === 'reviewed' && page.outcome && (
          <p className="measure-outcome">
            <strong>{text.domain.outcome[page.outcome]}</strong>
            {page.outcomeNote}
          </p>
        )}
      </div>
    </Section>
  )
}
