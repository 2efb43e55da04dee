/** Figures with their year-on-year change, two periods as bars from zero; a derived one is hatched and marked ≈. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { IndicatorItem } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'

const words = text.dashboard

export type Figure = { current: IndicatorItem; before: IndicatorItem | null }

/** Stated figures first, each with the derived one of the period before where there is one. */
export function pairFigures(indicators: readonly IndicatorItem[]): Figure[] {
  const stated = indicators.filter((item) => item.derived !== 1)
  return stated.map((current) => ({
    current,
    before: indicators.find((item) => item.derived === 1 && sameThing(item, current)) ?? null,
  }))
}

const sameThing = (left: IndicatorItem, right: IndicatorItem) =>
  left.name === right.name &&
  left.unit === right.unit &&
  left.occasion === right.occasion &&
  left.region === right.region

export function Figures({ indicators }: { indicators: readonly IndicatorItem[] }) {
  const figures = pairFigures(indicators)
  const compared = figures.filter((figure) => figure.before)
  const occasion = (compared[0] ?? figures[0])?.current.occasion
  const plain = figures.filter((figure) => !figure.before && figure.current.occasion === occasion)
  return (
    <Section title={words.figures} note={occasion ?? undefined}>
      {figures.length === 0 && <p className="faint">{words.figuresNone}</p>}
      <ul className="figures">
        {compared.slice(0, 2).map((figure) => (
          <li key={figure.current.id} className="figure figure-compared">
            <FigureHead item={figure.current} />
            <Bars figure={figure} />
          </li>
        ))}
        {plain.length > 0 && (
          <li className="figure">
            <ul className="figure-rest">
              {plain.slice(0, compared.length > 0 ? 2 : 4).map((figure) => (
                <li key={figure.current.id}>
                  <FigureHead item={figure.current} />
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </Section>
  )
}

function FigureHead({ item }: { item: IndicatorItem }) {
  const change = item.yearOnYear
  const bound = item.bound ? text.domain.bound[item.bound] : ''
  return (
    <Link page="indicators" className="quiet-link figure-head">
      <span className="second">{item.name}</span>
      <span>
        <span className="figure-number">
          {bound && `${bound} `}
          {item.value}
        </span>
        <span className="figure-unit">{item.unit}</span>
        {change && (
          <span className="figure-change">
            {fill(words.yearOnYear, { sign: change.startsWith('-') ? '' : '+', value: change })}
          </span>
        )}
      </span>
    </Link>
  )
}

const height = 54

function Bars({ figure: { current, before } }: { figure: Figure }) {
  if (!before) return null
  const values = [Number(before.value), Number(current.value)]
  const most = Math.max(...values.filter(Number.isFinite), 0)
  if (!(most > 0)) return null
  const bars = [before, current].map((item, index) => ({
    item,
    size: Math.max(2, ((values[index] ?? 0) / most) * height),
    value: `${item.bound === 'about' ? '≈ ' : ''}${item.value}`,
    period: fill(item.derived === 1 ? words.derivedPeriod : words.yearPeriod, { period: item.period ?? '' }),
  }))
  return (
    <ul className="bars">
      {bars.map(({ item, size, value, period }) => (
        <li key={item.id}>
          <span className={item.derived === 1 ? 'bar-value bar-derived' : 'bar-value'}>{value}</span>
          <span className={item.derived === 1 ? 'bar bar-hatched' : 'bar'} style={{ height: size }} aria-hidden />
          <span className="bar-period">{period}</span>
        </li>
      ))}
    </ul>
  )
}
