/** One document: the paper, its versions beside each other, or the round of consultation. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import { type EditRecord, useRecord } from '../../ui/editing.ts'
import { Link } from '../../ui/link.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import type { Query } from '../../ui/route.ts'
import { useModule } from '../../ui/use-module.ts'

const words = text.documents

export type ScreenProps = { page: DocumentPage; record: EditRecord; query: Query }

const loadEditor = () => import('./editor-screen.tsx')
const loadConsultation = () => import('./consultation-screen.tsx')
const loadVersions = () => import('./versions-screen.tsx')

export function DocumentRecord({ id, query }: { id: string; query: Query }) {
  const { data: page, error, refetch } = useRead('documents.page', { id }, { keep: false })
  const record = useRecord('documents', id)
  const gone = page === null && record.view !== undefined
  if (error || gone || !page) {
    return (
      <div className="page">
        <h1 className="sr-only">{words.title}</h1>
        <div className="page-body record-message">
          {error ? (
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          ) : gone ? (
            <Empty title={words.gone} action={<Link page="documents">{words.toList}</Link>}>
              {words.goneHint}
            </Empty>
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    )
  }
  if (query.view === 'versions') return <Versions page={page} record={record} query={query} />
  if (query.view === 'consultation') return <Consultation page={page} record={record} query={query} />
  return <Editor page={page} record={record} query={query} />
}

function Editor(props: ScreenProps) {
  const module = useModule(loadEditor)
  return module ? <module.EditorScreen {...props} /> : <Waiting />
}

function Versions(props: ScreenProps) {
  const module = useModule(loadVersions)
  return module ? <module.VersionsScreen {...props} /> : <Waiting />
}

function Consultation(props: ScreenProps) {
  const module = useModule(loadConsultation)
  return module ? <module.ConsultationScreen {...props} /> : <Waiting />
}

const Waiting = () => (
  <div className="page">
    <div className="page-body record-message">
      <Skeleton rows={6} />
    </div>
  </div>
)
