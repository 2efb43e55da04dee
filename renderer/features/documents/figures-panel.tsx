/** 数字核对: figures of the text against the indicators. */
import { Check, TriangleAlert } from 'lucide-react'
import type { FigureCheck, KnownFigure } from '../../../shared/domain/figure-check.ts'
import type { Figure, FigureBound } from '../../../shared/domain/figures.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { fill } from '../../ui/fill.ts'
import type { Analysis, CheckedSentence } from './editor/analysis.ts'
import type { PanelProps } from './panel.tsx'

const words = text.documents.figures

const bounded = (bound: FigureBound | null, value: string) =>
  bound && bound !== 'equal' ? fill(words[bound], { value }) : value
const rateOf = (rate: string) =>
  rate.startsWith('-') ? fill(words.rateDown, { rate: rate.slice(1) }) : fill(words.rateUp, { rate })

/** `4.91 亿元，+20%` */
function shownFigure(
  value: string | null,
  unit: string | null,
  bound: FigureBound | null,
  rate: string | null,
): string {
  const said = bounded(bound, [value, unit].filter(Boolean).join(' '))
  return rate ? `${said}${text.common.comma}${rateOf(rate)}` : said
}
const saidOf = ({ value, unit, bound, yearOnYear }: Figure) => shownFigure(value, unit, bound, yearOnYear)
const knownOf = ({ value, unit, bound, yearOnYear }: KnownFigure, rate: boolean) =>
  shownFigure(value, unit, bound, rate ? yearOnYear : null)

/** What is wrong, with what the indicator says. */
function differenceOf({ indicator, wrong }: FigureCheck): string {
  if (!indicator) return ''
  if (wrong.includes('unit')) return fill(words.unit, { value: knownOf(indicator, false) })
  if (wrong.includes('bound')) return fill(words.bound, { value: knownOf(indicator, false) })
  return fill(words.indicator, { value: knownOf(indicator, wrong.includes('yearOnYear')) })
}

function Row({ check }: { check: FigureCheck }) {
  const { figure, indicator, state } = check
  return (
    <li className={`figure-row figure-${state}`}>
      <span className="figure-name">{indicator?.name ?? (figure.name || words.unnamed)}</span>
      <span className="figure-said">{saidOf(figure)}</span>
      <span className="figure-state">
        {state === 'agrees' && <Check className="icon" size={16} aria-hidden />}
        {state === 'differs' && <TriangleAlert className="icon" size={16} aria-hidden />}
        {words[state]}
      </span>
      {state === 'differs' && <span className="figure-known">{differenceOf(check)}</span>}
    </li>
  )
}

function Mixed({ analysis, onGo }: { analysis: Analysis; onGo?: (from: number, to: number) => void }) {
  return analysis.mixed.map(({ from, to, people, times }) => (
    <div key={from} className="paper-warning">
      <TriangleAlert className="icon" size={18} aria-hidden />
      <p>
        {fill(words.mixed, { people, times })}
        {onGo && (
          <button type="button" className="link" onClick={() => onGo(from, to)}>
            {words.go}
          </button>
        )}
      </p>
    </div>
  ))
}

/** Of the sentence at the caret, below what it rests on. */
export function SentenceFigures({
  sentence,
  analysis,
}: {
  sentence: CheckedSentence | null
  analysis: Analysis | null
}) {
  const checks = sentence?.checks ?? []
  if (checks.length === 0 && !analysis?.mixed.length) return null
  return (
    <section className="paper-figures" aria-label={words.sentence}>
      {checks.length > 0 && (
        <>
          <h2>{words.sentence}</h2>
          <ul>
            {checks.map((check) => (
              <Row key={check.figure.from} check={check} />
            ))}
          </ul>
        </>
      )}
      {analysis && <Mixed analysis={analysis} />}
    </section>
  )
}

export function FiguresPanel({ editor, analysis }: PanelProps) {
  if (!analysis) return null
  const all = analysis.sentences.flatMap(({ checks }) => checks)
  const count = (state: FigureCheck['state']) => all.filter((check) => check.state === state).length
  const hasTrouble = analysis.differing.length + analysis.mixed.length > 0
  return (
    <>
      <Mixed analysis={analysis} onGo={(from, to) => editor?.show(from, to)} />
      {analysis.differing.map(({ from, to, text: sentence, checks }) => (
        <article key={from} className="paper-differing">
          <button type="button" className="paper-jump" onClick={() => editor?.show(to, to)}>
            {sentence.trim()}
          </button>
          <ul>
            {checks
              .filter(({ state }) => state === 'differs')
              .map((check) => (
                <Row key={check.figure.from} check={check} />
              ))}
          </ul>
        </article>
      ))}
      {all.length === 0 && !hasTrouble && <p className="paper-panel-note">{words.none}</p>}
      {count('agrees') > 0 && (
        <p className="paper-panel-note">
          {fill(hasTrouble ? words.someAgree : words.allAgree, { count: count('agrees') })}
        </p>
      )}
      {count('unknown') > 0 && (
        <details className="paper-unknown">
          <summary>{fill(words.noIndicator, { count: count('unknown') })}</summary>
          <ul>
            {analysis.sentences.flatMap(({ from, to, checks }) =>
              checks
                .filter(({ state }) => state === 'unknown')
                .map((check) => (
                  <li key={`${from} ${check.figure.from}`}>
                    <button type="button" className="paper-jump" onClick={() => editor?.show(to, to)}>
                      {[check.figure.name, saidOf(check.figure)].filter(Boolean).join(' ')}
                    </button>
                  </li>
                )),
            )}
          </ul>
        </details>
      )}
    </>
  )
}
