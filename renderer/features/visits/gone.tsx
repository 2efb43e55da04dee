/** A visit that cannot be shown, and the way on. */
import { text } from '../../../shared/text/zh-cn.ts'
import { call, failureOf } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/page.tsx'
import { go } from '../../ui/route.ts'
import { showToast } from '../../ui/toast-store.ts'

const words = text.visits.gone

const ToList = () => (
  <Button size="small" onClick={() => go('visits')}>
    {words.toList}
  </Button>
)

export const Gone = () => (
  <Empty title={words.title} action={<ToList />}>
    {words.hint}
  </Empty>
)

export function Removed({ id }: { id: string }) {
  const restore = () =>
    call('records.restore', { entity: 'visits', ids: [id] }).catch((error) => {
      const failure = failureOf(error)
      showToast({ message: failure.message + failure.next })
    })
  return (
    <Empty
      title={words.removed}
      action={
        <>
          <Button size="small" variant="primary" onClick={() => void restore()}>
            {words.restore}
          </Button>
          <ToList />
        </>
      }
    >
      {words.removedHint}
    </Empty>
  )
}
