/** Asked when the window is to close and something could not be stored. */
import { useEffect } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { Button } from './button.tsx'
import { answerClosing, useClosing } from './closing.ts'
import { Dialog } from './dialog.tsx'

const words = text.shell.closing

export function ClosingDialog() {
  const failure = useClosing((state) => state.failure)
  useEffect(() => useClosing.setState({ shown: true }), [])
  return (
    <Dialog
      title={words.title}
      onClose={() => answerClosing('back')}
      actions={
        <>
          <Button variant="danger" onClick={() => answerClosing('drop')}>
            {words.drop}
          </Button>
          <Button onClick={() => answerClosing('back')}>{text.common.back}</Button>
          <Button variant="primary" onClick={() => answerClosing('retry')}>
            {words.retry}
          </Button>
        </>
      }
    >
      <p>{failure?.message ?? words.unknown}</p>
      <p>{words.next}</p>
    </Dialog>
  )
}
