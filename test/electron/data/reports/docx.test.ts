import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentOf, createArchive, entriesOf } from '../../../../electron/data/reports/archive.ts'
import { makeDocx, writeDocx } from '../../../../electron/data/reports/docx/document.ts'
import { root } from '../../../../electron/launch/exec.mjs'
import { type Block, type Paper, run } from '../../../../shared/papers/model.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'
import { convert, ensureOffice, linesOf, millimetres, pagesOf } from '../../../support/office.ts'

const noPictures = () => null
const folder = temporaryFolder('docx-')

async function write(name: string, paper: Paper): Promise<string> {
  const path = join(folder, `${name}.docx`)
  const fd = openSync(path, 'wx')
  writeDocx(createArchive(fd), await makeDocx(paper, noPictures, { boldHeadings: false }), [])
  closeSync(fd)
  return path
}
const paper = (...blocks: Block[]): Paper => ({ title: '样张', blocks })
const filled = (count: number): Block => ({ kind: 'paragraph', line: [run('善'.repeat(count))], flush: true })

beforeAll(ensureOffice, 600_000)
afterAll(cleanUp)

describe('.docx by GB/T 9704, as LibreOffice lays it out', () => {
  let full: string
  let over: string
  beforeAll(async () => {
    const paths = [await write('616', paper(filled(616))), await write('617', paper(filled(617)))]
    // kept after the run, to be looked at in Word and WPS
    const kept = join(root, '.artifacts', 'lines')
    mkdirSync(kept, { recursive: true })
    for (const path of paths) copyFileSync(path, join(kept, basename(path)))
    ;[full, over] = convert(paths, 'pdf') as [string, string]
  }, 120_000)

  it('fills a page with 22 lines of 28 characters, and begins a second with one more', () => {
    const [lines, ...others] = linesOf(full)
    expect(others).toEqual([])
    expect(lines?.slice(0, 22)).toEqual(Array(22).fill('善'.repeat(28)))
    expect(lines?.slice(22).join('').replaceAll(' ', '')).toBe('—1—')
    expect(linesOf(over).map((page) => page.length)).toEqual([23, 2])
  })

  it('is A4 with the margins of the standard', () => {
    const [page] = pagesOf(full)
    expect([page!.width, page!.height].map(millimetres).map(Math.round)).toEqual([210, 297])
    const words = page!.words.filter(({ text }) => text.includes('善'))
    expect(millimetres(Math.min(...words.map(({ left }) => left)))).toBeCloseTo(28, 0)
  })

  it('names its fonts in all four slots of every run, and other footers on even pages', async () => {
    const path = await write(
      'runs',
      paper({ kind: 'title', line: [run('标题')] }, filled(700), {
        kind: 'heading',
        level: 2,
        line: [run('（一）小标题')],
      }),
    )
    const entries = new Map(entriesOf(readFileSync(path)).map((entry) => [entry.name, contentOf(entry).toString()]))
    const runs = [...entries.get('word/document.xml')!.matchAll(/<w:r>(.*?)<\/w:r>/gs)].map(([, inside]) => inside!)
    expect(runs.length).toBeGreaterThan(2)
    for (const inside of runs)
      for (const slot of ['ascii', 'hAnsi', 'eastAsia', 'cs'])
        expect(inside).toMatch(new RegExp(`w:${slot}="(方正小标宋简体|仿宋_GB2312|楷体_GB2312)"`))
    expect(entries.get('word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    const [pdf] = convert([path], 'pdf')
    const dashes = pagesOf(pdf!).map(({ words }) => words.filter(({ text }) => text.startsWith('—')).at(-1)!)
    expect(millimetres(dashes[0]!.right)).toBeGreaterThan(170)
    expect(millimetres(dashes[1]!.right)).toBeLessThan(60)
    // the dash stands 7 mm below the type area
    expect(millimetres((dashes[0]!.top + dashes[0]!.bottom) / 2)).toBeCloseTo(297 - 35 + 7, -0.5)
  })

  it('holds whatever is typed, and a second reader opens it', async () => {
    const odd = ['\u0000\u0008', '\ud800半', '😀𠮷', '<w:t>&"', ']]>', '{{正文}}', '\ufffe\uffff', '行\n行\t列']
    const path = await write('odd', paper(...odd.map((text): Block => ({ kind: 'paragraph', line: [run(text)] }))))
    const { value } = await mammoth.extractRawText({ path })
    expect(value).toContain('😀𠮷')
    expect(value).toContain('<w:t>&"')
    expect(value).toContain('\ufffd半')
  })
})
