import type { VisitPage } from '../../../shared/views.ts'
import type { EditRecord } from '../../ui/editing.ts'
import type { PhotoAdding } from '../../ui/photo-adding.tsx'

/** What the parts of a visit's page share. */
export type VisitContext = {
  id: string
  record: EditRecord
  /** `null`: nothing of it has been saved. */
  page: VisitPage | null
  photos: PhotoAdding
  /** Asks for the kind of an empty finding, at this element. */
  addFinding: (at: HTMLElement | null) => void
  /** Puts the caret into a field of the side panel. */
  editField: (name: string) => void
  openTab: (tab: 'meetings' | 'sites' | 'findings' | 'photos') => void
}
