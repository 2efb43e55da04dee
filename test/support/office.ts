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
