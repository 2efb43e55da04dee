/** Where a sentence lists units or sites: 与…座谈, 召开…座谈会, …参加, 考察了…. */
import type { Overview } from './overview.ts'
import type { Span } from './passages.ts'

/** Where units are listed: 与…座谈, 召开…座谈会, …参加. `note`: in general only. */
export function hostLists(o: Overview, part: Span): { span: Span; note: boolean }[] {
  const piece = o.text.slice(part.from, part.to)
  const lists: { span: Span; note: boolean }[] = []
  const take = (pattern: RegExp, note = false) => {
    for (const match of piece.matchAll(pattern)) {
      const list = match[1]
      if (!list) continue
      const from = part.from + match.index + match[0].indexOf(list)
      const span = { from, to: from + list.length }
      if (!lists.some((other) => other.span.from < span.to && span.from < other.span.to)) lists.push({ span, note })
    }
  }
  take(
    /(?:分别)?(?:与|同(?!志))([^。；]{3,120}?)(?:等(?:单位|部门|地)?)?(?:的?(?:相关|有关)?(?:负责人|负责同志|同志|代表))?(?:一起|共同)?(?:进行|开展|举行|召开|面对面)?了?(?:深入|面对面|专题|工作)?(?:座谈|交流)/g,
  )
  take(/(?:召开|举行|组织)了?(?:由|有)([^。；]{3,80}?)(?:参加|出席)的?[^，。]{0,6}座谈/g)
  take(/座谈会?，([^。；]{3,80}?)(?:参加|出席)/g)
  take(/(?:召开|举行)了?([^，。；]{4,40}?)座谈会/g, true)
  take(
    /听取了?([^，。；]{4,60}?)(?:的|关于[^，。；]{0,20}|20\d\d年|上半年|年度|有关|慈善工作|工作|情况|进展)*(?:汇报|介绍)/g,
  )
  take(/了解((?:会员|理事)单位)(?=工作)/g, true)
  return lists.filter(
    ({ span, note }) => !note || /会长|单位|负责|代表|企业|慈善/.test(o.text.slice(span.from, span.to)),
  )
}

/** Where sites are listed: 考察了…, 走访了…, 看望了…. */
export function siteLists(o: Overview, part: Span): Span[] {
  const piece = o.text.slice(part.from, part.to)
  return [
    ...piece.matchAll(
      /(?:实地)?(?:考察(?!组)|走访(?!组)|察看|查看|参观|调研(?![组报成座])|看望|慰问|走进|深入(?!了解|推进|交流)|来到|观摩)(?:慰问)?了?([^。；，]{3,160})/g,
    ),
  ].map((match) => {
    const from = part.from + match.index + match[0].length - match[1]!.length
    return { from, to: from + match[1]!.length }
  })
}
