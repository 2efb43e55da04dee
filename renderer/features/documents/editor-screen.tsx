/** The paper between its 目录 and what it rests on. */
import { ListTree, PanelRight, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { kindsOfPart } from '../../../shared/domain/report-draft.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { Button, IconButton, Kbd } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Empty, Skeleton } from '../../ui/page.tsx'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { goBack } from '../../ui/route.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { useKey } from '../../ui/use-key.ts'
import { useMedia } from '../../ui/use-media.ts'
import { CitePalette } from './cite-palette.tsx'
import { insertFigures } from './editor/commands.ts'
import { useWaiting, type Waiting } from './fresh.tsx'
import { Panel, type PanelTab } from './panel.tsx'
import { PictureChoice } from './pictures.tsx'
import type { ScreenProps } from './record.tsx'
import { SectionLinks } from './section-links.tsx'
import { keepVersion, StageStrip } from './stage-strip.tsx'
import { addSection, Toc } from './toc.tsx'
import { Toolbar } from './toolbar.tsx'
import { useAnalysis } from './use-analysis.ts'
import { flushSections, usePaper, useSnapshot } from './use-paper.ts'
import './editor.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.documents
/** Below it what stands beside the paper folds over it. */
const isFolded = '(max-width: 1179px)'

export function EditorScreen({ page, record, query }: ScreenProps) {
  const host = useRef<HTMLDivElement>(null)
  const caret = useRef<HTMLSpanElement>(null)
  const folded = useMedia(isFolded)
  const [tab, setTab] = useState<PanelTab>('citations')
  const [side, setSide] = useState<'toc' | 'panel' | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const [asking, setAsking] = useState<'cite' | 'pictures' | null>(null)
  const editor = usePaper(page, host, {
    onCite: (id) => {
      setActive(id)
      setTab('citations')
      if (folded) setSide('panel')
    },
    onPictures: (files) => void pasteFiles(files),
  })
  const snapshot = useSnapshot(editor)
  const analysis = useAnalysis(page, editor, snapshot)
  const waiting = useWaiting(page)
  const hints = useMemo(() => hintsOf(page, waiting), [page, waiting])
  useEffect(() => editor?.draw({ hints }), [editor, hints])

  const wanted = useRef(query.citation)
  useEffect(() => {
    const cited = analysis?.sentences.find(({ ids }) => wanted.current && ids.includes(wanted.current))
    if (!cited || !editor) return
    wanted.current = undefined
    editor.showSentence(cited)
  }, [analysis, editor])

  const placeFigures = async (ids: readonly string[]) => {
    const captions = await Promise.all(ids.map((id) => call('records.get', { entity: 'attachments', id })))
    const figures = ids.map((id, at) => ({ id, caption: String(captions[at]?.fields.caption ?? '') }))
    editor?.run(insertFigures(figures))
  }
  const addFiles = async () => {
    const { paths } = await call('dialog.openPhotos', {})
    if (paths.length === 0) return
    await placeFigures((await call('attachments.add', { paths, document: page.id })).ids)
  }
  const pasteFiles = async (files: File[]) => {
    try {
      const ids: string[] = []
      for (const file of files) {
        const bytes = await base64(file)
        const name = file.name || 'picture.png'
        ids.push(...(await call('attachments.addPasted', { name, bytes, document: page.id })).ids)
      }
      await placeFigures(ids)
    } catch (error) {
      showFailure(error)
    }
  }
  const openPalette = () => {
    if (!editor || editor.isComposing) return
    placeAtCaret(editor, caret.current)
    setAsking('cite')
  }
  useKey((event) => {
    if (!editor) return false
    if (isKey(event, 'paper.cite')) openPalette()
    else if (isKey(event, 'paper.version')) void keepVersion(page)
    else return false
    return true
  })
  const isEmpty = page.sectionItems.length === 0
  const team = page.leaderName ? fill(words.team, { leader: page.leaderName }) : page.teamName
  const stage = text.domain.documentStage[page.stage ?? 'draft']
  return (
    <div className="page paper-screen">
      <header className="paper-header">
        <div className="paper-heading">
          <h1 title={page.title ?? undefined}>{page.title || words.untitled}</h1>
          <p className="second">{team ? fill(words.state, { team, stage }) : stage}</p>
        </div>
        <div className="paper-actions">
          <ConflictMark id={page.id} count={page.conflicts} />
          {editor && snapshot && (
            <Toolbar
              editor={editor}
              snapshot={snapshot}
              onPictures={() => void addFiles().catch(showFailure)}
              onVisitPictures={() => setAsking('pictures')}
            />
          )}
          {folded && (
            <>
              <IconButton
                icon={ListTree}
                label={words.parts.show}
                aria-expanded={side === 'toc'}
                onClick={() => setSide(side === 'toc' ? null : 'toc')}
              />
              <IconButton
                icon={PanelRight}
                label={words.parts.showPanel}
                aria-expanded={side === 'panel'}
                onClick={() => setSide(side === 'panel' ? null : 'panel')}
              />
            </>
          )}
          {editor && (
            <Button icon={Plus} onClick={openPalette} aria-keyshortcuts="Control+J">
              {words.editor.cite}
              <Kbd>Ctrl J</Kbd>
            </Button>
          )}
          {!isEmpty && <ExportMenu papers={['report']} of={{ ids: [page.id] }} variant="primary" />}
          <RecordMenu
            entity="documents"
            id={page.id}
            title={page.title ?? words.untitled}
            removeLabel={words.remove}
            onRemoved={goBack}
            copyTo="documents"
          />
        </div>
      </header>
      <div className="paper-columns">
        {(!folded || side === 'toc') && (
          <aside className={folded ? 'paper-side paper-side-over' : 'paper-side'} aria-label={words.parts.toc}>
            <Toc
              page={page}
              record={record}
              editor={editor}
              analysis={analysis}
              current={snapshot?.section ?? null}
              onTab={(next) => {
                setTab(next)
                if (folded) setSide('panel')
              }}
            />
          </aside>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: notices that the text inside was left */}
        <div
          className="paper-desk"
          role="presentation"
          onBlur={(event) => {
            // buttons beside the paper are not away from it
            if (event.currentTarget.closest('.paper-screen')?.contains(event.relatedTarget)) return
            void flushSections(page.sectionItems)
          }}
        >
          <div className="paper-sheet" data-printed="">
            <div className="paper-title">
              <InlineProse
                bind={record.bind('title')}
                label={words.editor.title}
                placeholder={words.untitled}
                autoFocus={query.new === '1' && !page.title}
              />
            </div>
            {isEmpty && (
              <Empty
                title={words.parts.none}
                action={
                  <Button size="small" icon={Plus} onClick={() => void addSection(page)}>
                    {words.parts.addFirst}
                  </Button>
                }
              >
                {words.parts.noneHint}
              </Empty>
            )}
            {!isEmpty && !editor && <Skeleton rows={6} />}
            <div ref={host} className="paper-host" />
          </div>
        </div>
        {(!folded || side === 'panel') && (
          <aside className={folded ? 'paper-panel paper-side-over' : 'paper-panel'} aria-label={words.support.tabs}>
            <Panel
              tab={tab}
              onTab={setTab}
              page={page}
              editor={editor}
              snapshot={snapshot}
              analysis={analysis}
              active={active}
            />
          </aside>
        )}
      </div>
      <StageStrip page={page} />
      <span ref={caret} className="paper-caret" aria-hidden />
      {editor && <SectionLinks editor={editor} sections={page.sectionItems} />}
      {asking === 'cite' && editor && snapshot && (
        <CitePalette
          page={page}
          editor={editor}
          snapshot={snapshot}
          anchor={caret}
          order={analysis?.order ?? []}
          onClose={() => {
            setAsking(null)
            editor.view.focus()
          }}
        />
      )}
      {asking === 'pictures' && (
        <PictureChoice
          page={page}
          onClose={() => setAsking(null)}
          onChoose={(photo) => {
            setAsking(null)
            editor?.run(insertFigures([{ id: photo.id, caption: photo.caption ?? '' }]))
          }}
        />
      )}
    </div>
  )
}

/** A point of the page the palette hangs at. */
function placeAtCaret(
  editor: {
    view: {
      coordsAtPos: (pos: number) => { left: number; top: number; bottom: number }
      state: { selection: { head: number } }
    }
  },
  anchor: HTMLElement | null,
) {
  if (!anchor) return
  const { left, top, bottom } = editor.view.coordsAtPos(editor.view.state.selection.head)
  anchor.style.left = `${left}px`
  anchor.style.top = `${top}px`
  anchor.style.height = `${bottom - top}px`
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

/** What an empty part says: that nothing is known, or what could be written. */
function hintsOf(page: DocumentPage, waiting: readonly Waiting[]): Record<string, string> {
  const hints: Record<string, string> = {}
  for (const { id, part } of page.sectionItems) {
    if (!part) continue
    const count = waiting.filter((one) => one.part === part).length
    const kinds = kindsOfPart[part]?.map((kind) => `“${text.domain.findingKind[kind]}”`)
    if (part === 'background') hints[id] = words.hints.other
    else if (count > 0) hints[id] = fill(words.hints.some, { count })
    else hints[id] = fill(words.hints.findings, { kinds: kinds?.join(text.common.listComma) ?? words.hints.causes })
  }
  return hints
}
