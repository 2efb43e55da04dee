import { basename } from 'node:path'
import { storeContent } from '../sync/content-store.ts'
import type { TaskContext } from '../tasks.ts'

export type TemplateFile = { sha256: string; size: number; name: string; mediaType: string; placeholders: string[] }

/**
 * Takes an office's own .docx into the content store.
 * @throws Refusal `file-*`, `template-unfit`, `disk-*`; nothing is stored then
 */
export async function addTemplate(context: TaskContext, { path }: { path: string }): Promise<TemplateFile> {
  const { readTemplate } = await import('./docx/template-check.ts')
  const { placeholdersOf } = await import('./docx/template.ts')
  const bytes = await readTemplate(path)
  const placeholders = await placeholdersOf(bytes)
  context.throwIfCancelled()
  const { sha256, size } = storeContent(context.dataDir, [bytes])
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return { sha256, size, name: basename(path), mediaType, placeholders }
}
