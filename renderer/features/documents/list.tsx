/** 文件与报告 as a list, the one written last first. */
import { Plus } from 'lucide-react'
import { documentKinds } from '../../../shared/domain/documents.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentItem } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import { BatchBar, BatchChoice, setOnAll } from '../../ui/batch-bar.tsx'
import { formatNumber, formatStamp, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { isKey } from '../../ui/key-map.ts'
import { ListPage, useList } from '../../ui/list-page.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { FilterMenu, Menu } from '../../ui/menus.tsx'
import { usePages } from '../../ui/pages.ts'
import { ConflictMark } from '../../ui/record-actions.tsx'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import type { Column } from '../../ui/virtual-rows.tsx'
import { createDocument, createReport } from './create.ts'
import { filterOf, noFilters } from './filters.ts'

const words = text.documents

const teamOf = ({ leaderName, teamName }: Pick<DocumentItem, 'leaderName' | 'teamName'>) =>
  leaderName ? fill(words.team, { leader: leaderName }) : teamName

const title: Column<DocumentItem> = {
  key: 'title',
  label: words.columns.title,
  width: 'minmax(200px, 1fr)',
  cell: (row) => (
    <>
      {row.title ? <strong className="document-name">{row.title}</strong> : <Missing>{words.untitled}</Missing>}
      <ConflictMark id={row.id} count={row.conflicts} />
    </>
  ),
  title: (row) => row.title,
}
const kind: Column<DocumentItem> = {
  key: 'kind',
  label: words.columns.kind,
  width: '64px',
  cell: (row) => labelOf(text.domain.documentKind, row.kind) ?? <Missing />,
}
const stage: Column<DocumentItem> = {
  key: 'stage',
  label: words.columns.stage,
  width: '88px',
  cell: (row) => labelOf(text.domain.documentStage, row.stage ?? 'draft'),
}
const team: Column<DocumentItem> = {
  key: 'team',
  label: words.columns.team,
  width: '112px',
  // a paper of the whole federation has no team
  cell: (row) => teamOf(row) ?? '',
  title: (row) => row.teamName ?? teamOf(row),
}
const missing: Column<DocumentItem> = {
  key: 'missing',
  label: words.columns.missing,
  width: '92px',
  cell: (row) =>
    row.sections === 0 ? (
      <Missing />
    ) : row.missing > 0 ? (
      <span className="missing">{fill(words.missingParts, { count: row.missing })}</span>
    ) : (
      words.complete
    ),
}
const consultation: Column<DocumentItem> = {
  key: 'consultation',
  label: words.columns.consultation,
  width: '112px',
  cell: (row) => (row.asked > 0 ? fill(words.asked, { answered: row.answered, asked: row.asked }) : ''),
}
const updated: Column<DocumentItem> = {
  key: 'updated',
  label: words.columns.updated,
  width: '142px',
  cell: (row) => formatStamp(row.updated),
}
const reported: Column<DocumentItem> = {
  key: 'reported',
  label: words.columns.reported,
  width: '84px',
  cell: (row) => <ReportMark reported={row.reported} />,
}
const columns = [title, kind, stage, team, missing, consultation, updated, reported]
const narrowColumns = [title, kind, stage, team, missing]

export function DocumentList({ query }: { query: Query }) {
  const narrow = useMedia(isNarrow)
  const filter = filterOf(query)
  const rows = usePages('documents.list', filter)
  const list = useList({
    name: 'documents',
    address: JSON.stringify(filter),
    rows,
    columns: narrow ? narrowColumns : columns,
    exported: { name: 'documents', filter },
  })
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: teams = [] } = useRead('teams.list', filter.campaign ? { campaign: filter.campaign } : {})
  const current = filter.campaign ?? (campaigns.find(({ status }) => status === 'active') ?? campaigns[0])?.id
  const create = (one: (typeof documentKinds)[number]) => void createDocument(one, current)
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    create(filter.kind ?? 'opinion')
    return true
  })
  const teamChoices = teams.map(({ id, leaderName, name, topics }) => ({
    value: id,
    label: (leaderName && fill(words.team, { leader: leaderName })) ?? name ?? text.common.unnamed,
    hint: topics.join(text.common.listComma) || undefined,
  }))
  return (
    <ListPage
      list={list}
      title={words.title}
      sentence={rows.total > 0 && fill(words.sentence, { total: formatNumber(rows.total) })}
      actions={
        <>
          {teams.length > 0 && (
            <Menu
              label={words.newReport}
              items={teams.map(({ id, campaign, leaderName, name }) => ({
                label: fill(words.createFor, { leader: leaderName ?? name ?? text.common.unnamed }),
                onSelect: () => void createReport({ id, campaign }),
              }))}
            >
              {words.newReport}
            </Menu>
          )}
          <Menu
            label={words.create}
            variant="primary"
            items={documentKinds.map((one) => ({
              label: text.domain.documentKind[one],
              keys: one === (filter.kind ?? 'opinion') ? 'Ctrl N' : undefined,
              onSelect: () => create(one),
            }))}
          >
            <Plus className="icon" size={18} aria-hidden />
            {words.create}
          </Menu>
        </>
      }
      filters={
        <>
          <SearchBox
            value={query.text ?? ''}
            onChange={(next) => setQuery({ text: next })}
            placeholder={words.search}
          />
          <FilterMenu
            label={words.filters.kind}
            choices={choicesOf(text.domain.documentKind)}
            value={query.kind}
            onChange={(next) => setQuery({ kind: next })}
          />
          <FilterMenu
            label={words.filters.stage}
            choices={choicesOf(text.domain.documentStage)}
            value={query.stage}
            onChange={(next) => setQuery({ stage: next })}
          />
          <FilterMenu
            label={words.filters.team}
            choices={teamChoices}
            value={query.team}
            onChange={(next) => setQuery({ team: next })}
          />
          {(topics.length > 0 || query.topic) && (
            <FilterMenu
              label={words.filters.topic}
              choices={topics.map((topic) => ({ value: topic, label: topic }))}
              value={query.topic}
              onChange={(next) => setQuery({ topic: next })}
            />
          )}
          {campaigns.length > 1 && (
            <FilterMenu
              label={words.filters.campaign}
              choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
              value={query.campaign}
              onChange={(next) => setQuery({ campaign: next, team: undefined })}
            />
          )}
        </>
      }
      label={words.listLabel}
      onOpen={(row) => go('documents', { id: row.id })}
      empty={{
        filtered: Object.keys(filter).length > 0,
        noMatch: words.emptyFiltered,
        noFilters,
        title: words.empty.title,
        hint: [words.empty.hint, words.empty.hintEnd],
      }}
      keys={[{ keys: ['Ctrl N'], label: words.create }]}
      batch={
        <BatchBar entity="documents" list={list}>
          <BatchChoice
            label={words.columns.kind}
            choices={choicesOf(text.domain.documentKind)}
            onChoose={(kind) => void setOnAll('documents', list.ids, { kind }, words.columns.kind)}
          />
          <BatchChoice
            label={words.columns.team}
            choices={teamChoices}
            onChoose={(team) => void setOnAll('documents', list.ids, { team }, words.columns.team)}
          />
        </BatchBar>
      }
    />
  )
}
