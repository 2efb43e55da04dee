/** Stands where a finding was opened that another speaks for. */
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Empty } from '../../ui/page.tsx'
import { tellFailure } from '../../ui/save-now.ts'
import { part } from './members.tsx'
import { briefOf } from './merge-dialog.tsx'

const words = text.findings

export function MergedAway({ id }: { id: string }) {
  const { data: found } = useRead('findings.survivor', { id })
  return (
    <Empty
      title={words.mergedAway}
      action={
        <>
          {found && (
            <Link page="findings" id={found.item.id}>
              {words.openSurvivor}
            </Link>
          )}
          <Button size="small" onClick={() => void part(id).catch(tellFailure)}>
            {words.members.part}
          </Button>
        </>
      }
    >
      {found && fill(words.mergedInto, { text: briefOf(found.item) })}
    </Empty>
  )
}
