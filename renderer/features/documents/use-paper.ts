/** The paper and the edit sessions of its sections: what is typed is drafted and saved as any other field is, what arrives is shown. */
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Section } from '../../../shared/domain/documents.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call, newId, prefetchRead } from '../../api.ts'
import { sessionOf } from '../../ui/edit-session.ts'
import { photoUrl } from '../../ui/photo-url.ts'
import { PaperEditor, type SectionText, type Snapshot } from './editor/editor.ts'

const sessionText = (id: string): SectionText => {
  const session = sessionOf('sections', id)
  const said = (name: string) => String(session.value(name) ?? '')
  return { id, heading: said('heading'), body: said('body') }
}

type Wishes = { onCite: (id: string) => void; onPictures: (files: File[]) => void }

/** `null` until every section's text is here. */
export function usePaper(
  page: DocumentPage,
  host: RefObject<HTMLDivElement | null>,
  wishes: Wishes,
): PaperEditor | null {
  const ids = page.sectionItems.map(({ id }) => id).join()
  const [editor, setEditor] = useState<PaperEditor | null>(null)
  const latest = useRef({ page, ...wishes })
  latest.current = { page, ...wishes }
  const hasSections = ids !== ''

  useEffect(() => {
    if (!hasSections) return
    const sections = latest.current.page.sectionItems
    let own: PaperEditor | null = null
    let ended = false
    void Promise.all(sections.map(({ id }) => prefetchRead('records.get', { entity: 'sections', id }))).then(() => {
      if (ended || !host.current) return
      own = new PaperEditor(
        host.current,
        sections.map(({ id }) => sessionText(id)),
        {
          onEdit: (section, field, value) => sessionOf('sections', section).type(field, value),
          onCompose: (section, composing) => {
            for (const field of ['heading', 'body']) sessionOf('sections', section).compose(field, composing)
          },
          onCite: (id) => latest.current.onCite(id),
          onPictures: (files) => latest.current.onPictures(files),
          adopt: (id) => adopt(latest.current.page, id),
          pictureOf,
        },
        text.documents.editor.label,
      )
      setEditor(own)
    })
    return () => {
      ended = true
      own?.destroy()
      setEditor(null)
    }
  }, [hasSections, host])

  useEffect(() => {
    if (!editor) return
    const all = ids.split(',')
    void Promise.all(all.map((id) => prefetchRead('records.get', { entity: 'sections', id }))).then(() => {
      if (!editor.view.isDestroyed) editor.arrange(all.map(sessionText))
    })
  }, [editor, ids])
  return editor
}

/** Shows what the section's session holds now, unless a word is being composed. */
export function useReceiving(editor: PaperEditor, id: string, view: unknown) {
  const session = useMemo(() => sessionOf('sections', id), [id])
  const version = useSyncExternalStore(session.subscribe, () => session.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the record or the session changes
  useEffect(() => {
    if (view && !editor.view.isDestroyed && !editor.isComposing) editor.receive(sessionText(id))
  }, [editor, id, view, version])
}

const nothing: Snapshot | null = null

export function useSnapshot(editor: PaperEditor | null): Snapshot | null {
  const subscribe = useCallback((listener: () => void) => editor?.subscribe(listener) ?? (() => {}), [editor])
  return useSyncExternalStore(subscribe, () => editor?.snapshot() ?? nothing)
}

/** Ends the edit sessions of the text. */
export const flushSections = (sections: readonly Pick<Section, 'id'>[]): Promise<unknown> =>
  Promise.all(sections.map(({ id }) => sessionOf('sections', id).flush()))

async function pictureOf(attachment: string): Promise<string | null> {
  const record = await call('records.get', { entity: 'attachments', id: attachment })
  const { sha256, mediaType } = record?.fields ?? {}
  return typeof sha256 === 'string'
    ? photoUrl({ sha256, mediaType: typeof mediaType === 'string' ? mediaType : null })
    : null
}

/** Marks made in this window, until the page has been read again. */
const made = new Set<string>()
export const rememberCitation = (id: string) => made.add(id)

/** A mark of this document stays; one of another document gets a citation of its own here, which rests on the same. */
function adopt(page: DocumentPage, id: string): string {
  if (made.has(id) || page.citationItems.some((citation) => citation.id === id)) return id
  const own = newId()
  made.add(own)
  void call('records.get', { entity: 'citations', id }).then(
    async (record) => {
      if (!record) return
      const { document: _, section: __, ...rests } = record.fields
      const fields = Object.entries({ ...rests, document: page.id }).filter(([, value]) => value !== null)
      const values = Object.fromEntries(fields.map(([name, value]) => [name, { value }]))
      await call('records.save', { entity: 'citations', id: own, fields: values })
    },
    () => {},
  )
  return own
}
