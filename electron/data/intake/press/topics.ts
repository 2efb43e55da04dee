/** What a team looks into: the standing topics by their words, others as they are written. */
import type { standardTopics } from '../../../../shared/domain/teams.ts'
import type { Span } from './passages.ts'

type Standard = (typeof standardTopics)[number]
const patterns: [Standard, RegExp][] = [
  ['慈善项目', /慈善项目(?:进展|实施|开展|工作|执行|运行)|项目调研组|项目(?:实施|开展)情况/],
  ['会员工作', /会员(?:单位)?(?:服务)?(?:工作|管理|调研)/],
  ['财务募捐', /募捐财务|财务募捐|财务工作|财务管理|募捐工作(?!情况、经验)/],
  ['网络募捐', /网络募捐|网络筹款|互联网募捐|网上募捐/],
  ['慈善宣传', /慈善宣传|宣传工作/],
]

/** Standing topics a phrase is about. 网络募捐 is not 财务募捐. */
export function standingTopics(phrase: string): Standard[] {
  const found = patterns.filter(([, words]) => words.test(phrase)).map(([topic]) => topic)
  return found.includes('网络募捐') && !/财务/.test(phrase) ? found.filter((topic) => topic !== '财务募捐') : found
}

/** 就…开展调研, 围绕…, 调研…: a topic in the text's own words. */
export function ownTopic(text: string, { from, to }: Span): Span | null {
  const phrase = text.slice(from, to)
  const found =
    /(?:就|围绕|聚焦|针对)([\u4e00-\u9fff“”]{3,18}?)(?:等)?(?:工作|情况|问题)?(?:开展|进行|展开|深入)[^，。]{0,8}(?:调研|调查|研究)/.exec(
      phrase,
    ) ??
    /(?:开展)([\u4e00-\u9fff“”]{3,18}?)(?:工作|情况)?(?:专题|实地|集中)?调研/.exec(phrase) ??
    /(?:调研|考察)(?:了)?((?!组|情况|工作|报告|期间|活动|成果|中|时|，|的)[\u4e00-\u9fff“”]{3,14}?)(?:工作)?(?:开展|推进|进展)?(?:情况|工作)?(?:[，。；]|$)/.exec(
      phrase,
    )
  const topic = found?.[1]?.replace(/(?:的)?(?:专题|年中|年度|实地|集中)$/, '')
  if (
    !found ||
    !topic ||
    /^(?:为期|专题|年中|年度|实地|走访|全面|深入|系列|了|座谈)/.test(topic) ||
    /(?:市|县|区|站|学校|小学|医院|社区|村|中心)$/.test(topic)
  )
    return null
  const at = from + found.index + found[0].indexOf(found[1]!)
  return { from: at, to: at + topic.length }
}

/** Words by which a sentence of one team belongs to one of its topics. */
export const topicWords: Record<Standard, RegExp> = {
  慈善项目: /项目|救助/,
  会员工作: /会员/,
  财务募捐: /募集|募捐|财务|资金/,
  网络募捐: /网络|募捐|募集|专场|公益日|善款/,
  慈善宣传: /宣传|文化|理念|阵地/,
}
