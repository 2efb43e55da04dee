/** What each column may be called, holds, and says about itself in the template. */

import { findingKinds, priorities } from '../../../../shared/domain/findings.ts'
import { bounds } from '../../../../shared/domain/indicators.ts'
import { type SheetNoun, sheetColumns } from '../../../../shared/domain/intake-sheets.ts'
import { organizationKinds } from '../../../../shared/domain/organizations.ts'
import { standardTopics } from '../../../../shared/domain/teams.ts'
import { visitMethods, visitStatuses } from '../../../../shared/domain/visits.ts'
import { text } from '../../../../shared/text/zh-cn.ts'

export type ColumnKind =
  | { kind: 'text' | 'date' | 'period' | 'number' | 'year' | 'region' | 'regions' | 'team' | 'list' }
  | { kind: 'choice'; labels: Record<string, string> }
  | { kind: 'choices'; labels: Record<string, string> }
  | { kind: 'records'; to: 'people' | 'organizations' | 'sites'; single: boolean }

export type Column = {
  field: string
  label: string
  type: ColumnKind
  /** Other names of the column, without blanks. */
  synonyms: readonly string[]
  example: string
  note: string
  width: number
}

const words = text.intake.template
const fieldsOf = (noun: SheetNoun) => text.domain.fields[noun] as Record<string, string>
const { domain } = text

const labelled = (values: readonly string[], labels: Record<string, string>) =>
  Object.fromEntries(
    values.map((value) => [value, labels[value] || words.bound[value as keyof typeof words.bound] || value]),
  )

const types: Record<SheetNoun, Record<string, ColumnKind>> = {
  visits: {
    start: { kind: 'date' },
    end: { kind: 'date' },
    region: { kind: 'region' },
    team: { kind: 'team' },
    status: { kind: 'choice', labels: labelled(visitStatuses, domain.visitStatus) },
    methods: { kind: 'choices', labels: labelled(visitMethods, domain.visitMethod) },
    hosts: { kind: 'records', to: 'organizations', single: false },
    participants: { kind: 'records', to: 'people', single: false },
    sites: { kind: 'records', to: 'sites', single: false },
    purpose: { kind: 'text' },
    summary: { kind: 'text' },
    itinerary: { kind: 'text' },
  },
  findings: {
    kind: { kind: 'choice', labels: labelled(findingKinds, domain.findingKind) },
    regions: { kind: 'regions' },
    quote: { kind: 'text' },
    summary: { kind: 'text' },
    analysis: { kind: 'text' },
    cause: { kind: 'text' },
    topics: { kind: 'list' },
    tags: { kind: 'list' },
    team: { kind: 'team' },
    priority: { kind: 'choice', labels: labelled(priorities, domain.priority) },
  },
  people: {
    name: { kind: 'text' },
    title: { kind: 'text' },
    organization: { kind: 'records', to: 'organizations', single: true },
    phone: { kind: 'text' },
  },
  organizations: {
    name: { kind: 'text' },
    kind: { kind: 'choice', labels: labelled(organizationKinds, domain.organizationKind) },
    region: { kind: 'region' },
    parent: { kind: 'records', to: 'organizations', single: true },
  },
  indicators: {
    name: { kind: 'text' },
    region: { kind: 'region' },
    period: { kind: 'period' },
    value: { kind: 'number' },
    unit: { kind: 'text' },
    bound: { kind: 'choice', labels: labelled(bounds, domain.bound) },
    yearOnYear: { kind: 'number' },
    occasion: { kind: 'text' },
    source: { kind: 'text' },
  },
  measures: {
    title: { kind: 'text' },
    content: { kind: 'text' },
    year: { kind: 'year' },
    owner: { kind: 'records', to: 'organizations', single: true },
    department: { kind: 'text' },
    person: { kind: 'records', to: 'people', single: true },
    coOwners: { kind: 'records', to: 'organizations', single: false },
    due: { kind: 'date' },
    regions: { kind: 'regions' },
  },
}

