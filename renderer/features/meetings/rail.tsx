/** The list beside a meeting on a wide screen. */
import { text } from '../../../shared/text/zh-cn.ts'
import { formatDate } from '../../ui/dates.ts'
import { joinNames, labelOf } from '../../ui/display.ts'
import { meetingName } from '../../ui/names.ts'
import { usePages } from '../../ui/pages.ts'
import { RecordRail } from '../../ui/record-rail.tsx'
import { go, type Query } from '../../ui/route.ts'
import { filterOf } from './filters.ts'

const words = text.meetings

export function Rail({ query, id, index }: { query: Query; id: string; index: number | undefined }) {
  const { tab: _, statement: __, new: ___, ...list } = query
  return (
    <RecordRail
      label={words.rail}
      rows={usePages('meetings.list', filterOf(query))}
      id={id}
      index={index}
      head={meetingName}
      line={({ date, precision, kind, organizationNames }) =>
        [
          formatDate({ start: date, precision }, { year: true }) ?? words.undated,
          joinNames(organizationNames.map(({ name }) => name)) || labelOf(text.domain.meetingKind, kind),
        ]
          .filter(Boolean)
          .join(' ')
      }
      onOpen={(row, at) => go('meetings', { id: row.id, query: { ...list, at: String(at) } })}
    />
  )
}
