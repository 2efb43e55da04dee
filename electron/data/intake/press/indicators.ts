/** Figures as indicators: of which place, which year, on which occasion. */
import { between } from '../../../../shared/domain/order.ts'
import { derivedBefore, type Figure, figuresIn } from './figures.ts'
import { placesOf } from './findings.ts'
import type { Ledger } from './ledger.ts'
import { inside, type Overview } from './overview.ts'
import { bare, type Span, within } from './passages.ts'
import type { Scene } from './visits.ts'

const occasion =
  /“?(?:99|九九)公益日”?|“[\u4e00-\u9fff]{2,8}(?:专场|一日捐|公益周|慈善周)”|(?<=[是、，的和与在对]|^)[\u4e00-\u9fff]{2,4}慈善专场|“?慈善一日捐”?|中华慈善日/g
/** Counts of the research itself: how many symposia were held, places seen. */
const ofResearch = /座谈会?$|问卷|调研点|调研组|份$|走访(?:慈善组织|点)?/

export function readIndicators(
  o: Overview,
  ledger: Ledger,
  scenes: readonly Scene[],
  consumed: readonly Span[],
  findings: ReadonlyMap<string, Span>,
): void {
  let last: string | null = null
  for (const scene of scenes) {
    const { sentence } = scene
    if (consumed.some((span) => sentence.from < span.to && span.from < sentence.to)) continue
    for (const figure of figuresIn(o.text, sentence)) {
      const clause = sentence.clauses.find((one) => within(figure, one)) ?? sentence
      if (
        scene.role === 'intro' ||
        ofResearch.test(figure.name) ||
        /《[^》]*$/.test(o.text.slice(sentence.from, figure.from))
      )
        continue
      last = put(o, ledger, scene, figure, clause, findings, last)
    }
  }
}

function put(
  o: Overview,
  ledger: Ledger,
  scene: Scene,
  figure: Figure,
  clause: Span,
  findings: ReadonlyMap<string, Span>,
  last: string | null,
): string {
  const { sentence } = scene
  const named = inside(o.mentions, { from: sentence.from, to: figure.from }).findLast(
    ({ place }) => place !== null,
  )?.place
  const place = named ?? placesOf(o, figure, scene).places[0] ?? o.home
  const finding = [...findings].find(([, span]) => within(figure, span))?.[0] ?? null
  const source = bare(
    o.text,
    figure.changeSpan ? { from: clause.from, to: Math.max(clause.to, figure.changeSpan.to) } : clause,
  )
  const period = periodOf(o, sentence, figure)
  const order = between(last, null)
  const common = {
    name: figure.name,
    occasion: occasionOf(o, scene),
    region: place?.id ?? null,
    unit: figure.unit,
    finding,
    visit: scene.visit && placeOfVisit(scene, place?.id) ? scene.visit.proposal.id : null,
  }
  ledger.put(
    'indicators',
    `${figure.from}`,
    { from: figure.from, to: figure.to },
    {
      ...common,
      period: period.year,
      value: figure.value,
      bound: figure.bound,
      yearOnYear: figure.yearOnYear,
      source: o.source.slice(source.from, source.to),
      order,
    },
    period.inferred ? { reasons: ['year'] } : {},
  )
  const before = figure.yearOnYear !== null && period.year ? derivedBefore(figure.value, figure.yearOnYear) : null
  if (before === null) return order
  const next = between(order, null)
  ledger.put(
    'indicators',
    `${figure.from} before`,
    { from: figure.from, to: figure.to },
    {
      ...common,
      period: String(Number(period.year) - 1),
      value: before,
      bound: 'about',
      derived: 1,
      source: `${figure.value} ÷ (1 + ${figure.yearOnYear}%) ≈ ${before}`,
      order: next,
    },
    { certainty: 'inferred', reasons: ['derived'] },
  )
  return next
}

const placeOfVisit = ({ visit }: Scene, region: string | undefined) => visit?.place.id === region

/** The year a figure is of: the nearest one named before it, else that of publication. */
function periodOf(o: Overview, sentence: Span, figure: Span): { year: string | null; inferred: boolean } {
  const left = o.text.slice(sentence.from, figure.from)
  const year = [...left.matchAll(/(20\d\d|19\d\d)年/g)].at(-1)?.[1]
  if (year) return { year, inferred: false }
  const base = o.clock.published ? Number(o.clock.published.slice(0, 4)) : o.clock.fallback
  if (base === null) return { year: null, inferred: false }
  return { year: String(/去年|上年度?(?!同期)/.test(left) ? base - 1 : base), inferred: true }
}

/** 99公益日 and the like, named in the paragraph up to here. */
function occasionOf({ text, source }: Overview, { paragraph, sentence }: Scene): string | null {
  const before = text.slice(paragraph.from, sentence.to)
  const found = [...before.matchAll(occasion)]
  const [first] = found
  if (!first) return null
  const next = found[1]
  const from = paragraph.from + first.index
  // 江苏慈善专场和99公益日
  const joined = next && /^[和与、]$/.test(before.slice(first.index + first[0].length, next.index))
  const to = paragraph.from + (joined ? next.index + next[0].length : first.index + first[0].length)
  return source.slice(from, to)
}
