/** What can be done to the visits that are selected. */
import { Trash2, X } from 'lucide-react'
import { visitStatuses } from '../../../shared/domain/visits.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Menu } from '../../ui/menus.tsx'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { teamChoice } from './list-filters.tsx'

const words = text.visits.batch

type Props = { ids: readonly string[]; onClear: () => void }

export function VisitBatch({ ids, onClear }: Props) {
  const { data: teams } = useRead('teams.list', {})
  const setAll = (values: Record<string, string>) =>
    void saveAllNow(
      ids.map((id) => ({ entity: 'visits' as const, id, values })),
      fill(words.saved, { count: ids.length }),
    )
  return (
    <>
      <strong>{fill(text.common.selected, { count: formatNumber(ids.length) })}</strong>
      <Menu
        label={words.status}
        items={visitStatuses.map((status) => ({
          label: text.domain.visitStatus[status],
          onSelect: () => setAll({ status }),
        }))}
      />
      <Menu
        label={words.team}
        items={(teams ?? []).map((team) => ({
          label: teamChoice(team).label,
          onSelect: () => setAll({ team: team.id }),
        }))}
      />
      <Button icon={Trash2} onClick={() => void removeRecords('visits', [...ids]).then(onClear, tellFailure)}>
        {words.remove}
      </Button>
      <span className="bottom-strip-end">
        <IconButton variant="text" icon={X} label={words.clear} onClick={onClear} />
      </span>
    </>
  )
}
