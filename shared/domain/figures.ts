/**
 * Figures in Chinese running text: numbers with unit, bound and year-on-year change, as an office writes them (300多家、4.91亿元、
 * 参与人次688.10万、同比分别增长了20%和60%). Dates, ordinals and names that hold digits are none.
 */

/** = / ≥ / ≈ / ≤: what the words around a number say about it. */
export type FigureBound = 'equal' | 'least' | 'about' | 'most'

/** `from` and `to`: UTF-16 range of number and unit in the text. */
export type Figure = {
  from: number
  to: number
  /** What is counted, as far as the clause says it: 募集善款, 慈善公益组织. May be empty. */
  name: string
  /** Decimal text without separators: "688.10". */
  value: string
  /** With its magnitude: 亿元, 万人次, 家, %. Where only the name tells what is counted, that is added: 万 → 万人次. */
  unit: string
  bound: FigureBound
  /** 300多: it goes on within the last written digit, it does not merely exceed. */
  open: boolean
  /** A difference (增加20万元), not a total. */
  change: boolean
  /** Percent, negative where it fell; decimal text. */
  yearOnYear: string | null
  /** What stands around the number in its clause. */
  before: string
  after: string
}

export const magnitudes: Readonly<Record<string, number>> = { 万亿: 12, 亿: 8, 千万: 7, 百万: 6, 万: 4, 千: 3, 百: 2 }
/** Units that count the same; the first stands for them. */
const sameUnits = [
  ['元', '块'],
  ['人', '名', '位'],
  ['人次'],
  ['家', '个', '所', '处', '座', '间'],
  ['项', '件'],
  ['场', '次'],
  ['大类', '类', '种'],
] as const
const otherUnits =
  '美元 港元 个百分点 % ‰ 户 份 支 张 篇 条 期 批 台 套 辆 吨 公斤 千克 斤 平方米 平方公里 公里 米 亩 岁 天 小时 分钟 倍 单 笔 册 本 村 镇 县 市'
const units = [...sameUnits.flat(), ...otherUnits.split(' ')].sort((a, b) => b.length - a.length)

const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const scale = Object.keys(magnitudes).join('|')
const pattern = new RegExp(`(${number})(多|余|来|几)?(${scale})?(多|余|来|几)?(${units.join('|')})?`, 'g')

/** What makes a number a date, an ordinal, a range or part of a name. */
const notAfter = /^(?:年|月|日|号|时|点|分|届|公益日|[—–~～至到:：/-]\d)/
const notBefore = /(?:第|[A-Za-z_.]|\d\s*[年月日]?[—–~～至到:：/-])$/
const clauseEnds = /[。！？；，,;!?\n（）()“”]/
const growth = /同比|比上年|比去年|较上年|较去年|上一年|增长|增加|上升|提高|下降|减少|降低|回落|增幅|降幅/
const fall = /下降|减少|降低|回落|降幅|-$/
const about = /(?:大约|将近|接近|大概|大致|约为|约|近)$/
const least = /(?:超过|超|逾|突破|至少|不少于|不低于|多达|高于|大于)$/
const most = /(?:不足|不到|不超过|至多|低于|少于|小于)$/
const between = /^[和、及与,，]?$/