const synonyms: Record<SheetNoun, Record<string, string>> = {
  visits: {
    start: '日期 时间 走访日期 调研日期 走访时间 调研时间 起始日期 开始时间 起 日期时间',
    end: '结束时间 截止日期 止 至',
    region: '城市 市 地点 走访地区 调研地区 所在地区 地市 市县 走访城市 调研城市 区域 县区 县（市、区） 目的地',
    team: '组别 带队领导 带队人 组长 带队 领队 小组',
    status: '进展 完成情况 走访状态',
    methods: '走访方式 调研方式 形式 调研形式',
    hosts: '走访对象 座谈单位 接待单位 参加单位 被走访单位 走访单位 单位 对接单位',
    participants: '参加人 陪同人员 随行人员 同行人员 参与人员',
    sites: '走访点位 实地点位 考察点 项目点 走访点',
    purpose: '调研目的 走访目的 事由 主题 调研主题',
    summary: '内容 走访情况 调研情况 情况摘要 主要内容 情况记录 走访内容',
    itinerary: '安排 行程安排 日程',
  },
  findings: {
    kind: '类型 分类 发现类别 性质',
    regions: '城市 市 所在地区 来源地区 地市 区域 市县 涉及地区',
    quote: '原文 原始表述 发言内容 内容 问题描述 具体表述 意见内容 反映内容 情况描述',
    summary: '概括 摘要 要点 归纳内容 归纳提炼',
    analysis: '分析内容 研判 分析意见',
    cause: '原因分析 成因',
    topics: '主题 领域 工作领域 专题分类',
    tags: '关键词 标记',
    team: '组别 来源组 带队领导 组长',
    priority: '优先级 重要性 紧急程度',
  },
  people: {
    name: '名字 人员 联系人 人员姓名',
    title: '职位 职务职称 岗位',
    organization: '所在单位 工作单位 单位名称 部门单位',
    phone: '联系电话 手机 手机号 联系方式 电话号码 手机号码',
  },
  organizations: {
    name: '单位 单位名称 机构名称 组织名称 会员单位 会员名称',
    kind: '类型 单位类型 性质 单位性质 机构类型',
    region: '所在地区 城市 市 地市 所在市 属地 区域 市县',
    parent: '上级 主管单位 所属单位',
  },
  indicators: {
    name: '指标名称 项目 统计项目 指标项 数据名称',
    region: '城市 市 单位地区 地市 区域',
    period: '年度 年份 时间 统计时间 期间 统计期 年月',
    value: '数额 金额 数量 数据 数字 指标值 完成数 合计',
    unit: '计量单位 数据单位',
    bound: '数值类型 口径',
    yearOnYear: '同比增长 同比（%） 同比增幅 增长率 增幅 同比增长率',
    occasion: '活动名称 项目活动 活动',
    source: '数据来源 来源 依据',
  },
  measures: {
    title: '举措名称 任务 工作任务 事项 任务名称 工作举措 整改事项 措施',
    content: '具体内容 具体措施 工作内容 具体举措 任务内容 主要内容',
    year: '年份',
    owner: '牵头单位 负责单位 责任主体',
    department: '牵头部门 负责部门 部门 责任处室 牵头处室',
    person: '负责人 责任领导 联系人 经办人',
    coOwners: '配合单位 协同单位 参加单位 配合部门',
    due: '完成时限 办结期限 完成时间 截止时间 截止日期 时限 完成期限',
    regions: '地区 城市 涉及地区',
  },
}

const widths: Partial<Record<ColumnKind['kind'], number>> = {
  date: 14,
  period: 12,
  number: 12,
  year: 8,
  region: 18,
  team: 14,
  choice: 12,
}
const wide = new Set(['purpose', 'summary', 'itinerary', 'quote', 'analysis', 'content', 'source', 'cause'])

/** The columns of a noun in the order of its template. */
export function columnsOf(noun: SheetNoun): Column[] {
  return sheetColumns[noun].map((field) => {
    const type = types[noun][field] as ColumnKind
    const choices = type.kind === 'choice' || type.kind === 'choices' ? Object.values(type.labels).join(words.or) : ''
    const notes = words.notes as Record<string, string>
    const examples = words.examples[noun] as Record<string, string>
    return {
      field,
      label: fieldsOf(noun)[field] ?? field,
      type,
      synonyms: (synonyms[noun][field] ?? '').split(' ').filter(Boolean),
      example: examples[field] ?? '',
      note: [notes[`${noun}.${field}`] ?? notes[type.kind] ?? '', choices && words.choose.replace('{choices}', choices)]
        .filter(Boolean)
        .join(' '),
      width: wide.has(field) ? 42 : (widths[type.kind] ?? 22),
    }
  })
}

/** Values a list of the template offers, where there are few. */
export function choicesOf({ field, type }: Column): string[] {
  if (type.kind === 'choice') return Object.values(type.labels)
  return field === 'topics' ? [...standardTopics] : []
}
