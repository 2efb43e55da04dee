/** From files to previews to records: each step shows its count and can be stopped. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import { type JobState, useJob } from '../../ui/progress.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { show, useExchange } from './store.ts'

const words = text.exchange.receiving

export type Receiving = {
  inspecting: JobState
  importing: JobState
  /** Asks for files and shows what they hold. */
  choose: () => void
  /** Files dropped on the page. */
  drop: (files: File[]) => void
  take: (allowDeletes: boolean) => void
  dismiss: () => void
}

/** Stopped half-way: it lies in staging still, and what is missing can be taken in at once. */
const isStopped = ({ failure }: PackagePreview) => failure?.code === 'package-partly' || failure?.code === 'cancelled'

export const isImportable = (preview: PackagePreview) =>
  preview.staged !== null && !preview.imported && !preview.known && (preview.failure === null || isStopped(preview))

const sum = (counts: Partial<Record<string, number>>) => Object.values(counts).reduce<number>((a, b) => a + (b ?? 0), 0)

export const totalsOf = (previews: readonly PackagePreview[]) => ({
  added: previews.reduce((total, preview) => total + sum(preview.added), 0),
  changed: previews.reduce((total, preview) => total + sum(preview.changed), 0),
  deleted: previews.reduce((total, preview) => total + preview.deleted, 0),
  attachments: previews.reduce((total, preview) => total + preview.attachments, 0),
  conflicts: previews.reduce((total, preview) => total + preview.conflicts, 0),
})

const stagedOf = (previews: readonly PackagePreview[] | null) =>
  previews?.flatMap(({ staged, imported }) => (staged && !imported ? [staged] : [])) ?? []

function forget() {
  const staged = stagedOf(useExchange.getState().previews)
  if (staged.length) call('packages.dismiss', { staged }).catch(() => {})
  useExchange.setState({ previews: null, imported: false })
}

export function useReceiving(): Receiving {
  const inspecting = useJob()
  const importing = useJob()

  const inspect = async (paths: string[], files?: File[]) => {
    forget()
    importing.reset()
    show({ kind: 'receive' })
    const previews = await inspecting.run((job) => call('packages.inspect', { paths, job }, files))
    if (previews) useExchange.setState({ previews, imported: false })
  }
  const choose = async () => {
    const { paths } = await call('dialog.openPackages', {})
    if (paths.length) await inspect(paths)
  }
  const take = async (allowDeletes: boolean) => {
    const before = useExchange.getState().previews ?? []
    const staged = before.filter(isImportable).flatMap((preview) => preview.staged ?? [])
    const answers = await importing.run((job) => call('packages.import', { staged, allowDeletes, job }))
    if (!answers) return
    const byStaged = new Map(
      staged.map((one, at) => [one, answers.find((answer) => answer.staged === one) ?? answers[at]]),
    )
    const previews = before.map((preview) => (preview.staged ? (byStaged.get(preview.staged) ?? preview) : preview))
    const totals = totalsOf(previews.filter((preview) => preview.imported))
    const failed = previews.some((preview) => preview.failure)
    if (totals.conflicts > 0 && !failed) {
      showToast({ message: fill(words.doneToast, totals) })
      useExchange.setState({ previews: null, imported: false, shown: { kind: 'auto' } })
    } else useExchange.setState({ previews, imported: !previews.some(isImportable) })
  }
  return {
    inspecting,
    importing,
    choose: () => void choose().catch(showFailure),
    drop: (files) => void inspect([], files),
    take: (allowDeletes) => void take(allowDeletes),
    dismiss: () => {
      forget()
      show({ kind: 'auto' })
    },
  }
}