/** Full-width digits and signs as half-width ones; every place stays where it is. */
const halfWidth = (text: string): string =>
  text.replace(/[０-９．％]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

type Token = Figure & { isRate: boolean }

/** Every figure of a sentence, in order. A percentage of growth belongs to the figure it tells about and is none itself. */
export function figuresOf(sentence: string): Figure[] {
  const text = halfWidth(sentence)
  const tokens = [...text.matchAll(pattern)].flatMap((match) => tokenOf(text, match) ?? [])
  const figures = tokens.filter(({ isRate }) => !isRate)
  for (let at = 0; at < tokens.length; at++) {
    if (!tokens[at]?.isRate) continue
    const group = [tokens[at] as Token]
    for (let next = tokens[at + 1]; next?.isRate && adjoins(text, group.at(-1) as Token, next); next = tokens[at + 1]) {
      group.push(next)
      at++
    }
    giveRates(figures, group)
  }
  return figures.map(({ isRate: _, ...figure }) => figure)
}

const adjoins = (text: string, one: Token, next: Token) => between.test(text.slice(one.to, next.from).trim())

function tokenOf(text: string, match: RegExpMatchArray): Token | null {
  const [whole, digits = '', more, magnitude = '', moreAfter, base = ''] = match
  const from = match.index ?? 0
  const to = from + whole.length
  if ((!magnitude && !base) || notBefore.test(text.slice(Math.max(0, from - 3), from))) return null
  const rest = text.slice(to)
  // 11月21日, 第3次; but 3个月 and 20个县 are counted
  if (!base && notAfter.test(rest)) return null
  const clause = clauseAround(text, from, to)
  // 同比分别增长了20%和60%: the second is told by what stands before the first
  const isRate = base === '%' && (growth.test(clause.before) || /%[和、及与]$/.test(clause.before))
  const open = Boolean(more ?? moreAfter)
  return {
    from,
    to,
    isRate,
    ...clause,
    name: nameIn(clause.before, clause.after, base),
    value: digits.replaceAll(',', ''),
    unit: magnitude + (base || baseIn(clause.before)),
    bound: boundOf(clause.before, rest, open),
    open,
    change: base !== '%' && growth.test(clause.before.slice(-6)),
    yearOnYear: null,
  }
}

function clauseAround(text: string, from: number, to: number): { before: string; after: string } {
  let start = from
  while (start > 0 && from - start < 60 && !clauseEnds.test(text[start - 1] ?? '')) start--
  let end = to
  while (end < text.length && end - to < 60 && !clauseEnds.test(text[end] ?? '')) end++
  return { before: text.slice(start, from), after: text.slice(to, end) }
}

function boundOf(before: string, rest: string, open: boolean): FigureBound {
  if (most.test(before)) return 'most'
  if (open || least.test(before) || /^(?:以上|之多)/.test(rest)) return 'least'
  if (about.test(before) || /^(?:左右|上下)/.test(rest)) return 'about'
  return /^(?:以下|以内)/.test(rest) ? 'most' : 'equal'
}

/** What a bare 万 or 亿 counts. */
function baseIn(before: string): string {
  if (/人次[^，,]{0,4}$/.test(before)) return '人次'
  if (/人数[^，,]{0,4}$/.test(before)) return '人'
  return /(?:款|资金|金额|经费|款物|总额|收入|支出)[^，,]{0,4}$/.test(before) ? '元' : ''
}

const verbsAfter =
  /(?:达到?了?|[为是至到有]|共计?|计|合计|大约|将近|接近|约为?|近|超过?|逾|突破|至少|不少于|不足|不到|累计)+$/
const verbsBefore =
  /^(?:(?:年|全年|今年|去年|当年|其中|已经?|共|累计|总共|一共|实现|带动|策划|组织|开展|实施|形成|新增|帮助|救助了?|惠及|资助)了?)+/

/** Money is named before its figure, what is counted mostly after it. */
function nameIn(before: string, after: string, base: string): string {
  const noun =
    /^\p{Script=Han}+/u
      .exec(after)?.[0]
      .replace(/^(?:以上|左右|的)/, '')
      .split(/[的和及与]/)[0] ?? ''
  const said = (/\p{Script=Han}+$/u.exec(before)?.[0] ?? '').replace(verbsAfter, '').replace(verbsBefore, '')
  const counts = base !== '' && !['元', '美元', '港元', '%', '人次'].includes(base)
  const name = counts && noun.length >= 2 ? noun : said.length >= 2 ? said : noun
  return name.slice(-16)
}

/** 分别 or one after another: as many of the figures before as there are rates; else the next one. */
function giveRates(figures: Figure[], rates: readonly Token[]): void {
  const [first] = rates
  if (!first) return
  let falls = false
  const values = rates.map((rate) => {
    const told = rate.before.slice(rate.before.lastIndexOf('%') + 1)
    if (growth.test(told) || rate === first) falls = fall.test(told)
    return falls ? `-${rate.value}` : rate.value
  })
  const open = figures.filter((figure) => figure.to <= first.from && figure.yearOnYear === null && figure.unit !== '%')
  const told = open.slice(-values.length)
  const next = figures.find((figure) => figure.from >= (rates.at(-1) as Token).to)
  if (told.length === values.length) for (const [at, figure] of told.entries()) figure.yearOnYear = values[at] ?? null
  else if (told.length === 0 && next && values.length === 1) {
    next.yearOnYear = values[0] ?? null
    // 募集善款同比增长20%,达4.91亿元: the subject stands before the rate
    const subject = first.before.replace(/(?:同比|比|较).*$/, '').replace(verbsBefore, '')
    next.before = `${subject}${next.before}`
    if (!next.name) next.name = subject.slice(-16)
  }
}

/** A number exactly: `digits` × 10^`exponent`. */
type Exact = { digits: bigint; exponent: number }

/** Decimal text with its unit's magnitude, or `null` where it is no number. */
export function exactOf(value: string, unit: string): Exact | null {
  const [, sign = '', whole, part = ''] =
    /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(value.trim().replaceAll(',', '')) ?? []
  if (whole === undefined) return null
  return { digits: BigInt(sign + whole + part), exponent: splitUnit(unit).magnitude - part.length }
}

function aligned(one: Exact, other: Exact): [bigint, bigint] {
  const least = Math.min(one.exponent, other.exponent)
  const scaled = ({ digits, exponent }: Exact) => digits * 10n ** BigInt(exponent - least)
  return [scaled(one), scaled(other)]
}

/** -1, 0 or 1. */
export function compareExact(one: Exact, other: Exact): number {
  const [left, right] = aligned(one, other)
  return left < right ? -1 : left > right ? 1 : 0
}

/** 万人次 → magnitude 4 of 人次; a unit of the same kind is given by the one that stands for all: 名 → 人. */
export function splitUnit(unit: string): { magnitude: number; base: string; word: string } {
  const plain = unit.trim()
  const prefix = Object.keys(magnitudes).find((one) => plain.startsWith(one)) ?? ''
  const word = plain.slice(prefix.length)
  const group = sameUnits.find((same) => (same as readonly string[]).includes(word))
  return { magnitude: magnitudes[prefix] ?? 0, base: group?.[0] ?? word, word }
}

/** The step of the last written digit that says something: 300 → 100, 4.9亿 → 0.1亿. */
function stepOf({ digits, exponent }: Exact): Exact {
  let shortest = digits < 0n ? -digits : digits
  let by = exponent
  while (shortest > 0n && shortest % 10n === 0n) {
    shortest /= 10n
    by++
  }
  return { digits: 1n, exponent: by }
}

/** Whether a figure with these words may be said of a value that is known exactly. */
export function fits(said: Exact, bound: FigureBound, open: boolean, known: Exact): boolean {
  const order = compareExact(known, said)
  if (bound === 'equal') return order === 0
  if (bound === 'most') return order <= 0
  const [known_, said_, step] = alignedAll(known, said, stepOf(said))
  if (bound === 'least') return order >= 0 && (!open || known_ < said_ + step)
  const away = known_ > said_ ? known_ - said_ : said_ - known_
  return away * 2n <= step
}

function alignedAll(...numbers: Exact[]): [bigint, bigint, bigint] {
  const least = Math.min(...numbers.map(({ exponent }) => exponent))
  return numbers.map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - least)) as [bigint, bigint, bigint]
}
