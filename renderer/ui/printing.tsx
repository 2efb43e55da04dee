/** 打印 of what one sees: its key, its button, and the dialog, which comes with its first use. */
import { Printer } from 'lucide-react'
import { type ComponentType, useEffect, useState } from 'react'
import { create } from 'zustand'
import { text } from '../../shared/text/zh-cn.ts'
import { type ButtonProps, IconButton } from './button.tsx'
import { showFailure } from './toast-store.ts'
import { isCtrl, useKey } from './use-key.ts'

const usePrinting = create(() => ({ open: false }))

export const openPrinting = () => usePrinting.setState({ open: true })

export function PrintButton({ size }: Pick<ButtonProps, 'size'>) {
  return (
    <IconButton
      size={size}
      variant="text"
      icon={Printer}
      label={text.print.button}
      title={`${text.print.button} (Ctrl P)`}
      aria-keyshortcuts="Control+P"
      onClick={openPrinting}
    />
  )
}

type DialogProps = { onClose: () => void }

export function Printing() {
  const open = usePrinting((state) => state.open)
  const [Dialog, setDialog] = useState<ComponentType<DialogProps> | null>(null)
  useKey((event) => {
    if (!isCtrl(event, 'p')) return false
    openPrinting()
    return true
  })
  useEffect(() => {
    if (open && !Dialog)
      import('./print/print-dialog.tsx').then(({ PrintDialog }) => setDialog(() => PrintDialog), showFailure)
  }, [open, Dialog])
  return open && Dialog ? <Dialog onClose={() => usePrinting.setState({ open: false })} /> : null
}
