/** Figures of a text held against the indicators: the value, its bound, the year-on-year change, and 人次 against 人数. */
import { compareExact, exactOf, type Figure, figuresOf, fits, splitUnit } from './figures.ts'
import type { Indicator } from './indicators.ts'

export type KnownFigure = Pick<
  Indicator,
  'id' | 'name' | 'occasion' | 'period' | 'value' | 'unit' | 'bound' | 'yearOnYear' | 'derived' | 'finding' | 'visit'
> & { regionName: string | null }

/** What else tells which indicator a sentence means: findings it cites, their visits, places spoken of, the text's own year. */
export type FigureContext = {
  findings?: readonly string[]
  visits?: readonly string[]
  places?: readonly string[]
  year?: number | null
}

/** `wrong`: what differs from the indicator. A sentence that states no year-on-year change is not wrong for it. */
export type FigureCheck = {
  figure: Figure
  state: 'agrees' | 'differs' | 'unknown'
  indicator: KnownFigure | null
  wrong: ('value' | 'bound' | 'unit' | 'yearOnYear')[]
}

/** Below it an indicator is about something else. */
const enough = 0.5

export function checkFigures(
  sentence: string,
  indicators: readonly KnownFigure[],
  context: FigureContext = {},
): FigureCheck[] {
  const years = yearsIn(sentence, context.year ?? null)
  return figuresOf(sentence).map((figure) => {
    if (figure.change) return { figure, state: 'unknown', indicator: null, wrong: [] }
    const candidates = indicators
      .flatMap((indicator) => {
        const score = likeness(figure, indicator, sentence, years, context)
        const wrong = wrongOf(figure, indicator)
        return score >= enough && wrong ? [{ figure, indicator, wrong, score }] : []
      })
      .sort((a, b) => b.score - a.score)
    const best = candidates.find(({ wrong }) => wrong.length === 0) ?? candidates[0]
    if (!best) return { figure, state: 'unknown', indicator: null, wrong: [] }
    const { indicator, wrong } = best
    return { figure, state: wrong.length === 0 ? 'agrees' : 'differs', indicator, wrong }
  })
}

/** Years a sentence names, 今年 and 去年 included; none: any. */
function yearsIn(sentence: string, year: number | null): string[] {
  const named = [...sentence.matchAll(/(\d{4})年/g)].map(([, digits]) => String(digits))
  if (year !== null && sentence.includes('去年')) named.push(String(year - 1))
  if (year !== null && /今年|本年/.test(sentence)) named.push(String(year))
  return named.length > 0 ? named : year === null ? [] : [String(year)]
}

/** 0 something else, 1 and more: surely this one. */
function likeness(
  figure: Figure,
  indicator: KnownFigure,
  sentence: string,
  years: readonly string[],
  context: FigureContext,
): number {
  if (!comparable(figure.unit, indicator.unit)) return 0
  const isNamed = share(indicator.name ?? '', `${figure.before}\n${figure.name}\n${figure.after}`)
  if (isNamed === 0) return 0
  const isLinked =
    (indicator.finding !== null && context.findings?.includes(indicator.finding)) ||
    (indicator.visit !== null && context.visits?.includes(indicator.visit))
  const place = placeName(indicator.regionName)
  const isHere = place === '' || sentence.includes(place) || context.places?.some((one) => one.includes(place))
  const isThen = !indicator.period || years.length === 0 || years.some((year) => indicator.period?.startsWith(year))
  const isExactUnit = splitUnit(figure.unit).word === splitUnit(indicator.unit ?? '').word
  return (
    isNamed +
    (isLinked ? 0.3 : 0) +
    (isHere ? 0 : isLinked ? -0.1 : -0.6) +
    (isThen ? 0 : -0.6) +
    (isExactUnit ? 0.05 : 0)
  )
}

/** Of a whole province a text need not say the name. */
const placeName = (name: string | null): string =>
  name === null || /省$|自治区$/.test(name) ? '' : name.replace(/(?<=..)[市县区]$/, '')

/** Share of a name's neighbouring pairs of characters that a text has. */
function share(name: string, text: string): number {
  if (name.length < 2) return name && text.includes(name) ? 1 : 0
  const pairs = Array.from({ length: name.length - 1 }, (_, at) => name.slice(at, at + 2))
  return pairs.filter((pair) => text.includes(pair)).length / pairs.length
}

const isHeads = (base: string) => base === '人' || base === '人次'

function comparable(said: string, known: string | null): boolean {
  const [one, other] = [splitUnit(said).base, splitUnit(known ?? '').base]
  return one === other || (isHeads(one) && isHeads(other))
}

function wrongOf(figure: Figure, indicator: KnownFigure): FigureCheck['wrong'] | null {
  const said = exactOf(figure.value, figure.unit)
  const known = exactOf(indicator.value ?? '', indicator.unit ?? '')
  if (!said || !known) return null
  const wrong: FigureCheck['wrong'] = []
  if (splitUnit(figure.unit).base !== splitUnit(indicator.unit ?? '').base) wrong.push('unit')
  const bound = indicator.bound ?? 'equal'
  const isSame = compareExact(said, known) === 0
  if (bound === 'equal' ? !fits(said, figure.bound, figure.open, known) : !isSame && !impliedBy(figure, said, known))
    wrong.push('value')
  // 300家 says more than ≥ 300 does, 4.09亿元 more than ≈ 4.09
  else if (bound !== 'equal' && isSame && figure.bound !== bound) wrong.push('bound')
  const [rate, change] = [figure.yearOnYear, indicator.yearOnYear]
  if (rate !== null && change !== null) {
    const [one, other] = [exactOf(rate, '%'), exactOf(change, '%')]
    if (one && other && compareExact(one, other) !== 0) wrong.push('yearOnYear')
  }
  return wrong

  /** What is at least 300 exceeds 200 as well; 约4.1亿元 may be said of ≈ 4.09. */
  function impliedBy({ bound: words, open }: Figure, one: typeof known, other: typeof known): boolean {
    if (!one || !other) return false
    return bound === 'least'
      ? words === 'least' && !open && compareExact(one, other) <= 0
      : words === 'about' && fits(one, 'about', false, other)
  }
}

/** A place where 人数 stands although the same text counts 人次 of the same: 参与人数 against 参与人次. */
export type MixedHeads = { line: number; from: number; to: number; people: string; times: string }

/** Lines are those of one text; places are of its 人数. */
export function mixedHeads(lines: readonly string[]): MixedHeads[] {
  const times = new Set(
    lines.flatMap((line) => [...line.matchAll(/(\p{Script=Han}{2})人次/gu)].map(([, stem]) => stem)),
  )
  return lines.flatMap((text, line) =>
    [...text.matchAll(/(\p{Script=Han}{2})人数/gu)].flatMap((match) =>
      times.has(match[1])
        ? [{ line, from: match.index, to: match.index + 4, people: match[0], times: `${match[1]}人次` }]
        : [],
    ),
  )
}
