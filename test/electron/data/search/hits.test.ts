import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../../../shared/contract.ts'
import { builtInId } from '../../../../shared/domain/ids.ts'
import type { SearchHit } from '../../../../shared/views.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'

let here: Device
afterAll(cleanUp)
beforeAll(async () => {
  here = await openDevice('总会', 'headquarters', { demo: true })
  await here.data.search.settled()
})

type Query = Partial<Input<'search.query'>>
const groupsOf = async (text: string, query: Query = {}) => {
  const { groups, indexing } = await here.call('search.query', { text, limit: 20, ...query })
  expect(indexing).toBeNull()
  return groups
}
const hitsOf = async (text: string, entity: NonNullable<Query['entity']>, query: Query = {}): Promise<SearchHit[]> =>
  (await groupsOf(text, { entity, ...query }))[0]?.hits ?? []
const marked = (text: string | null, marks: SearchHit['titleMarks']) => marks.map(([from, to]) => text?.slice(from, to))

describe('names', () => {
  test.each(['yz', 'yangzhou', 'yangz', 'YZ', 'ｙｚ', 'yzs', '扬州', '扬'])(
    '%s finds 扬州, before other places',
    async (typed) => {
      const [region] = await hitsOf(typed, 'regions')
      expect(region?.title).toBe('扬州市')
      expect(['扬', '扬州', '扬州市']).toContain(marked('扬州市', region?.titleMarks ?? [])[0])
      const [visit] = await hitsOf(typed, 'visits')
      expect(visit?.title).toContain('扬州市')
    },
  )

  test('by the sound of any part, of people with their surname', async () => {
    expect((await hitsOf('gxp', 'people')).map(({ title }) => title)).toEqual(['高晓平'])
    expect((await hitsOf('xiaoping', 'people')).map(({ title }) => title)).toContain('高晓平')
    const id = v7()
    await here.save('people', id, { name: '单雄信' })
    for (const typed of ['sxx', 'shan', 'xiongxin']) {
      expect(
        (await hitsOf(typed, 'people')).map((hit) => hit.id),
        typed,
      ).toContain(id)
    }
    expect((await hitsOf('danxiong', 'people')).map((hit) => hit.id)).not.toContain(id)
    await here.call('records.remove', { entity: 'people', ids: [id] })
  })

  test('the name asked for comes first, then what begins with it, then what holds it, the shorter before the longer', async () => {
    const names = ['某县养老服务中心', '养老', '养老服务中心', '养老院', '区养老院']
    const ids = names.map(() => v7())
    for (const [at, name] of names.entries()) await here.save('organizations', ids[at] as string, { name })
    expect((await hitsOf('养老', 'organizations')).map(({ title }) => title)).toEqual([
      '养老',
      '养老院',
      '养老服务中心',
      '区养老院',
      '某县养老服务中心',
    ])
    expect((await groupsOf('养老'))[0]?.entity).toBe('organizations')
    await here.call('records.remove', { entity: 'organizations', ids })
  })

  test('a meeting is found by what it is called', async () => {
    const [office] = await hitsOf('第17次会长办公会', 'meetings')
    expect(office).toMatchObject({ title: '第17次会长办公会', open: { page: 'meetings' } })
    const [symposium] = await hitsOf('盐城市座谈会', 'meetings')
    expect(symposium?.title).toBe('盐城市座谈会')
  })

  test('a figure is found with its unit', async () => {
    const [figure] = await hitsOf('4.91亿元', 'indicators')
    expect(figure?.title).toContain('4.91亿元')
  })
})

