/** Units and sites in lists: “与无锡市慈善总会、医保局及梁溪区、经开区慈善总会”, “考察了广陵区东关小学慈善文化进校园项目”. */
import type { organizationKinds } from '../../../../shared/domain/organizations.ts'
import type { siteKinds } from '../../../../shared/domain/sites.ts'
import type { Mention, Place } from './gazetteer.ts'
import { bare, cut, type Span } from './passages.ts'

export type UnitKind = (typeof organizationKinds)[number]
export type SiteKind = (typeof siteKinds)[number]

const unitEnd =
  /(?:慈善(?:联合)?(?:总会|协会|联合会|联合总会|基金会|分会|会)|慈善与社会福利协会|慈善事业促进会|促进会|基金会|红十字会|工商联|残联|妇联|总工会|团市委|团县委|团委|商会|协会|学会|联合会|民政局|民政厅|医保局|城管局|教育局|财政局|[\u4e00-\u9fff]{2,6}[局委厅]|救助(?:管理)?(?:中心|站)|社会救助中心|街道(?:办事处)?|镇政府|乡政府|公司|集团|医院|中学|小学|学院|大学|社区居委会|村委会|[\u4e00-\u9fff]{2,8}中心|银行)$/
/** Who was there in general, without a name. */
const general =
  /^(?:部分|各|有关|相关|基层|当地|所辖|辖区|全体|\d+[家名个]|[一二三四五六七八九十]+[家名个])?.{0,24}(?:会员单位|理事单位|爱心企业|受助(?:群众|对象|学生)|社会组织|志愿者|企业家|会长|负责同志|负责人|代表|单位|同志|部门|企业|群众|干部|慈善(?:总会|会|组织))$/

export const unitKind = (name: string): UnitKind => {
  if (/基金会$/.test(name)) return 'foundation'
  if (/慈善.*会$/.test(name)) return 'charity'
  if (/(?:小学|中学|学校|学院|大学|幼儿园)$/.test(name)) return 'school'
  if (/(?:医院|卫生院|卫生室)$/.test(name)) return 'hospital'
  if (/(?:公司|集团|企业|银行)$/.test(name)) return 'company'
  if (/(?:社区|社区.*站|居委会|村委会)$/.test(name)) return 'community'
  if (/(?:[局委厅办]|街道|街道办事处|政府|团委)$/.test(name)) return 'government'
  return 'other'
}

/** A unit as it will be recorded; `region` where its name or its neighbours tell. */
export type FoundUnit = Span & {
  name: string
  region: Place | null /** A 经开区 that lies in `region`. */
  zone?: string
  completed: boolean
}
export type UnitList = {
  units: FoundUnit[] /** Those named in general only, as they are written. */
  note: Span | null
}

type Mentions = readonly Mention[]
/** The analysed text with its places, and the text as it was pasted: names are recorded as they were pasted. */
type Reading = { text: string; source: string; mentions: Mentions }
const mentionAt = (mentions: Mentions, from: number) => mentions.find((mention) => mention.from === from)

/** The places an item begins with: 盐城市亭湖区. */
export function leading(mentions: Mentions, { from, to }: Span): { last: Mention; to: number } | null {
  let last: Mention | null = null
  for (let at = from; ; ) {
    const next = mentionAt(mentions, at)
    if (!next || next.to > to) break
    last = next
    at = next.to
  }
  return last && { last, to: last.to }
}

/** Splits at 、 and ，, and at 及, 和, 与 where both sides can stand alone. */
function items(text: string, mentions: Mentions, span: Span): Span[] {
  return cut(text, span, '、，；').flatMap((part) => {
    const { from, to } = bare(text, part)
    for (let at = from + 1; at < to - 1; at++) {
      if (!/[及和与]/.test(text[at]!) || mentions.some((mention) => mention.from < at && at < mention.to)) continue
      const left = text.slice(from, at)
      const head = leading(mentions, { from, to: at })
      if (unitEnd.test(left) || head?.to === at) {
        const right = text.slice(at, at + 2) === '以及' ? at + 2 : at + 1
        return [{ from, to: /以$/.test(left) ? at - 1 : at }, ...items(text, mentions, { from: right, to })]
      }
    }
    return from < to ? [{ from, to }] : []
  })
}

const roles = /(?:的)?(?:主要|有关|相关|分管)?(?:负责人|负责同志|领导|同志|代表|会长|秘书长|班子成员|工作人员)+(?:等)?$/

/**
 * The units of a list. A place without a unit takes that of the next item; a unit without a place takes the place before it.
 */
