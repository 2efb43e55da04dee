/** Figures with unit, bound and year-on-year: “300多家慈善公益组织”, “募集善款4.91亿元…同比分别增长了20%和60%”. */
import { chineseNumber } from './numerals.ts'
import type { Sentence, Span } from './passages.ts'

export type Figure = Span & {
  name: string
  value: string
  unit: string
  bound: 'equal' | 'least' | 'about'
  yearOnYear: string | null
  /** Where the year-on-year change is said. */
  changeSpan: Span | null
}

const measure =
  '人次|人|家|个|件|户|场次|场|所|名|位|大类|类|项|只|支|份|批|期|站|处|座|台|套|辆|吨|公斤|平方米|小时|元|美元|港元|次|篇|条|例|对|间|亩|村|万份'
const number = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百千]+(?=[万亿])'
const figurePattern = new RegExp(
  `(?<about>近|约|大约|大概|将近)?(?<least>超过|超|逾|不少于|不低于|达到?|突破)?\\s?(?<number>${number})(?<more>多|余)?(?<scale>万|亿|百万|千万)?(?<more2>多|余)?(?<unit>${measure})?(?<more3>以上|左右)?`,
  'g',
)
const percentName = /([\u4e00-\u9fff]{2,10}率|占比|比例)(?:已)?(?:达到?|为|提高到|提升到|升至|约)?$/

/** What a figure is not: part of a date, a number of an order, a name. */
const notBefore = /(?:第|[A-Za-z\d.\-〔（【]|20\d\d年)$/
const notAfter =
  /^(?:年|月|日|号|届|时|点|分(?!会)|岁|周年|公益日|公益周|℃|[A-Za-z]|度|强|级|楼|层|室|期(?=简|工作)|版|\s*[-/]\d|是|：)/

const change =
  /(?:同比|比前年(?:同期)?|比上年(?:同期)?|比去年(?:同期)?|较上年(?:同期)?|较去年(?:同期)?|与上年(?:同期)?相比|与去年(?:同期)?相比|环比)(?<each>分别)?(?<verb>增长|增加|上升|提高|提升|下降|减少|降低|回落)(?:了)?(?<values>(?:约|近|超|逾)?\d+(?:\.\d+)?(?:%|个百分点|倍)(?:[、和及与，](?:约|近)?\d+(?:\.\d+)?(?:%|倍))*)/g

const clean = (value: string) => value.replaceAll(',', '')

/** The noun that is counted: before the figure (募集善款4.91亿元) or after it (679个慈善项目). */
function nameOf(text: string, sentence: Span, figure: Span, unit: string): string {
  const left =
    text
      .slice(sentence.from, figure.from)
      .split(/[，。；：、（）\s“”]/)
      .at(-1) ?? ''
  const right = /^[\u4e00-\u9fff“”]{1,14}/.exec(text.slice(figure.to, sentence.to))?.[0] ?? ''
  const noun = right
    .split(
      /(?:与|和|及|得到|受益|开展|参加|参与(?!人)|安装|完成|提供|进行|试点|中|的|已|被|由|将|在|为|共|，|、|；|。)/,
    )[0]!
    .replace(/[“”]/g, '')
  const verbs =
    /^(?:共|累计|已|总计|合计|全年|全省|全市|全县|今年以来|今年|上半年|目前|现有|现|已有|拥有|建有|建成|设立|成立|建立|有|达|为|约|其中|各|实施|开展|带动|策划|上线|发放|走访|覆盖|惠及|帮助|服务|救助|资助|打造|举办|开通|培育|发展|新增|完成|吸引|了|过|年|月|日)+/
  const counted = left.replace(/(?:已经|已|了|达到|达|共计|共|合计|累计|为|约|近|总额|超过|超|逾)+$/, '')
  const stripped = counted
    .replace(/^.*(?:20\d\d年|截至\S{2,8}底|以来)/, '')
    .replace(/^(?:共|累计|已|总计|合计|全年|全省|全市|全县|今年以来|今年|上半年|目前|其中|各地|年)+/, '')
  const money = /元$/.test(unit)
  if (!money && noun.length >= 2 && !/^(?:以上|左右|多|余)/.test(noun)) return noun.slice(0, 14)
  // 募集善款, 参与人次, 资金规模
  if (stripped.length >= 2 && stripped.length <= 14 && !/^(?:有|实施|带动|上线|设立)+$/.test(stripped)) return stripped
  if (noun.length >= 2) return noun.slice(0, 14)
  const bareLeft = left.replace(verbs, '')
  return (bareLeft.length >= 2 ? bareLeft : left).slice(-14)
}

