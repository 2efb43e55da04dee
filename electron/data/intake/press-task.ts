/** Reads a text in a worker: from a file or as pasted, to proposals and what is here already. */
import { basename, extname } from 'node:path'
import { longestPressText, mostProposals, type PressReading, type Proposal } from '../../../shared/domain/intake.ts'
import { Refusal } from '../../../shared/result.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { matchesOf } from './matches.ts'
import { placesOf } from './places-here.ts'
import { readTextFile } from './plain-text.ts'
import type { Place } from './press/gazetteer.ts'
import { readPress } from './press/read-press.ts'
import { readWord, wordText } from './word.ts'

export type PressInput = { text?: string | undefined; path?: string | undefined; published?: string | null | undefined }

/** @throws Refusal `file-*`, `text-too-long`, `text-empty`, `cancelled` */
export async function readPressText(context: TaskContext, input: PressInput): Promise<PressReading> {
  context.progress('text', 0, 2)
  const text = input.path === undefined ? (input.text ?? '') : await textOfFile(input.path, context)
  if (text.trim() === '') throw new Refusal('text-empty')
  if (text.length > longestPressText) throw new Refusal('text-too-long', { count: longestPressText })
  context.throwIfCancelled()
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    const here = placesOf(db)
    const { published, proposals: all } = readPress(text, here, input.published ?? null)
    const proposals = all.slice(0, mostProposals)
    context.throwIfCancelled()
    context.progress('text', 1, 2)
    return { text, published, proposals, places: namesOf(here, proposals), matches: matchesOf(db, proposals) }
  } finally {
    db.close()
  }
}

function namesOf(places: readonly Place[], proposals: readonly Proposal[]): Record<string, string> {
  const used = new Set(proposals.flatMap(({ fields }) => Object.values(fields).flat()))
  return Object.fromEntries(places.flatMap(({ id, name }) => (used.has(id) ? [[id, name] as const] : [])))
}

async function textOfFile(path: string, context: TaskContext): Promise<string> {
  const kind = extname(path).toLowerCase()
  if (kind === '.docx') return wordText(await readWord(path, { throwIfCancelled: () => context.throwIfCancelled() }))
  if (kind === '.doc' || kind === '.wps') throw new Refusal('file-old', { file: basename(path) })
  return readTextFile(path)
    .replaceAll('\r\n', '\n')
    .replace(/^\ufeff/, '')
}
