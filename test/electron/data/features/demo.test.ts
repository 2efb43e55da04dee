import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { demoRecords } from '../../../../electron/data/builtin/demo.ts'
import { getDashboard } from '../../../../electron/data/features/dashboard.ts'
import { listFindings } from '../../../../electron/data/features/findings.ts'
import { listIndicators } from '../../../../electron/data/features/indicators.ts'
import { getMeetingPage, listMeetings } from '../../../../electron/data/features/meetings.ts'
import { listTeams } from '../../../../electron/data/features/teams.ts'
import { getVisitPage, listVisits } from '../../../../electron/data/features/visits.ts'
import type { Field } from '../../../../shared/domain/fields.ts'
import { nouns } from '../../../../shared/domain/nouns.ts'
import { demoDb, demoId, resourcesDir, wholePage } from './demo-db.ts'

const seed = readFileSync(new URL('../../../fixtures/jiangsu-2023-12-05.txt', import.meta.url), 'utf8')
const db = demoDb()
const records = demoRecords(resourcesDir)

describe('demonstration data', () => {
  test('uses known fields, known choices, and refers only to what came before', () => {
    const seen = new Set(db.prepare('SELECT id FROM regions WHERE meta IS NULL').pluck().all() as string[])
    for (const { entity, id, fields } of records) {
      for (const [name, value] of Object.entries(fields)) {
        const field = (nouns[entity].fields as Record<string, Field>)[name]
        expect(field, `${entity}.${name}`).toBeDefined()
        if (field?.kind === 'choice') expect(field.values).toContain(value)
        if (field?.kind === 'ref') expect(seen, `${entity}.${name}`).toContain(value)
        if (field?.kind === 'set' && field.of !== 'text') {
          for (const target of value as string[]) expect(seen, `${entity}.${name}`).toContain(target)
        }
      }
      expect(seen.has(id)).toBe(false)
      seen.add(id)
    }
    expect(demoRecords(resourcesDir)).toEqual(records)
  })

  test('running text is the source, letter by letter', () => {
    const verbatim: Record<string, string[]> = {
      campaigns: ['purpose', 'source'],
      visits: ['purpose', 'summary', 'hostsNote'],
      meetings: ['title', 'minutes'],
      directives: ['text'],
      findings: ['quote'],
      attachments: ['caption'],
      teams: ['name'],
      measures: ['title'],
      documents: ['title'],
    }
    const texts = records.flatMap(({ entity, fields }) =>
      (verbatim[entity] ?? []).flatMap((name) => fields[name] ?? []),
    )
    expect(texts.length).toBeGreaterThan(50)
    for (const text of texts) expect(seed).toContain(text)
    for (const indicator of listIndicators(db, {})) {
      if (indicator.derived) expect(indicator.source).toContain('推算')
      else expect(seed).toContain(indicator.source)
    }
  })

  test('nothing is stated that the source leaves open', () => {
    for (const { entity, fields } of records) {
      if (entity === 'people') expect(fields).not.toHaveProperty('phone')
      if (entity === 'visits') expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['itinerary']))
      if (entity === 'findings') expect(fields).toMatchObject({ stage: 'raw' })
      if (entity === 'findings') expect(['problem', 'suggestion', 'plan']).not.toContain(fields.kind)
      if (entity === 'findings') expect(fields).not.toHaveProperty('summary')
      if (entity === 'attachments') expect(fields).not.toHaveProperty('sha256')
      // the source names neither who nor by when
      if (entity === 'measures')
        expect(Object.keys(fields).sort()).toEqual(['campaign', 'directives', 'order', 'stage', 'title'])
      if (entity === 'measures') expect(fields).toMatchObject({ stage: 'proposed' })
    }
  })

  test('14 visits to 10 cities: 4 by two teams, 3 of the province by none', () => {
    const { counts, coverage, kinds, officeMeeting, teams } = getDashboard(db, {})
    expect(counts).toEqual({
      ...{
        visits: 14,
        cities: 10,
        citiesTwice: 4,
        meetings: 4,
        findings: 7,
        findingsRaw: 7,
        directives: 6,
        indicators: 8,
        measures: 6,
        measuresProposed: 6,
        measuresMissing: 6,
        measuresDone: 0,
        documents: 1,
      },
    })
    const by = (n: number) => coverage.filter((entry) => entry.visits.length === n).map((entry) => entry.region.name)
    expect(coverage).toHaveLength(13)
    expect(by(2)).toEqual(['南京市', '无锡市', '淮安市', '镇江市'])
    expect(by(0)).toEqual(['苏州市', '南通市', '连云港市'])
    expect(kinds.map(({ count }) => count)).toEqual([3, 2, 2, 0, 0, 0])
    expect(officeMeeting).toMatchObject({ number: 17, date: '2023-11-30' })
    expect(teams.map((t) => [t.leaderName, t.visits, t.dated, t.undated, t.unreported, t.received])).toEqual([
      ['高晓平', 3, 3, 0, 3, false],
      ['刘成林', 7, 0, 7, 7, false],
      ['董启彬', 2, 2, 0, 2, false],
      ['章大李', 2, 0, 2, 2, false],
    ])
  })

  test('dates, precision and what was inferred', () => {
    const { rows, total, cities, undated } = listVisits(db, wholePage)
    expect({ total, cities, undated }).toEqual({ total: 14, cities: 10, undated: 9 })
    expect(
      rows.map((v) => [v.start, v.end, v.regionName, v.leaderName, v.inferred, v.precision, v.findingCount]),
    ).toEqual([
      ['2023-11-10', null, '盐城市', '高晓平', null, 'day', 1],
      ['2023-11-14', null, '镇江市', '董启彬', 1, 'day', 1],
      ['2023-11-17', null, '无锡市', '高晓平', null, 'day', 1],
      ['2023-11-21', '2023-11-22', '扬州市', '高晓平', null, 'day', 0],
      ['2023-11-21', null, '淮安市', '董启彬', 1, 'day', 1],
      ...['南京市', '无锡市', '徐州市', '常州市', '淮安市', '镇江市', '宿迁市'].map((city) => [
        ...[null, null, city, '刘成林', null, 'unknown', 1],
      ]),
      [null, null, '南京市', '章大李', null, 'unknown', 0],
      [null, null, '泰州市', '章大李', null, 'unknown', 0],
    ])
    expect(rows.filter((v) => v.photoExpected).map((v) => v.regionName)).toEqual([
      '盐城市',
      '淮安市',
      '徐州市',
      '南京市',
    ])
    expect(rows.every((v) => v.photoCount === 0 && v.reported === 'unreported' && v.status === 'done')).toBe(true)
  })

  test('whom the teams met and what they saw', () => {
    const page = (slug: string) => getVisitPage(db, { id: demoId('visits', slug) })
    expect(
      page('projects-yancheng')
        ?.hostNames.map((host) => host.name)
        .sort(),
    ).toEqual(['市救助中心', '盐城市慈善总会'])
    expect(
      page('projects-wuxi')
        ?.hostNames.map((host) => host.name)
        .sort(),
    ).toEqual(['无锡市慈善总会', '无锡市医保局', '无锡市城管局', '梁溪区慈善总会', '经开区慈善总会'].sort())
    const yangzhou = page('projects-yangzhou')
    expect(yangzhou?.meetingItems).toMatchObject([{ kind: 'symposium', date: null, precision: 'unknown', chair: null }])
    expect(yangzhou?.meetingItems[0]?.organizationNames).toHaveLength(4)
    expect(yangzhou?.regionPath.map((r) => r.name)).toEqual(['江苏省', '扬州市'])
    expect(yangzhou?.siteItems.map((s) => `${s.name} ${s.kind} ${s.projectName}`).sort()).toEqual([
      '东关小学 school 慈善文化进校园',
      '扬州市中医院 hospital “光明梦”白内障慈善救助',
      '雏鹰儿童发展中心 project 慈善助残',
    ])
    expect(page('projects-yancheng')?.siteItems[0]).toMatchObject({
      ...{ name: '北林社区慈善工作站', kind: 'station', regionName: '亭湖区' },
      photos: [{ caption: '高晓平副会长等在盐城市亭湖区北林社区慈善工作站调研' }],
    })
    expect(page('members-xuzhou')).toMatchObject({ siteItems: [], hostsNote: '会员单位', photos: [{ site: null }] })
    expect(page('projects-wuxi')).toMatchObject({
      directives: 6,
      campaignRow: { name: '2023 年度调研' },
      participantItems: [],
    })
  })

  test('teams, topics and departments', () => {
    const teams = listTeams(db, {})
    expect(teams.map((t) => [t.name, t.departments, t.topics, t.visits, t.findings])).toEqual([
      ['项目调研组', [], ['慈善项目'], 3, 2],
      [null, ['会员联络部'], ['会员工作'], 7, 1],
      [null, ['财务部'], ['财务募捐'], 2, 1],
      [null, ['宣传部', '网络部'], ['慈善宣传', '网络募捐'], 2, 3],
    ])
    for (const team of teams) expect([...team.visitedRegions].sort()).toEqual(team.regions)
  })

  test('figures with unit, bound and year-on-year change', () => {
    expect(
      listIndicators(db, {}).map((i) => [
        ...[i.regionName, i.period, i.name, i.bound, i.value, i.unit, i.yearOnYear, i.derived],
      ]),
    ).toEqual([
      ['盐城市', '2023', '慈善项目类别', 'equal', '8', '大类', null, null],
      ['盐城市', '2023', '慈善项目', 'equal', '33', '个', null, null],
      ['江苏省', '2023', '募集善款', 'equal', '4.91', '亿元', '20', null],
      ['江苏省', '2023', '参与人次', 'equal', '688.10', '万人次', '60', null],
      ['江苏省', '2023', '慈善公益组织', 'least', '300', '家', null, null],
      ['江苏省', '2023', '上线项目', 'equal', '679', '个', null, null],
      ['江苏省', '2022', '募集善款', 'about', '4.09', '亿元', null, 1],
      ['江苏省', '2022', '参与人次', 'about', '430.06', '万人次', null, 1],
    ])
    expect((4.91 / 1.2).toFixed(2)).toBe('4.09')
    expect((688.1 / 1.6).toFixed(2)).toBe('430.06')
  })

  test('findings with kind, topic and sources', () => {
    const { rows } = listFindings(db, { ...wholePage, descending: false })
    expect(rows.map((f) => [f.kind, f.topics, f.regionNames.length, f.visits.length])).toEqual([
      ['practice', ['慈善项目'], 1, 1],
      ['highlight', ['慈善项目'], 1, 1],
      ['highlight', ['会员工作'], 7, 7],
      ['achievement', ['财务募捐'], 2, 2],
      ['practice', ['网络募捐'], 1, 0],
      ['achievement', ['网络募捐'], 1, 0],
      ['achievement', ['慈善宣传'], 1, 0],
    ])
  })

  test('the 17th office meeting: assessment and six directives in order', () => {
    const [office] = listMeetings(db, { ...wholePage, kind: 'office' }).rows
    const page = getMeetingPage(db, { id: office?.id ?? '' })
    expect(page).toMatchObject({ number: 17, date: '2023-11-30', chairName: '李小敏', attendees: [], agenda: null })
    for (const words of ['比较详实', '比较深入', '比较中肯']) expect(page?.minutes).toContain(words)
    const places = page?.directiveItems.map((directive) => seed.lastIndexOf(directive.text ?? '?')) ?? []
    expect(places).toHaveLength(6)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(page?.directiveItems.every((directive) => directive.issuerName === '李小敏')).toBe(true)
  })
})
