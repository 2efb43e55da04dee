/** The key that prints, and the dialog, which comes with its first use. */
import { type ComponentType, useEffect, useState } from 'react'
import { isKey } from './key-map.ts'
import { openPrinting, usePrinting } from './printing.tsx'
import { showFailure } from './toast-store.ts'
import { useKey } from './use-key.ts'

type DialogProps = { onClose: () => void }

export function Printing() {
  const open = usePrinting((state) => state.open)
  const [Dialog, setDialog] = useState<ComponentType<DialogProps> | null>(null)
  useKey((event) => {
    if (!isKey(event, 'everywhere.print')) return false
    openPrinting()
    return true
  })
  useEffect(() => {
    if (open && !Dialog)
      import('./print/print-dialog.tsx').then(({ PrintDialog }) => setDialog(() => PrintDialog), showFailure)
  }, [open, Dialog])
  return open && Dialog ? <Dialog onClose={() => usePrinting.setState({ open: false })} /> : null
}
