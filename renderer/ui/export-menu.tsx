/**
 * 导出: a button for a page's header. Give it the papers the page has and whose they are:
 *
 *     <ExportMenu papers={['report']} of={{ ids: [document.id] }} />
 *     <ExportMenu papers={['ledger', 'lists', 'conversion']} of={{ campaign }} />
 *     <ExportMenu papers={['supervision']} of={{ ids: chosenMeasures }} size="small" />
 *
 * One paper opens the dialog at once, several a menu first.
 */
import { FileOutput } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { PaperName } from '../../shared/contract/papers.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, type ButtonProps } from './button.tsx'
import type { ExportDialogProps, PaperOf } from './export-dialog.tsx'
import { Menu } from './menus.tsx'
import { openPrinting } from './printing.tsx'

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }))

/** The dialog, loaded when it is first opened: pages that offer it begin without it. */
export const LazyExport = (props: ExportDialogProps) => (
  <Suspense fallback={null}>
    <ExportDialog {...props} />
  </Suspense>
)

type Props = {
  papers: readonly PaperName[]
  of: PaperOf
  size?: ButtonProps['size']
  variant?: ButtonProps['variant']
  /** Instead of 导出. */
  label?: string
  disabled?: boolean
  /** Also prints the page, where its header has no room for the button. */
  printed?: boolean
}

export function ExportMenu({
  papers,
  of,
  size,
  variant,
  label = text.export.button,
  disabled = false,
  printed,
}: Props) {
  const [open, setOpen] = useState<PaperName | null>(null)
  const [only] = papers
  return (
    <>
      {papers.length === 1 && only ? (
        <Button icon={FileOutput} size={size} variant={variant} disabled={disabled} onClick={() => setOpen(only)}>
          {label}
        </Button>
      ) : (
        <Menu
          label={label}
          size={size}
          variant={variant}
          items={[
            ...papers.map((paper) => ({ label: text.papers.names[paper], disabled, onSelect: () => setOpen(paper) })),
            ...(printed ? [{ label: text.print.button, keys: 'Ctrl P', onSelect: openPrinting }] : []),
          ]}
        />
      )}
      {open && <LazyExport paper={open} of={of} onClose={() => setOpen(null)} />}
    </>
  )
}
