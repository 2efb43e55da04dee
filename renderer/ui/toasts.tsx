/** Draws the messages of `toast-store`, read out as they come. */
import { Undo2 } from 'lucide-react'
import { text } from '../../shared/text/zh-cn.ts'
import { failureOf } from '../api.ts'
import { Kbd } from './button.tsx'
import { dismissToast, showToast, useToasts } from './toast-store.ts'
import './dialog.css'

export function Toasts() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ key, message, undo, action }) => (
        <div key={key} className="toast">
          <span>{message}</span>
          {undo && (
            <button
              type="button"
              onClick={async () => {
                dismissToast(key)
                try {
                  await undo()
                } catch (error) {
                  const failure = failureOf(error)
                  showToast({ message: failure.message + failure.next })
                }
              }}
            >
              <Undo2 className="icon" size={16} aria-hidden />
              {text.common.undo}
              <Kbd>Ctrl Z</Kbd>
            </button>
          )}
          {action && (
            <button
              type="button"
              onClick={() => {
                dismissToast(key)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
