/** Printing in a real window: what is seen, whole, on paper. There is no printer here, so the PDF is what is measured. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, run } from '../../electron/launch/exec.mjs'
import type { FindingItem, MeetingItem, Page as Rows, TeamItem, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog } from '../support/electron.ts'
import { lookAt, photo, settle, sizes } from '../support/looks.ts'
import { ensureOffice, linesOf, millimetres, pagesOf } from '../support/office.ts'
import { chooseFolder } from '../support/paper-export.ts'

let shanyan: Shanyan
let page: Page
let look: ReturnType<typeof lookAt>
/** Kept after the run, to be looked at. */
const folder = join(root, '.artifacts', 'print')

const go = async (address: string) => {
  await page.evaluate((next) => {
    location.hash = next
  }, `#/${address}`)
  await settle(page)
}
const dialog = () => page.getByRole('dialog')
const open = async () => {
  await page.keyboard.press('Control+p')
  await dialog().getByRole('button', { name: '保存为 PDF' }).waitFor()
}
/** Saves what the dialog shows; answers the PDF's path. */
const save = async (name: string): Promise<string> => {
  const path = join(folder, `${name}.pdf`)
  await stubDialog(shanyan.app, 'save', path)
  await dialog().getByRole('button', { name: '保存为 PDF' }).click()
  await dialog().getByText(`已存为“${name}.pdf”`).waitFor({ timeout: 120_000 })
  await dialog().getByRole('button', { name: '完成' }).click()
  await dialog().waitFor({ state: 'detached' })
  expect(existsSync(path)).toBe(true)
  return path
}
const textOf = (pdf: string): string => linesOf(pdf).flat().join('\n').replaceAll(' ', '')
const sizeOf = (pdf: string) => [pagesOf(pdf)[0]!.width, pagesOf(pdf)[0]!.height].map(millimetres).map(Math.round)
const visits = async () => (await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 100 })).rows

beforeAll(async () => {
  ensureOffice()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(30_000)
  look = lookAt(shanyan)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForSelector('h1')
}, 600_000)
afterAll(async () => {
  await shanyan?.close()
})