/** Every figure of a sentence, in order, with the changes that are said about them. */
export function figuresIn(text: string, sentence: Sentence): Figure[] {
  const piece = text.slice(sentence.from, sentence.to)
  const changes = [...piece.matchAll(change)].map((match) => ({
    match,
    from: sentence.from + match.index,
    to: sentence.from + match.index + match[0].length,
  }))
  const found: Figure[] = []
  for (const match of piece.matchAll(figurePattern)) {
    const { number: written = '', scale = '', unit = '', about, least, more, more2, more3 } = match.groups ?? {}
    const at = match.index + match[0].search(/[\d一二两三四五六七八九十百千]/)
    const from = sentence.from + match.index
    const to = from + match[0].length
    if (changes.some((one) => from < one.to && one.from < to)) continue
    if (notBefore.test(piece.slice(Math.max(0, at - 5), at)) || notAfter.test(text.slice(to, to + 4))) continue
    const percent = text[to] === '%'
    if (!unit && !scale && !percent) continue
    if (percent) {
      const name = percentName.exec(piece.slice(0, match.index))?.[1]
      if (!name) continue
      found.push({
        from,
        to: to + 1,
        name,
        value: written,
        unit: '%',
        bound: boundOf(about, least, more ?? more2, more3),
        yearOnYear: null,
        changeSpan: null,
      })
      continue
    }
    const value = /\d/.test(written) ? clean(written) : String(chineseNumber(written) ?? '')
    if (!value || (!/\d/.test(written) && !unit)) continue
    const left = piece.slice(0, match.index)
    // 参与人次688.10万: the unit stands in the name
    const implied = !unit
      ? /人次$/.test(left)
        ? '人次'
        : /(?:人数|人)$/.test(left)
          ? '人'
          : /(?:善款|款物|资金|金额|捐款|募集额?|投入)$/.test(left)
            ? '元'
            : ''
      : unit
    if (!implied) continue
    const span = { from, to }
    found.push({
      ...span,
      name: nameOf(text, clauseAround(sentence, span), span, implied),
      value,
      unit: scale + implied,
      bound: boundOf(about, least, more ?? more2, more3),
      yearOnYear: null,
      changeSpan: null,
    })
  }
  // 8大类33个慈善项目: kinds of what is counted next
  for (const [index, figure] of found.entries()) {
    const next = found[index + 1]
    if (/类$/.test(figure.unit) && next?.from === figure.to) figure.name = `${next.name}类别`
  }
  for (const one of changes) {
    const { verb = '', values = '' } = one.match.groups ?? {}
    const down = /下降|减少|降低|回落/.test(verb)
    const parts = [...values.matchAll(/(\d+(?:\.\d+)?)(%|倍)/g)].map(([, value, kind]) =>
      kind === '倍' ? String(Number(value) * 100) : value!,
    )
    // the last figures before it, in their order
    const targets = found.filter((figure) => figure.to <= one.from && figure.unit !== '%').slice(-parts.length)
    targets.forEach((figure, index) => {
      const value = parts[index + parts.length - targets.length]
      if (value === undefined || figure.yearOnYear !== null) return
      figure.yearOnYear = (down ? '-' : '') + value
      figure.changeSpan = { from: one.from, to: one.to }
    })
  }
  return found
}

const clauseAround = (sentence: Sentence, span: Span): Span =>
  sentence.clauses.find((clause) => clause.from <= span.from && span.to <= clause.to) ?? sentence

const boundOf = (
  about: string | undefined,
  least: string | undefined,
  more: string | undefined,
  after: string | undefined,
): Figure['bound'] => {
  if (about || after === '左右') return 'about'
  return more || after === '以上' || (least && !/^达/.test(least)) ? 'least' : 'equal'
}

/** Last year's figure from this year's and its change, with as many decimals; `null` where it cannot be told. */
export function derivedBefore(value: string, yearOnYear: string): string | null {
  const share = 1 + Number(yearOnYear) / 100
  if (!(share > 0) || !Number.isFinite(Number(value))) return null
  return (Number(value) / share).toFixed(value.split('.')[1]?.length ?? 0)
}
