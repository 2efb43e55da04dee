import { join } from 'node:path'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PaperFormat, PaperName } from '../../../../shared/contract/papers.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'

const folder = temporaryFolder('papers-')
let device: Device

const write = (paper: PaperName, format: PaperFormat, more: object = {}) =>
  device.call('papers.export', { paper, format, folder, options: {}, ...more })
/** What a second reader finds in it, a paragraph a line. */
const read = async (path: string) => (await mammoth.extractRawText({ path })).value.split(/\n+/).filter(Boolean)

beforeAll(async () => {
  device = await openDevice('李四', 'headquarters', { demo: true, now: () => Date.parse('2023-12-05T09:00:00') })
})
afterAll(cleanUp)

describe('papers of the demonstration data', () => {
  it('minutes of the office meeting say what is known and mark what is not', async () => {
    const meeting = (await device.call('meetings.list', { kind: 'office', offset: 0, limit: 1 })).rows[0]!
    const { path } = await write('minutes', 'docx', { ids: [meeting.id] })
    expect(path).toBe(join(folder, '第17次会长办公会纪要.docx'))
    expect(await read(path)).toEqual([
      '江苏省慈善总会会长办公会纪要',
      '第17次\t2023年11月30日',
      '地点：待补充',
      '主持：李小敏会长',
      '一、会议认为',
      expect.stringMatching(/^近期各位会长.*取得不少收获。$/),
      '二、会议要求',
      '（一）对调研情况作进一步梳理',
      '（二）对调研中发现的问题作进一步分析',
      '（三）对调研形成的意见建议作进一步提炼',
      '（四）将调研成果体现在省慈善总会四届三次理事会的相关报告和文件中',
      '（五）转化为明年做好总会各项重点工作的思路和举措',
      '（六）运用到总会制度化规范化的建设之中',
      '出席：待补充',
    ])
  })
})
