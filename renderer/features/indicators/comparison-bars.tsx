/** One figure in its periods: bars from zero with the value at the mark; derived ones are hatched and say so. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { IndicatorItem } from '../../../shared/views.ts'
import { formatDate } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import type { Comparison } from './comparisons.ts'

const words = text.indicators
const height = 54
const barWidth = 46
const pitch = 108

const sign = (row: IndicatorItem): string => {
  const bound = row.bound ? (text.domain.bound as Record<string, string>)[row.bound] : ''
  return bound ? `${bound} ` : ''
}
const shownValue = (row: IndicatorItem) => `${sign(row)}${row.value}`
const periodOf = (row: IndicatorItem) => {
  const period = formatDate({ start: row.period }, { year: true }) ?? row.period ?? ''
  return row.derived === 1 ? fill(words.derivedPeriod, { period, derived: text.common.derived }) : period
}
const signed = (value: string) => (value.startsWith('-') ? value : `+${value}`)

export function ComparisonBars({ comparison }: { comparison: Comparison }) {
  const { rows, name, unit } = comparison
  const latest = rows.at(-1)!
  const most = Math.max(...rows.map((row) => Number(row.value)))
  const width = Math.max(2, rows.length) * pitch
  const label = fill(words.bars, {
    name,
    values: rows
      .map((row) => fill(words.barValue, { period: periodOf(row), value: shownValue(row), unit: unit ?? '' }))
      .join(text.common.listComma),
  })
  return (
    <figure className="comparison">
      <figcaption>
        <span className="second">{name}</span>
        <span className="comparison-figure">
          <span className="figure-number">{shownValue(latest)}</span>
          <span className="second">{unit}</span>
          {latest.yearOnYear !== null && (
            <span className="comparison-change">{fill(words.yearOnYear, { value: signed(latest.yearOnYear) })}</span>
          )}
        </span>
      </figcaption>
      <svg role="img" aria-label={label} width={width} height={height + 50} viewBox={`0 0 ${width} ${height + 50}`}>
        {rows.map((row, index) => {
          const tall = most > 0 ? Math.max(1, (Number(row.value) / most) * height) : 1
          const middle = index * pitch + pitch / 2
          const top = 22 + height - tall
          const derived = row.derived === 1
          return (
            <g key={row.id}>
              <text x={middle} y={top - 6} textAnchor="middle" className={derived ? 'bar-derived' : 'bar-value'}>
                {shownValue(row)}
              </text>
              {derived ? (
                <HatchedBar x={middle - barWidth / 2} y={top} width={barWidth} height={tall} />
              ) : (
                <rect x={middle - barWidth / 2} y={top} width={barWidth} height={tall} className="bar" />
              )}
              <text x={middle} y={height + 44} textAnchor="middle" className="bar-period">
                {periodOf(row)}
              </text>
            </g>
          )
        })}
        <line x1="0" x2={width} y1={height + 22.5} y2={height + 22.5} className="bar-ground" />
      </svg>
    </figure>
  )
}

/** Lines instead of a pattern: an id would have to be unique in the window. */
function HatchedBar({ x, y, width, height: tall }: { x: number; y: number; width: number; height: number }) {
  const step = 7
  const lines: string[] = []
  for (let offset = step; offset < width + tall; offset += step) {
    const x1 = x + Math.min(offset, width)
    const y1 = y + Math.max(0, offset - width)
    const x2 = x + Math.max(0, offset - tall)
    const y2 = y + Math.min(offset, tall)
    lines.push(`M${x1} ${y1}L${x2} ${y2}`)
  }
  return (
    <g className="bar-hatched">
      <rect x={x + 0.75} y={y + 0.75} width={width - 1.5} height={Math.max(0, tall - 0.75)} />
      <path d={lines.join('')} />
    </g>
  )
}