describe('what it says', () => {
  test('an excerpt from around the hit, with its field and every place marked', async () => {
    const id = v7()
    const far = '一二三四五六七八九十'.repeat(30)
    await here.save('findings', id, { quote: `${far}𠮷祥社区的夕阳红食堂${far}`, kind: 'practice' })
    const [hit] = await hitsOf('夕阳红', 'findings')
    expect(hit).toMatchObject({ id, kind: 'practice', field: 'quote', title: null, open: { page: 'findings', id } })
    expect(hit?.excerpt?.startsWith('…')).toBe(true)
    expect(hit?.excerpt?.endsWith('…')).toBe(true)
    expect(hit?.excerpt?.length).toBeLessThan(110)
    expect(marked(hit?.excerpt ?? null, hit?.excerptMarks ?? [])).toEqual(['夕阳红'])
    const [both] = await hitsOf('𠮷祥 食堂', 'findings')
    expect(marked(both?.excerpt ?? null, both?.excerptMarks ?? [])).toEqual(['𠮷祥', '食堂'])
    expect(await hitsOf('𠮷祥 没有', 'findings')).toEqual([])
    await here.call('records.remove', { entity: 'findings', ids: [id] })
  })

  test('letter case and width are not told apart, Simplified and Traditional are', async () => {
    const id = v7()
    await here.save('findings', id, { quote: 'ＮＧＯ与Ngo，揚州的會員' })
    for (const typed of ['ngo', 'NGO', 'ＮＧＯ', '與', '与ngo,', '揚州', '會員']) {
      const found = (await hitsOf(typed, 'findings')).some((hit) => hit.id === id)
      expect(found, typed).toBe(typed !== '與')
    }
    await here.call('records.remove', { entity: 'findings', ids: [id] })
  })

  test('file names and captions', async () => {
    const id = v7()
    await here.save('attachments', id, { name: 'IMG_2023-11-21.jpg', caption: '北林社区' })
    for (const typed of ['img_2023', '.jpg', '11-21', '北林社区', 'blsq']) {
      expect(
        (await hitsOf(typed, 'attachments')).map((hit) => hit.id),
        typed,
      ).toContain(id)
    }
    await here.call('records.remove', { entity: 'attachments', ids: [id] })
  })

  test('a statement opens its meeting, a document its own page', async () => {
    const [meeting, statement] = [v7(), v7()]
    await here.save('meetings', meeting, { kind: 'symposium' })
    await here.save('statements', statement, { meeting, text: '乡镇没有专职人员' })
    expect((await hitsOf('专职人员', 'statements'))[0]).toMatchObject({
      id: statement,
      open: { page: 'meetings', id: meeting },
    })
    await here.call('records.remove', { entity: 'statements', ids: [statement] })
    await here.call('records.remove', { entity: 'meetings', ids: [meeting] })
  })
})

describe('filters', () => {
  const city = (code: string) => builtInId('regions', code)
  const cities = async (query: Query) =>
    (await hitsOf('市', 'visits', query)).map(({ title }) => title?.split(' · ')[0]).sort()

  test('a city, with what lies below it', async () => {
    expect(await cities({ city: city('320200') })).toEqual(['无锡市', '无锡市'])
    const wide = (await hitsOf('慈善总会', 'organizations', { city: city('321000') })).map(({ title }) => title)
    expect(wide.sort()).toEqual(['宝应县慈善总会', '广陵区慈善总会', '扬州市慈善总会', '高邮市慈善总会'].sort())
    const [site] = await hitsOf('东关', 'sites', { city: city('321000') })
    expect(site?.title).toBe('东关小学')
    expect(await hitsOf('东关', 'sites', { city: city('320100') })).toEqual([])
  })

  test('a team and a year', async () => {
    const team = (await here.call('teams.list', {})).find(({ leaderName }) => leaderName === '高晓平')?.id as string
    expect(await cities({ team })).toEqual(['扬州市', '无锡市', '盐城市'])
    expect(await cities({ team, year: 2023, city: city('321000') })).toEqual(['扬州市'])
    expect(await cities({ team, year: 2022 })).toEqual([])
    expect((await groupsOf('慈善', { team })).map(({ entity }) => entity)).not.toContain('organizations')
  })
})

test('similar findings: with the index the same as without, and none that is gone', async () => {
  const said = '基层慈善组织专职人员不足，一人身兼数岗，项目执行靠临时抽调'
  const [mine, same, near, declined] = [v7(), v7(), v7(), v7()]
  await here.save('findings', mine, { quote: said })
  await here.save('findings', same, { summary: said })
  await here.save('findings', near, { quote: '乡镇慈善组织缺少专职人员，往往一人兼数岗，靠临时抽调' })
  await here.save('findings', declined, { quote: said, stage: 'declined' })
  const found = await here.call('findings.similar', { id: mine })
  expect(found.map(({ finding }) => finding.id)).toEqual([same, near])
  expect(found[0]?.score).toBeCloseTo(1)
  expect(found[1]?.shared).toContain('慈善组织')
  await here.save('findings', same, { mergedInto: mine })
  await here.call('records.remove', { entity: 'findings', ids: [near] })
  expect(await here.call('findings.similar', { id: mine })).toEqual([])
  expect((await here.call('findings.similar', { text: said, limit: 1 })).map(({ finding }) => finding.id)).toEqual([
    mine,
  ])
})

test('similar findings among the first ones that are written', async () => {
  const fresh = await openDevice('新机', 'laptop')
  await fresh.data.search.settled()
  const ids = [v7(), v7(), v7()]
  await fresh.save('findings', ids[0] as string, { quote: '助餐点离家远，老人走不动' })
  await fresh.save('findings', ids[1] as string, { quote: '老人说助餐点离家远' })
  await fresh.save('findings', ids[2] as string, { quote: '网络募捐平时流量少' })
  const found = await fresh.call('findings.similar', { id: ids[0] })
  expect(found.map(({ finding }) => finding.id)).toEqual([ids[1]])
})