export function unitsIn({ text, source, mentions }: Reading, span: Span, city: Place | null): UnitList {
  const say = (from: number, to: number) => source.slice(from, to)
  const units: FoundUnit[] = []
  const waiting: { mention: Mention; span: Span }[] = []
  let note: Span | null = null
  let place: Place | null = null
  const parts = items(text, mentions, span)
  // 市、县（市、区）慈善总会会长: nobody in particular
  const whole = text.slice(span.from, span.to)
  if (/^(?:由)?(?:省|市|县)[、，]|县（市|部分县|各县|各地|各市/.test(whole))
    return { units: [], note: bare(text, span) }
  for (const part of parts) {
    const from = part.from + (/^(?:分别|同|与|由|和|还有)+/.exec(text.slice(part.from, part.to))?.[0].length ?? 0)
    const to = part.from + text.slice(part.from, part.to).replace(/等(?:单位|部门|地)?$/, '').length
    const head = leading(mentions, { from, to })
    if (head && head.to >= to) {
      waiting.push({ mention: head.last, span: { from, to } })
      continue
    }
    const said = text.slice(from, to)
    const tail = roles.exec(said)
    const end = tail && unitEnd.test(said.slice(0, tail.index)) ? from + tail.index : to
    const name = text.slice(from, end)
    const isGeneral =
      /^(?:[省市县区镇乡村]级|各|有关|基层|部分|当地|所辖)/.test(said) ||
      (general.test(said) && !head && !/^[市县区州]/.test(said))
    if (!unitEnd.test(name) || name.length > 24 || (isGeneral && !/(?:局|委|厅|联)$/.test(name))) {
      if (general.test(said)) note = note ? { from: note.from, to } : { from, to }
      continue
    }
    const own = head?.last ?? null
    if (own) {
      place = own.place ?? place ?? city
      const kind = say(head!.to, end)
      for (const { mention, span: place } of waiting.splice(0)) {
        const region = mention.place ?? city
        units.push({
          ...place,
          name: say(place.from, place.to) + kind,
          region,
          completed: true,
          ...(mention.zone ? { zone: mention.zone } : {}),
        })
      }
      units.push({
        from,
        to: end,
        name: say(from, end),
        region: own.place ?? city,
        completed: false,
        ...(own.zone ? { zone: own.zone } : {}),
      })
    } else if (/^[省市县区州]/.test(name))
      units.push({ from, to: end, name: say(from, end), region: city, completed: false })
    else if (place && !/街道|镇|乡/.test(name))
      units.push({ from, to: end, name: place.name + say(from, end), region: place, completed: true })
    else units.push({ from, to: end, name: say(from, end), region: place ?? city, completed: false })
  }
  return { units, note }
}

const siteWord =
  /慈善(?:服务|综合)?中心|慈善屋|慈善工作站|社工站|工作站|服务站|慈善超市|爱心超市|爱心驿站|慈善幸福家园|幸福家园|家园|驿站|小学|中学|学校|学院|幼儿园|中医院|医院|卫生院|卫生室|敬老院|养老院|福利院|颐养院|(?:服务|发展|活动|康复|托养|照料|福利|文化|救助|指导)[\u4e00-\u9fff]{0,2}中心|幸福院|食堂|社区|行政村|村(?![社级民委])|基地|有限公司|公司|集团|产业园|工坊|书屋|展馆|纪念馆|展厅|陈列馆/g

export const siteKind = (name: string, hasProject: boolean): SiteKind => {
  if (/(?:站|超市)$/.test(name)) return 'station'
  if (/(?:小学|中学|学校|学院|幼儿园)$/.test(name)) return 'school'
  if (/(?:医院|卫生院|卫生室)$/.test(name)) return 'hospital'
  if (/(?:社区|村)$/.test(name)) return 'community'
  if (/(?:公司|集团|产业园)$/.test(name)) return 'company'
  return hasProject ? 'project' : 'other'
}

/** Names that every city has: they keep their city. */
const commonName =
  /^(?:第[一二三四五六七八九十]+|市?人民|中医|康复医|儿童|妇幼|中心医|特殊教育|社会福利|救助|实验|职业|老年|精神)/

export type FoundSite = Span & {
  name: string
  region: Place | null
  project: (Span & { name: string }) | null
  completed: boolean
}

/** Where an item's site ends: the last site word before a project begins; 北林社区慈善工作站 is one site. */
function siteEnd(said: string): number | null {
  const words = [...said.matchAll(siteWord)].map((word) => ({ from: word.index, to: word.index + word[0].length }))
  // 慈善工作站 alone is no particular one
  if (words[0]?.from === 0) return null
  let end: number | null = null
  for (const word of words) {
    const between = end === null ? '' : said.slice(end, word.from)
    if (end !== null && between.length > 4 && /项目/.test(said)) break
    end = word.to + (said[word.to] === '”' ? 1 : 0)
  }
  return end
}

/** The sites of a list such as follows 考察了. `city`: where the team is. */
export function sitesIn({ text, source, mentions }: Reading, span: Span, city: Place | null): FoundSite[] {
  return cut(text, span, '、，；')
    .flatMap((part) => {
      const { from, to } = bare(text, part)
      // 和 between two sites
      const middle = [...text.slice(from, to).matchAll(/[和与及]/g)].find(
        ({ index }) =>
          siteEnd(text.slice(from, from + index)) !== null && siteEnd(text.slice(from + index, to)) !== null,
      )
      return middle
        ? [
            { from, to: from + middle.index },
            { from: from + middle.index + 1, to },
          ]
        : [{ from, to }]
    })
    .flatMap((part): FoundSite[] => {
      const led = /^(?:分别|先后|还|并|了|到|在|位于)+/.exec(text.slice(part.from, part.to))?.[0].length ?? 0
      const start = part.from + led
      const head = leading(mentions, { from: start, to: part.to })
      const from = head ? head.to : start
      const said = text.slice(from, part.to)
      const end = siteEnd(said)
      if (end === null || end < 3) return []
      const written = said.slice(0, end)
      if (
        /[，。了的在]|调研|走访|考察|项目|工作(?!站)|情况|部分|各|有关|乡镇|（/.test(written) ||
        written.length > 20 ||
        /^(?:社区|村|学校|医院|企业|工作站)$/.test(written)
      )
        return []
      const region = head?.last.place ?? city
      const completed = /^市/.test(written) && city !== null && !head
      // 株洲市康复医院 is its name; 广陵区东关小学 is 东关小学 in 广陵区
      const begin = head && commonName.test(written) ? start : from
      const name = completed ? city.name + source.slice(from + 1, from + end) : source.slice(begin, from + end)
      const rest = /^(.{2,20}?)项目/.exec(said.slice(end))
      const project = rest
        ? {
            from: from + end,
            to: from + end + rest[1]!.length,
            name: source.slice(from + end, from + end + rest[1]!.length),
          }
        : null
      return [{ from: start, to: from + end, name, region, project, completed }]
    })
}
