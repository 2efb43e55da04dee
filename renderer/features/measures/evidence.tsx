/** 佐证: files and photos by button, drop or paste; words; documents that carry it. */
import { Paperclip } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { labelOf } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { type Found, Lookup } from '../../ui/lookup.tsx'
import { Section } from '../../ui/page.tsx'
import { PhotoDrop, PhotoProgress, usePhotoAdding, usePhotoPaste } from '../../ui/photo-adding.tsx'
import { PhotoGrid } from '../../ui/photos.tsx'

const words = text.ledger.record

async function findDocuments(typed: string, known: readonly string[]): Promise<Found[]> {
  const { rows } = await call('documents.list', { ...(typed ? { text: typed } : {}), offset: 0, limit: 20 })
  return rows
    .filter(({ id }) => !known.includes(id))
    .map(({ id, title, stage }) => ({
      value: id,
      label: title ?? text.common.unnamed,
      hint: labelOf(text.domain.documentStage, stage) ?? undefined,
    }))
}

export function Evidence({ page, record }: { page: MeasurePage; record: EditRecord }) {
  const adding = usePhotoAdding()
  const owner = { measure: page.id }
  usePhotoPaste(adding, owner)
  const documents = record.bind('documents')
  const linked = Array.isArray(documents.value) ? documents.value : []
  return (
    <PhotoDrop name={page.title ?? text.ledger.record.name} onFiles={(files) => void adding.drop(owner, files)}>
      <Section
        title={words.evidence}
        note={words.evidenceNote}
        action={
          <Button size="small" icon={Paperclip} onClick={() => void adding.choose(owner)}>
            {words.evidenceAdd}
          </Button>
        }
      >
        <PhotoProgress job={adding.job} />
        {page.files.length > 0 ? <PhotoGrid photos={page.files} /> : <p className="faint">{words.evidenceDrop}</p>}
        <dl className="facts measure-evidence">
          <dt>{words.evidenceText}</dt>
          <dd>
            <InlineProse bind={record.bind('evidence')} label={words.evidenceText} />
          </dd>
          <dt>{words.documents}</dt>
          <dd>
            {page.documentItems.map(({ id, title, stage }) => (
              <p key={id} className="measure-document">
                <Link page="documents" id={id} query={{}}>
                  {title ?? text.common.unnamed}
                </Link>
                <span className="faint">{labelOf(text.domain.documentStage, stage)}</span>
                <button
                  type="button"
                  className="link"
                  aria-label={fill(text.common.removeOne, { name: title ?? text.common.unnamed })}
                  onClick={() => documents.commit(linked.filter((one) => one !== id))}
                >
                  {text.common.clear}
                </button>
              </p>
            ))}
            <Lookup
              label={words.documents}
              value=""
              placeholder={words.documentsAdd}
              search={(typed) => findDocuments(typed, linked)}
              onChoose={({ value }) => documents.commit([...linked, value])}
            />
          </dd>
        </dl>
      </Section>
    </PhotoDrop>
  )
}
