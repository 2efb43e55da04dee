import { basename } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { attachmentPath } from '../db/folder.ts'
import { storeContent } from '../sync/content-store.ts'
import type { TaskContext } from '../tasks.ts'

export type TemplateFile = { sha256: string; size: number; name: string; mediaType: string; placeholders: string[] }

/**
 * Takes an office's own .docx into the content store.
 * @throws Refusal `file-*`, `template-unfit`, `disk-*`; nothing is stored then
 */
export async function addTemplate(context: TaskContext, { path }: { path: string }): Promise<TemplateFile> {
  const { readTemplate } = await import('./docx/template-check.ts')
  const bytes = await readTemplate(path)
  const placeholders = await readPlaces(bytes, basename(path))
  context.throwIfCancelled()
  const { sha256, size } = storeContent(context.dataDir, [bytes])
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return { sha256, size, name: basename(path), mediaType, placeholders }
}

/** What a template that is kept here asks for. @throws Refusal `file-*`, `template-unfit` */
export async function templatePlaces(
  { dataDir }: TaskContext,
  { sha256, name }: { sha256: string; name: string },
): Promise<string[]> {
  const { readTemplate } = await import('./docx/template-check.ts')
  // it may have come with a package from elsewhere
  return readPlaces(await readTemplate(attachmentPath(dataDir, sha256), name), name)
}

async function readPlaces(bytes: Buffer, file: string): Promise<string[]> {
  const { placeholdersOf } = await import('./docx/template.ts')
  try {
    return await placeholdersOf(bytes)
  } catch (error) {
    throw new Refusal('file-hostile', { file }, String(error))
  }
}
