/** 征求意见: who was asked and has answered, and what is done about each opinion. */
import { CheckCheck, FileDown, Inbox, Plus } from 'lucide-react'
import { useState } from 'react'
import { documentStageOf } from '../../../shared/domain/document-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { BottomStrip, Empty, PageHeader } from '../../ui/page.tsx'
import { setQuery } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { AskDialog } from './ask-dialog.tsx'
import { FormsDialog } from './forms-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { Opinions } from './opinions.tsx'
import type { ScreenProps } from './record.tsx'
import { ReturnedDialog } from './returned-dialog.tsx'
import { undecided } from './round.ts'
import { Units } from './units.tsx'
import './consultation.css'

const words = text.consultation

export function ConsultationScreen({ page, query }: ScreenProps) {
  const [open, setOpen] = useState<'ask' | 'send' | 'finish' | null>(null)
  const [returned, setReturned] = useState<string[] | null>(null)
  const left = undecided(page)
  const isOpen = query.show === 'open'
  const receive = async () => {
    const { paths } = await call('dialog.openFiles', {})
    if (paths.length > 0) setReturned(paths)
  }
  const sentence = page.asked > 0 && (
    <>
      {fill(words.sentence, { asked: page.asked, answered: page.answered, opinions: page.opinionItems.length })}
      {left > 0 && `${text.common.comma}${fill(words.sentenceOpen, { count: left })}`}
    </>
  )
  const isStage = documentStageOf(page.stage) === 'consultation'
  return (
    <div className="page">
      <PageHeader
        title={words.title}
        sentence={
          <>
            <Link page="documents" id={page.id} className="consultation-of" title={page.title ?? undefined}>
              {page.title || text.documents.untitled}
            </Link>
            {sentence && ` ${text.consultation.dot} `}
            {sentence}
          </>
        }
        actions={
          page.asked === 0 ? (
            <Button icon={Plus} variant="primary" onClick={() => setOpen('ask')}>
              {words.start}
            </Button>
          ) : (
            <>
              <Button icon={FileDown} onClick={() => setOpen('send')}>
                {words.send}
              </Button>
              <Button icon={Inbox} variant="primary" onClick={() => void receive().catch(showFailure)}>
                {words.receive}
              </Button>
            </>
          )
        }
      />
      <div className="page-body consultation">
        {page.asked === 0 ? (
          <Empty title={words.empty.title}>{words.empty.hint}</Empty>
        ) : (
          <>
            <Units page={page} onAsk={() => setOpen('ask')} />
            <section className="consultation-opinions" aria-label={words.opinions}>
              <div className="section-head">
                <h2>{words.opinions}</h2>
                <span className="filter-row-end">
                  {page.opinionItems.length > 0 && (
                    <Segmented
                      label={words.filter.label}
                      choices={[
                        { value: 'all', label: words.filter.all },
                        { value: 'open', label: `${words.filter.open} ${left}` },
                      ]}
                      value={isOpen ? 'open' : 'all'}
                      onChange={(value) => setQuery({ show: value === 'open' ? 'open' : undefined })}
                    />
                  )}
                  {page.opinionItems.length > 0 && (
                    <ExportMenu
                      papers={['opinions']}
                      of={{ ids: [page.id] }}
                      size="small"
                      label={text.papers.names.opinions}
                    />
                  )}
                  {isStage && (
                    <Button
                      size="small"
                      icon={CheckCheck}
                      disabled={left > 0}
                      title={left > 0 ? fill(words.finishOpen, { count: left }) : undefined}
                      onClick={() => setOpen('finish')}
                    >
                      {words.finish}
                    </Button>
                  )}
                </span>
              </div>
              <Opinions page={page} onlyOpen={isOpen} />
            </section>
          </>
        )}
      </div>
      <BottomStrip
        keys={[
          { keys: ['↑', '↓'], label: words.keys.move },
          { keys: ['1'], label: words.keys.adopted },
          { keys: ['2'], label: words.keys.partly },
          { keys: ['3'], label: words.keys.declined },
        ]}
      />
      {open === 'ask' && <AskDialog page={page} onClose={() => setOpen(null)} />}
      {open === 'send' && <FormsDialog page={page} onClose={() => setOpen(null)} />}
      {open === 'finish' && <MoveDialog page={page} to="completion" onClose={() => setOpen(null)} />}
      {returned && <ReturnedDialog page={page} paths={returned} onClose={() => setReturned(null)} />}
    </div>
  )
}
