/** LibreOffice and poppler as second readers: what was written is opened elsewhere and measured. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { installPackages } from '../../electron/launch/debian.mjs'
import { findProgram, run } from '../../electron/launch/exec.mjs'
import { temporaryFolder } from './device.ts'

/** Installs what is missing; the first time takes a minute. */
export function ensureOffice(): void {
  const wanted = [
    ...(findProgram('soffice') ? [] : ['libreoffice-writer-nogui', 'libreoffice-calc-nogui']),
    ...(findProgram('pdftotext') ? [] : ['poppler-utils']),
  ]
  if (wanted.length) installPackages(wanted, [])
}

/** Converts files in one run; answers with the new paths in their order. */
export function convert(paths: readonly string[], to: 'pdf' | 'xlsx' | 'csv'): string[] {
  const folder = temporaryFolder('office-')
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const out = join(folder, 'out')
  mkdirSync(out)
  const { code, err } = run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', out, ...paths])
  const made = paths.map((path) => join(out, `${basename(path, extname(path))}.${to}`))
  const there = readdirSync(out)
  if (code !== 0 || made.some((path) => !there.includes(basename(path)))) throw new Error(`soffice: ${err}`)
  return made
}

export type PdfWord = { page: number; text: string; left: number; right: number; top: number; bottom: number }
export type PdfPage = { width: number; height: number; words: PdfWord[] }

/** Pages of a PDF with their words; in points from the page's upper left corner. */
export function pagesOf(pdf: string): PdfPage[] {
  const { code, out, err } = run('pdftotext', ['-bbox', pdf, '-'])
  if (code !== 0) throw new Error(`pdftotext: ${err}`)
  return [...out.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)].map(
    ([, width, height, body], page) => ({
      width: Number(width),
      height: Number(height),
      words: [
        ...body!.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g),
      ].map(([, left, top, right, bottom, text]) => ({
        page: page + 1,
        text: text!
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&amp;/g, '&'),
        left: Number(left),
        right: Number(right),
        top: Number(top),
        bottom: Number(bottom),
      })),
    }),
  )
}

/** Lines of text as they are set, page by page. */
export function linesOf(pdf: string): string[][] {
  const { code, out, err } = run('pdftotext', ['-layout', pdf, '-'])
  if (code !== 0) throw new Error(`pdftotext: ${err}`)
  return out
    .split('\f')
    .slice(0, -1)
    .map((page) =>
      page
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
}

export const millimetres = (points: number): number => (points / 72) * 25.4

export const fontsOf = (pdf: string): string => run('pdffonts', [pdf]).out

export const readText = (path: string): string => readFileSync(path, 'utf8')

/** Text to compare by: without blanks, punctuation half-width. */
export const bare = (text: string): string =>
  text.replace(/\s+/g, '').replace(/[，；：？！（）]/g, (sign) => ',;:?!()'['，；：？！（）'.indexOf(sign)] ?? sign)

/** Everything a PDF says, in the order it was drawn. */
export const saidIn = (pdf: string): string => run('pdftotext', ['-raw', pdf, '-']).out

/** Millimetres from the page's upper left corner: 156 × 225 of A4, and of A4 on its side. */
const areas = {
  upright: { left: 28, right: 184, top: 37, bottom: 262 },
  lying: { left: 35, right: 262, top: 28, bottom: 184 },
}
/** A sign at the end of a line may hang over by its own width; boxes of glyphs are as high as their font says, so their middle counts. */
const hangs = { side: 0.7, right: 6.5 }

/**
 * Sentences about what stands outside the type area of GB/T 9704, and page numbers that are not where they belong; none is right.
 * `numbers`: at the outer edge, one blank character in, or anywhere below the type area.
 */
export function misplaced(pdf: string, numbers: 'outer' | 'any'): string[] {
  return pagesOf(pdf).flatMap(({ width, height, words }, at) => {
    const sides = [width, height].map((points) => Math.round(millimetres(points))).join(' × ')
    if (sides !== '210 × 297' && sides !== '297 × 210') return [`page ${at + 1} is ${sides} mm`]
    const area = sides === '210 × 297' ? areas.upright : areas.lying
    const found: string[] = []
    const foot: PdfWord[] = []
    for (const word of words) {
      const [left, right, top, bottom] = [word.left, word.right, word.top, word.bottom].map(millimetres) as [
        number,
        number,
        number,
        number,
      ]
      const middle = (top + bottom) / 2
      if (middle > area.bottom && /^[—\d]+$/.test(word.text)) foot.push(word)
      else if (
        left < area.left - hangs.side ||
        right > area.right + hangs.right ||
        middle < area.top ||
        middle > area.bottom
      )
        found.push(
          `page ${at + 1}: “${word.text}” ${[left, right, top, bottom].map((edge) => edge.toFixed(1)).join(' ')}`,
        )
    }
    if (foot.map(({ text }) => text).join('') !== `—${at + 1}—`) return [...found, `page ${at + 1} is not numbered`]
    const middle = millimetres((foot[0]!.top + foot[0]!.bottom) / 2) - area.bottom
    if (middle < 5 || middle > 9) found.push(`page ${at + 1}: its number stands ${middle.toFixed(1)} mm below the text`)
    const isOdd = at % 2 === 0
    const blank = isOdd
      ? area.right - millimetres(Math.max(...foot.map(({ right }) => right)))
      : millimetres(Math.min(...foot.map(({ left }) => left))) - area.left
    if (numbers === 'outer' && Math.abs(blank - 5) > 2)
      found.push(`page ${at + 1}: its number stands ${blank.toFixed(1)} mm from the outer edge`)
    return found
  })
}
