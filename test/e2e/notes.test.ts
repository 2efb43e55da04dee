/** 速记 in the real window, by keyboard: who speaks, signs, tags, findings, the outline; whatever an input method does. */
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { between } from '../../shared/domain/order.ts'
import type { MeetingPage, RecordView } from '../../shared/views.ts'
import { call, killApp, killDataProcess, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { saveRecord } from '../support/screens.ts'
import { typist } from '../support/typist.ts'

const profile = join(temporaryFolder('notes'), 'data')
const [visit, meeting, team, leader] = [v7(), v7(), v7(), v7()]
const units = [v7(), v7()]
const outline = ['今年慈善项目进展情况', '意见和建议']
let shanyan: Shanyan
let page: Page
let cdp: CDPSession
let hand: ReturnType<typeof typist>

const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const read = () => call<MeetingPage>(page, 'meetings.page', { id: meeting })
const said = async () => (await read()).statementItems
const texts = async () => (await said()).map(({ text }) => text)
const entry = () => page.getByRole('textbox', { name: '记一句发言' })
const press = (keys: string) => page.keyboard.press(keys)
const type = (words: string) => page.keyboard.type(words)
const hint = () => page.locator('.notes-entry-foot [role="status"]')
const speaking = () => page.getByRole('radio', { checked: true }).innerText()

async function open(): Promise<void> {
  shanyan = await launchShanyan({ profile, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  cdp = await page.context().newCDPSession(page)
  hand = typist(page, cdp)
}

beforeAll(async () => {
  await open()
  await call(page, 'profile.save', { role: 'laptop', unit: '江苏省慈善总会', person: '李四', deviceName: '笔记本' })
  await save('people', leader, { name: '高晓平', title: '副会长' })
  await save('teams', team, { leader, topics: ['慈善项目'], outline: outline.join('\n') })
  await save('visits', visit, { team, region: null, status: 'ongoing' })
  await save('organizations', units[0]!, { name: '盐城市慈善总会' })
  await save('organizations', units[1]!, { name: '市救助中心' })
  await save('meetings', meeting, {
    kind: 'symposium',
    visit,
    date: '2023-11-10',
    precision: 'day',
    organizations: units,
  })
})
afterAll(() => shanyan?.close())

test('opens from the symposium by key, has no navigation, and Esc leads back', async () => {
  await page.goto(`app://shanyan/#/meetings/${meeting}`)
  await page.getByRole('button', { name: /^速记/ }).waitFor()
  await press('Control+j')
  await entry().waitFor()
  expect(await page.getByRole('navigation', { name: '模块' }).count()).toBe(0)
  expect(await entry().evaluate((box) => box === document.activeElement)).toBe(true)
  await press('Escape')
  await page.getByRole('button', { name: /^速记/ }).waitFor()
  expect(await page.getByRole('navigation', { name: '模块' }).count()).toBe(1)
  await page.goto(`app://shanyan/#/visits/${visit}`)
  await page.getByRole('tab', { name: /座谈会/ }).waitFor()
  await press('Control+j')
  await entry().waitFor()
  expect(await page.evaluate(() => location.hash)).toContain(`#/notes/${meeting}`)
})

describe('a sentence', () => {
  test('speaker by number, Enter stores, the next is typed at once', async () => {
    await type('1盐城市2023年已实施8大类33个慈善项目')
    await press('Enter')
    await type('22023年还要扩面')
    await press('Enter')
    await type('0先记下')
    await press('Enter')
    await expect.poll(texts).toEqual(['盐城市2023年已实施8大类33个慈善项目', '2023年还要扩面', '先记下'])
    const items = await said()
    expect(items.map(({ organizationName }) => organizationName)).toEqual(['盐城市慈善总会', '市救助中心', null])
    expect(items.every(({ at }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(at ?? ''))).toBe(true)
    expect(await page.locator('mark').allInnerTexts()).toEqual(['8大类', '33个'])
    await page.getByRole('button', { name: '指标 8大类、33个' }).waitFor()
  })

  test('initials choose who speaks', async () => {
    await type('yc')
    await page.getByRole('option', { name: /盐城市慈善总会/ }).waitFor()
    await press('Enter')
    await expect.poll(speaking).toContain('盐城市慈善总会')
    expect(await entry().inputValue()).toBe('')
    await type('sjz')
    await page.getByRole('option', { name: /市救助中心/ }).waitFor()
    await press('Tab')
    await expect.poll(speaking).toContain('市救助中心')
  })

  test('! and ? mark it, half and full width; # and @ tag it anywhere', async () => {
    await type('!')
    await type('基层人手不足')
    await press('Enter')
    await hand.commit('？')
    await type('建议增加经费')
    await press('Enter')
    await type('借助')
    await type('@')
    await page.getByRole('option', { name: /市救助中心/ }).click()
    await type('的平台#')
    await page.getByRole('option', { name: '慈善项目' }).waitFor()
    await press('Enter')
    await hand.commit('＃')
    await hand.commit('养老')
    await page.getByRole('option', { name: '新专题“养老”' }).waitFor()
    await press('Enter')
    // somebody new is made on purpose only
    await type('@')
    await hand.commit('某某')
    await page.getByRole('option', { name: '新建单位“某某”' }).waitFor()
    expect(await page.getByRole('option', { selected: true }).count()).toBe(0)
    for (let count = 0; count < 3; count++) await press('Backspace')
    await hand.commit('＠')
    await hand.commit('王明')
    await page.getByRole('option', { name: '新建人员“王明”' }).click()
    await type('说是好')
    expect(await entry().inputValue()).toBe('借助市救助中心的平台王明说是好')
    await press('Enter')
    await expect.poll(async () => (await texts()).at(-1)).toBe('借助市救助中心的平台王明说是好')
    const [problem, suggestion, tagged] = (await said()).slice(-3)
    expect(problem).toMatchObject({ text: '基层人手不足', mark: 'problem' })
    expect(suggestion).toMatchObject({ text: '建议增加经费', mark: 'suggestion' })
    expect(tagged).toMatchObject({ mark: null, topics: ['养老', '慈善项目'], organizations: [units[1]] })
    expect(tagged?.mentioned.map(({ name }) => name).sort()).toEqual(['市救助中心', '王明'])
  })

  test('an address and a lone sign stay what they are', async () => {
    await type('请发到 a@b.com，C#语言')
    expect(await page.getByRole('option').count()).toBe(0)
    await type('#')
    await page.getByRole('option').first().waitFor()
    await press('Escape')
    await press('Enter')
    await expect.poll(async () => (await texts()).at(-1)).toBe('请发到 a@b.com，C#语言#')
  })

  test('+ adds a speaker, who gets the next number', async () => {
    await type('+')
    const search = page.getByRole('combobox', { name: '选发言人' })
    await search.waitFor()
    await hand.commit('张三')
    await page.getByRole('option', { name: '新建“张三”' }).click()
    await expect.poll(speaking).toContain('张三')
    await expect.poll(() => entry().evaluate((box) => box === document.activeElement)).toBe(true)
    await type('我补充一句')
    await press('Enter')
    await type('1')
    await type('3')
    expect(await entry().inputValue()).toBe('13')
    await press('Backspace')
    await press('Backspace')
    await type('3')
    await expect.poll(speaking).toContain('张三')
    await type('0')
    await press('Control+A')
    await press('Backspace')
    const { attendeeItems } = await read()
    expect(attendeeItems.map(({ name }) => name)).toEqual(['张三'])
    expect((await said()).at(-1)).toMatchObject({ text: '我补充一句', speakerName: '张三' })
  })
})

describe('a finding', () => {
  test('Ctrl+Enter makes one, its kind by the mark, and the caret stays', async () => {
    await type('!经费不够')
    await press('Control+Enter')
    await type('说得很')
    await expect.poll(async () => (await read()).findingItems.map(({ quote }) => quote)).toEqual(['经费不够'])
    const { findingItems, statementItems } = await read()
    const source = statementItems.find(({ text }) => text === '经费不够')!
    expect(findingItems[0]).toMatchObject({ kind: 'problem', stage: 'raw', team, visits: [visit], meetings: [meeting] })
    expect(findingItems[0]?.statements).toEqual([source.id])
    expect(await entry().inputValue()).toBe('说得很')
    await type('对')
    await press('Control+Enter')
    await expect.poll(() => hint().innerText()).toContain('类别待定')
    await press('Alt+3')
    await expect
      .poll(async () => (await read()).findingItems.map(({ quote, kind }) => [quote, kind]))
      .toEqual([
        ['经费不够', 'problem'],
        ['说得很对', 'practice'],
      ])
    await page.getByText('已记为发现', { exact: true }).nth(1).waitFor()
  })

  test('Ctrl+Z takes back one after the other', async () => {
    // the kind, the finding, the sentence
    for (const [findings, sentences] of [
      [2, 10],
      [1, 10],
      [1, 9],
    ]) {
      await press('Control+z')
      await expect
        .poll(async () => {
          const { findingItems, statementItems } = await read()
          return [findingItems.length, statementItems.length]
        })
        .toEqual([findings, sentences])
    }
    await press('Control+y')
    await expect.poll(async () => (await said()).length).toBe(10)
  })
})

describe('the outline', () => {
  const counts = () => page.locator('.notes-talked').allInnerTexts()

  test('a question stays until it is put away, and every sentence counts for it', async () => {
    expect(await counts()).toEqual(['还没有人谈到', '还没有人谈到'])
    await press('Control+2')
    await type('多开座谈会')
    await press('Enter')
    await type('多下基层')
    await press('Enter')
    await press('Control+2')
    await type('散会')
    await press('Enter')
    await expect.poll(counts).toEqual(['还没有人谈到', '2 句谈到'])
    expect((await said()).slice(-3).map(({ questions }) => questions)).toEqual([[outline[1]], [outline[1]], []])
  })

  test('a sentence is given to a question by key and by drag', async () => {
    await press('ArrowUp')
    await press('Control+1')
    await expect.poll(counts).toEqual(['1 句谈到', '2 句谈到'])
    await page
      .locator('.notes-sentence', { hasText: '多下基层' })
      .locator('.notes-number')
      .dragTo(page.getByRole('button', { name: /今年慈善项目进展情况/ }))
    await expect.poll(counts).toEqual(['2 句谈到', '2 句谈到'])
    expect((await said()).at(-2)?.questions).toEqual(outline.toSorted())
    await type('敲')
    expect(await entry().inputValue()).toBe('敲')
    await press('Backspace')
  })
})

describe('an input method in the middle of a word', () => {
  test('nothing fires, and the box says so', async () => {
    const before = await texts()
    const speaker = await speaking()
    await hand.compose('jingzhunshishi')
    expect(await hint().innerText()).toBe('正在组词：数字键和快捷键先不起作用')
    await hand.everything()
    await page.waitForTimeout(500)
    expect(await entry().inputValue()).toBe('jingzhunshishi')
    expect(await speaking()).toBe(speaker)
    expect(await texts()).toEqual(before)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate(() => location.hash)).toContain('#/notes/')
    await hand.commit('精准实施')
    expect(await hint().innerText()).not.toContain('正在组词')
    expect(await entry().inputValue()).toBe('精准实施')
    await press('Control+A')
    await press('Backspace')
  })

  test('signs that come as words of one letter count too', async () => {
    await hand.compose('１')
    await hand.commit('１')
    await expect.poll(speaking).toContain('盐城市慈善总会')
    expect(await entry().inputValue()).toBe('')
    await hand.compose('！')
    await hand.commit('！')
    await page.locator('.notes-entry-head .kind-tag').waitFor()
    expect(await entry().inputValue()).toBe('')
    await hand.compose('wenti')
    await hand.commit('问题')
    await press('Enter')
    await expect.poll(async () => (await said()).at(-1)).toMatchObject({ text: '问题', mark: 'problem' })
  })

  test('a word begun while the caret is elsewhere comes into the box', async () => {
    await page.locator('.notes-side h2').first().click()
    await hand.key('Process', 'KeyN')
    expect(await entry().evaluate((box) => box === document.activeElement)).toBe(true)
  })
})

describe('nothing typed is lost', () => {
  test('the data process is killed: what was said stands, the next sentence too', async () => {
    await type('断之前的一句')
    await press('Enter')
    await killDataProcess(shanyan.app)
    await type('断之后的一句')
    await press('Enter')
    await expect.poll(async () => (await texts()).slice(-2)).toEqual(['断之前的一句', '断之后的一句'])
    await page.getByText('每个字都已存盘').waitFor()
  })

  test('kill -9: a half-typed sentence is one, with its speaker, mark and tags', async () => {
    await type('1!人手')
    await type('#')
    await page.getByRole('option', { name: '会员工作' }).click()
    await type('不够')
    await page.waitForTimeout(1000)
    await killApp(shanyan.app)
    await open()
    await page.goto(`app://shanyan/#/notes/${meeting}`)
    await entry().waitFor({ timeout: 20_000 })
    expect((await said()).at(-1)).toMatchObject({
      text: '人手不够',
      organizationName: '盐城市慈善总会',
      mark: 'problem',
      topics: ['会员工作'],
    })
  })

  test('leaving stores what stands in the box, and closing does', async () => {
    await type('走之前')
    await press('Escape')
    await expect.poll(async () => (await texts()).at(-1)).toBe('走之前')
    await page.goto(`app://shanyan/#/notes/${meeting}`)
    await entry().waitFor()
    await type('关窗之前')
    await shanyan.close()
    await open()
    await expect.poll(async () => (await texts()).at(-1)).toBe('关窗之前')
    expect(await call<RecordView>(page, 'records.get', { entity: 'meetings', id: meeting })).toMatchObject({
      drafts: [],
    })
  })
})

describe('hundreds of sentences', () => {
  const long = v7()
  const count = 300
  const numbers = () => page.locator('.notes-number').allTextContents()

  test('the newest are drawn, and older ones as one goes back to them', async () => {
    let order: string | null = null
    const records = Array.from({ length: count }, (_, at) => {
      order = between(order, null)
      const fields = { meeting: { value: long }, text: { value: `第${at + 1}句` }, order: { value: order } }
      return { entity: 'statements', id: v7(), fields }
    })
    await save('meetings', long, { kind: 'symposium' })
    for (let from = 0; from < count; from += 100)
      await call(page, 'records.saveAll', { records: records.slice(from, from + 100) })
    await page.goto(`app://shanyan/#/notes/${long}`)
    await page.getByText(`第${count}句`, { exact: true }).waitFor()
    expect((await numbers()).length).toBeLessThan(130)
    await page.mouse.move(600, 300)
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, -4000)
          return (await numbers())[0]
        },
        { timeout: 20_000 },
      )
      .toBe('1')
    expect(await numbers()).toEqual(Array.from({ length: count }, (_, at) => String(at + 1)))
  })

  test('keys reach the first and the last; the next sentence goes below all of them', async () => {
    await entry().click()
    await type('又一句')
    await press('Enter')
    await expect.poll(async () => (await numbers()).at(-1)).toBe(String(count + 1))
    await expect.poll(async () => (await numbers()).length).toBeLessThan(130)
    await press('ArrowUp')
    await press('Home')
    const standing = () => page.evaluate(() => document.activeElement?.querySelector('.notes-number')?.textContent)
    expect(await standing()).toBe('1')
    await press('End')
    expect(await standing()).toBe(String(count + 1))
  })
})
