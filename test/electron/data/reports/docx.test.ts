import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArchive } from '../../../../electron/data/reports/archive.ts'
import { makeDocx, writeDocx } from '../../../../electron/data/reports/docx/document.ts'
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
    const paths = [await write('full', paper(filled(616))), await write('over', paper(filled(617)))]
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
})
