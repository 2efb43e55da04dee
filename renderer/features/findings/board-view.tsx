/** The board with its strip of keys. */
import { type ReactNode, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { formatNumber } from '../../ui/display.ts'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { listOf } from '../../ui/list-page.tsx'
import { BottomStrip } from '../../ui/page.tsx'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { Board } from './board.tsx'
import type { BoardStage } from './board-column.tsx'
import { stripOf } from './card-looks.ts'
import type { Filter } from './filters.ts'

const words = text.findings.board
const common = text.common.keys

/** Where the board stood when a record was opened, for the way back. */
let left: { address: string; stage: BoardStage; index: number } | undefined

export type ListProps = {
  query: Query
  filter: Filter
  selection: ReadonlySet<string>
  onSelect: (selection: ReadonlySet<string>) => void
  onCurrent: (item: FindingItem | undefined) => void
  onPeek: () => void
  peek: (open: (item: FindingItem) => void) => ReactNode
  batch: ReactNode
  /** The row of filters; `tools` end it. */
  filters: (tools: ReactNode) => ReactNode
}

export function BoardView({ query, filter, batch, filters, peek, strip, ...rest }: ListProps & { strip: unknown }) {
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: groups } = useRead('findings.groups', { ...filter, by: 'stage' })
  const narrow = useMedia(isNarrow)
  const index = useRef(0)
  const count = (key: string | null) => groups?.find((group) => group.key === key)?.count ?? 0
  const address = JSON.stringify(filter)
  const open = (item: FindingItem, at: number) => {
    left = { address, stage: item.stage as BoardStage, index: at }
    const { by: _, ...others } = query
    go('findings', { id: item.id, query: { ...others, stage: item.stage ?? '', at: String(at) } })
  }
  const table = (patch: Query) => setQuery({ view: 'table', ...patch })
  const unstaged = count(null)
  const exported = { name: 'findings' as const, filter }
  return (
    <>
      {filters(<ExportMenu papers={['list']} of={{ list: listOf({ exported }) }} size="small" />)}
      <div className="finding-board">
        <Board
          {...rest}
          filter={filter}
          look={{ strip: stripOf(strip), topics }}
          start={left?.address === address ? left : undefined}
          onOpen={(item, at) => {
            index.current = at
            open(item, at)
          }}
        />
        {peek((item) => open(item, index.current))}
      </div>
      <BottomStrip
        batch={batch}
        keys={[
          { keys: ['←', '→'], label: words.keys.move },
          { keys: ['M'], label: words.keys.merge },
          { keys: ['S'], label: words.keys.distil },
          { keys: ['Enter'], label: common.open },
          ...(narrow
            ? []
            : [
                { keys: [common.space], label: words.keys.peek },
                { keys: ['Ctrl ←', 'Ctrl →'], label: words.keys.between },
              ]),
        ]}
        position={
          <>
            {unstaged > 0 && (
              <button type="button" className="link" onClick={() => table({ without: 'stage' })}>
                {fill(words.unstaged, { count: formatNumber(unstaged) })}
              </button>
            )}
            <span data-stage="declined" className="board-strip-drop">
              <button type="button" className="link" onClick={() => table({ stage: 'declined' })}>
                {fill(words.declined, { count: formatNumber(count('declined')) })}
              </button>
            </span>
          </>
        }
      />
    </>
  )
}
