/** Keeps the edit session of each section while the paper is open. */
import type { Section } from '../../../shared/domain/documents.ts'
import { useRecord } from '../../ui/editing.ts'
import type { PaperEditor } from './editor/editor.ts'
import { useReceiving } from './use-paper.ts'

export function SectionLinks({ editor, sections }: { editor: PaperEditor; sections: readonly Section[] }) {
  return sections.map(({ id }) => <SectionLink key={id} editor={editor} id={id} />)
}

function SectionLink({ editor, id }: { editor: PaperEditor; id: string }) {
  const { view } = useRecord('sections', id)
  useReceiving(editor, id, view)
  return null
}