describe('a list', () => {
  it('is printed with every row, the filters in force and the chosen columns', async () => {
    await go('visits')
    await open()
    await look('print-list')
    const pdf = await save('走访')
    const lines = linesOf(pdf).flat()
    const text = textOf(pdf)
    const all = await visits()
    expect(all.length).toBeGreaterThan(10)
    for (const { regionName } of all) expect(text).toContain(regionName!.replace(/市$/, ''))
    expect(lines.filter((line) => /已完成|计划/.test(line)).length).toBeGreaterThanOrEqual(all.length)
    expect(text).toContain(`共${all.length}行`)
    expect(text).toMatch(/第1页，共\d+页/)
    expect(sizeOf(pdf)).toEqual([297, 210])
  })

  it('names what it was narrowed by, and leaves out a column that was unticked', async () => {
    const team = (await call<TeamItem[]>(page, 'teams.list', {})).find(({ leaderName }) => leaderName === '高晓平')!
    await go(`visits?team=${team.id}`)
    await open()
    await dialog().getByRole('checkbox', { name: '状态' }).uncheck()
    await dialog().getByRole('radio', { name: '竖放' }).click()
    const pdf = await save('走访-筛选')
    const text = textOf(pdf)
    expect(text).toContain('调研组：高晓平')
    expect(text).toContain('共3行')
    expect(text).not.toContain('已完成')
    expect(text).not.toContain('徐州')
    expect(sizeOf(pdf)).toEqual([210, 297])
  })

  it('group by group, with a heading for each', async () => {
    await go('findings?view=table&by=kind')
    await open()
    const text = textOf(await save('调研发现'))
    expect(text).toContain('分组：按类别')
    const { rows } = await call<Rows<FindingItem>>(page, 'findings.list', { offset: 0, limit: 100 })
    for (const { summary, quote } of rows)
      expect(text.replaceAll('\n', '')).toContain((quote ?? summary ?? '').replace(/[\s,，]/g, '').slice(0, 5))
  })

  it('only the rows that are selected', async () => {
    await go('visits')
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('已选 2 条').waitFor()
    await open()
    expect(await dialog().getByRole('radio', { name: '选中的 2 行' }).getAttribute('aria-checked')).toBe('true')
    expect(textOf(await save('走访-选中'))).toContain('选中2行')
    await page.getByRole('grid').focus()
    await page.keyboard.press('Escape')
  })

  it('of more rows than paper is for: says so, prints the first of them, heads on every page', async () => {
    for (const half of [0, 1]) {
      const records = Array.from({ length: 2800 }, (_, at) => ({
        entity: 'people',
        id: v7(),
        fields: { name: { value: `志愿者${String(half * 2800 + at).padStart(4, '0')}` } },
      }))
      await call(page, 'records.saveAll', { records })
    }
    await go('directory?tab=people')
    await open()
    await dialog().getByRole('note').getByText('一次最多印 5,000 行').waitFor()
    await look('print-many')
    const pdf = await save('人员')
    const pages = linesOf(pdf)
    const names = pages.flat().filter((line) => /志愿者\d{4}/.test(line))
    expect(pages.length).toBeGreaterThan(50)
    expect(names.length).toBeGreaterThan(4900)
    expect(names.length).toBeLessThanOrEqual(5000)
    for (const lines of pages.slice(1, -1)) expect(lines[0]).toContain('姓名')
    expect(pages[0]!.join('').replaceAll(' ', '')).toMatch(/共5,6\d\d行，印出5,000行/)
    expect(pages.flat().join('').replaceAll(' ', '')).toMatch(/其余6\d\d行没有印出/)
  })

  it('whose list is exported as an Excel table instead, every row of it', async () => {
    await page.locator('.directory-tools').getByRole('button', { name: '导出', exact: true }).click()
    await chooseFolder(shanyan, folder)
    await dialog().getByRole('button', { name: '导出', exact: true }).click()
    await dialog().getByText('已导出“人员.xlsx”').waitFor({ timeout: 60_000 })
    await dialog().getByRole('button', { name: '完成' }).click()
    const book = await readXlsx(readFileSync(join(folder, '人员.xlsx')))
    const lines = book.sheets[0]!.rows.map((row) => row.join())
    expect(lines.filter((line) => /^\d+,志愿者\d{4},待补充,待补充,待补充,0$/.test(line))).toHaveLength(5600)
    expect(lines).toContain('序号,姓名,职务,单位,电话,用到')
  })

  it('stops when asked to, leaving nothing behind', async () => {
    const path = join(folder, '没做完.pdf')
    await open()
    await stubDialog(shanyan.app, 'save', path)
    await dialog().getByRole('button', { name: '保存为 PDF' }).click()
    await dialog().getByRole('status').getByRole('button', { name: '取消' }).click()
    await dialog().getByRole('button', { name: '保存为 PDF' }).waitFor()
    expect(existsSync(path)).toBe(false)
    await page.keyboard.press('Escape')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('a record', () => {
  it('is printed as it is seen, black on white from the dark theme too', async () => {
    const visit = (await visits()).find(({ regionName }) => regionName === '扬州市')!
    await go(`visits/${visit.id}`)
    await open()
    await look('print-record')
    await call(page, 'window.theme', { mode: 'dark' })
    const pdf = await save('走访扬州')
    await call(page, 'window.theme', { mode: 'light' })
    const text = textOf(pdf)
    for (const word of ['扬州', '高晓平', '东关小学', '待补充']) expect(text).toContain(word)
    for (const word of ['导出', '回收站', 'Ctrl', '保存']) expect(text).not.toContain(word)
    expect(sizeOf(pdf)).toEqual([210, 297])
  })

  it.each([
    ['会议', 'meetings', '第17次会长办公会'],
    ['工作台', 'dashboard', '走访'],
    ['指标', 'indicators', '4.91'],
    ['日历', 'visits?view=calendar&month=2023-11', '盐城'],
    ['看板', 'findings?view=board', '原始'],
    ['台账', 'measures', '待立项'],
    ['时间轴', 'measures?view=timeline', '举措'],
    ['会议列表', 'meetings', '座谈会'],
  ])('%s too', async (name, address, word) => {
    let at = address
    if (name === '会议') {
      const { rows } = await call<Rows<MeetingItem>>(page, 'meetings.list', { kind: 'office', offset: 0, limit: 1 })
      at = `meetings/${rows[0]!.id}`
    }
    await go(at)
    await open()
    expect(textOf(await save(name))).toContain(word)
  })

  it('with its photos and what stands below them', async () => {
    const visit = (await visits()).find(({ regionName }) => regionName === '盐城市')!
    const path = join(folder, '北林社区.png')
    writeFileSync(path, photo(600, 400, [40, 90, 90], [230, 200, 150]))
    await call(page, 'attachments.add', { paths: [path], visit: visit.id })
    await go(`visits/${visit.id}?tab=photos`)
    await page.locator('#visit-panel img').first().waitFor()
    await settle(page)
    await open()
    const pdf = await save('照片')
    const images = run('pdfimages', ['-list', pdf])
      .out.split('\n')
      .filter((line) => / image /.test(line))
    expect(images).toHaveLength(1)
    expect(textOf(pdf)).toContain('盐城')
  })

  it('a report as it is written', async () => {
    const [document, section] = [v7(), v7()]
    const fields = (values: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
    await call(page, 'records.saveAll', {
      records: [
        { entity: 'documents', id: document, fields: fields({ kind: 'report', title: '关于会员工作的报告' }) },
        {
          entity: 'sections',
          id: section,
          fields: fields({ document, heading: '基本情况', body: '会员单位踊跃参加。'.repeat(200), order: 'a' }),
        },
      ],
    })
    await go(`documents/${document}`)
    await page.getByText('会员单位踊跃参加').first().waitFor()
    await open()
    const pdf = await save('报告')
    expect(textOf(pdf).replaceAll('\n', '').split('会员单位踊跃参加').length - 1).toBeGreaterThanOrEqual(200)
  })

  it('a file that is there is replaced only by a whole one', async () => {
    const path = join(folder, '原有.pdf')
    writeFileSync(path, 'as it was')
    await go('dashboard')
    await open()
    await stubDialog(shanyan.app, 'save', join(folder, '没有这个文件夹', '原有.pdf'))
    await dialog().getByRole('button', { name: '保存为 PDF' }).click()
    await dialog().getByText('文件没有存上；已录入的内容都在。').waitFor()
    await page.keyboard.press('Escape')
    await open()
    await save('原有')
  })

  it('says in plain words that there is no printer', async () => {
    await open()
    await dialog().getByRole('button', { name: '打印', exact: true }).click()
    await dialog().getByText('这台电脑还没有装打印机，没有打印；页面上的内容都在。').waitFor()
    await look('print-no-printer')
    await page.keyboard.press('Escape')
  })
})

describe('papers of a visit', () => {
  const exportPdf = async (name: string) => {
    await stubDialog(shanyan.app, 'open', [folder])
    await dialog().getByRole('button', { name: '换文件夹' }).click()
    await dialog().getByText(folder).waitFor()
    await dialog().getByRole('radio', { name: 'PDF' }).click()
    await dialog().getByRole('button', { name: '导出', exact: true }).click()
    await dialog().getByText(`已导出“${name}.pdf”`).waitFor({ timeout: 60_000 })
    await dialog().getByRole('button', { name: '完成' }).click()
    return join(folder, `${name}.pdf`)
  }

  it('签到表: a line to sign for everybody expected, for each unit, and for others', async () => {
    const visit = (await visits()).find(({ regionName }) => regionName === '扬州市')!
    const [unit, other, chair, guest, meeting] = Array.from({ length: 5 }, () => v7()) as [
      string,
      string,
      string,
      string,
      string,
    ]
    const put = (entity: string, id: string, fields: Record<string, unknown>) => ({
      entity,
      id,
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
    })
    await call(page, 'records.saveAll', {
      records: [
        put('organizations', unit, { name: '高邮市慈善总会' }),
        put('organizations', other, { name: '宝应县民政局' }),
        put('people', chair, { name: '陈国平', title: '会长', organization: unit, phone: '0514-86000000' }),
        put('people', guest, { name: '王小燕', title: '秘书长' }),
        put('meetings', meeting, {
          kind: 'symposium',
          visit: visit.id,
          date: '2023-11-21',
          place: '市政府二号会议室',
          chair,
          attendees: [guest],
          organizations: [unit, other],
        }),
      ],
    })
    await go(`meetings/${meeting}`)
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByRole('menuitem', { name: '签到表' }).click()
    const pdf = await exportPdf('扬州市座谈会签到表')
    const lines = linesOf(pdf).flat()
    const text = textOf(pdf)
    for (const word of ['2023年11月21日', '市政府二号会议室', '签名', '联系电话']) expect(text).toContain(word)
    const row = (number: number) => lines.find((line) => line.startsWith(`${number} `) || line === String(number))
    expect(row(1)).toMatch(/陈国平\s+高邮市慈善总会\s+会长/)
    expect(row(2)).toMatch(/王小燕\s+秘书长/)
    expect(row(3)).toMatch(/宝应县民政局/)
    expect(row(4)).toBe('4')
    expect(row(15)).toBe('15')
    expect(row(16)).toBeUndefined()
    expect(pagesOf(pdf)).toHaveLength(1)
  })

  it('行程: of one visit from its head, of a whole team from its row', async () => {
    const visit = (await visits()).find(({ regionName }) => regionName === '扬州市')!
    await go(`visits/${visit.id}`)
    await page.getByRole('button', { name: '行程' }).click()
    const one = textOf(await exportPdf('赴扬州市调研行程'))
    for (const word of ['高晓平副会长', '2023年11月21日至22日', '行程安排', '待补充', '东关小学'])
      expect(one).toContain(word)
    const campaign = await call<{ id: string }[]>(page, 'campaigns.list', {})
    await go(`campaigns/${campaign[0]!.id}`)
    await page.getByRole('button', { name: /高晓平.*更多|更多.*高晓平/ }).click()
    await page.getByRole('menuitem', { name: '导出行程' }).click()
    await dialog().getByRole('button', { name: '打印' }).waitFor()
    await look('export-itinerary')
    const whole = textOf(await exportPdf('高晓平副会长带队调研组调研行程'))
    for (const word of ['盐城市', '2023年11月17日', '无锡市', '扬州市']) expect(whole).toContain(word)
    expect(whole.indexOf('盐城市')).toBeLessThan(whole.indexOf('无锡市'))
  })

  it('printed at once, where there is a printer', async () => {
    await page.getByRole('button', { name: /高晓平.*更多|更多.*高晓平/ }).click()
    await page.getByRole('menuitem', { name: '导出行程' }).click()
    await dialog().getByRole('button', { name: '打印' }).click()
    await dialog().getByText('这台电脑还没有装打印机').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('the way there', () => {
  it('from the box of commands, and from the button of the page', async () => {
    await go('visits')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('dyzyy')
    await page.getByRole('option', { name: '打印这一页' }).click()
    await dialog().getByRole('button', { name: '保存为 PDF' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '打印' }).click()
    await dialog().getByRole('button', { name: '保存为 PDF' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('not from elsewhere: what is no page of ours, or too much, is refused', async () => {
    const job = v7()
    const refused = (input: object) =>
      call(page, 'page.pdf', input).then(
        () => 'taken',
        ({ failure }) => failure.code,
      )
    expect(await refused({ html: '', landscape: false, job, name: 'x' })).toBe('bad-input')
    expect(await refused({ html: 'x'.repeat(24_000_001), landscape: false, job, name: 'x' })).toBe('bad-input')
    expect(await refused({ html: 'x', landscape: 1, job, name: 'x' })).toBe('bad-input')
    expect(await refused({ html: 'x', landscape: false, job: '../../x', name: 'x' })).toBe('bad-input')
  })
})
