/** From files to previews to records: each step shows its count and can be stopped. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import type { JobState } from '../../ui/progress.tsx'
import { currentRoute } from '../../ui/route.ts'
import { useSharedJob } from '../../ui/shared-job.ts'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { nameOf } from './fingerprint.tsx'
import { isFromInbox, settleInbox, takesInByItself } from './inbox.ts'
import { receiptAction } from './receipt-export.tsx'
import { nothingReceived, show, useExchange } from './store.ts'

const words = text.exchange.receiving

export type Receiving = {
  inspecting: JobState
  importing: JobState
  /** A second look at some of the files. */
  opening: JobState
  /** Asks for files and shows what they hold. */
  choose: () => void
  /** Files dropped on the page. */
  drop: (files: File[]) => void
  /** Files of the inbox. */
  view: (paths: string[]) => void
  /** Opens the file of this place with a passphrase. */
  open: (at: number, passphrase: string) => Promise<void>
  /** Believes the computer this place's file asks about, and looks into every file that waits for it. */
  approve: (at: number) => Promise<void>
  /** Leaves out the file of this place. */
  leave: (at: number) => void
  /** Vouched changes of a staged package have been looked into. */
  check: (staged: string, isChecked: boolean) => void
  take: (allowDeletes: boolean) => void
  dismiss: () => void
}

/** Stopped half-way: it lies in staging still, and what is missing can be taken in at once. */
const isStopped = ({ failure }: PackagePreview) => failure?.code === 'package-partly' || failure?.code === 'cancelled'

/** Nothing but word of what its sender holds. */
export const isReceipt = ({ staged, changes, attachments, failure }: PackagePreview) =>
  staged !== null && failure === null && changes === 0 && attachments === 0

export const isImportable = (preview: PackagePreview) =>
  preview.staged !== null &&
  !preview.imported &&
  (!preview.known || isReceipt(preview)) &&
  (preview.failure === null || isStopped(preview))

/** A passphrase or a decision lets it in yet. */
export const isWaiting = ({ failure }: PackagePreview) =>
  failure?.code === 'package-passphrase' || failure?.code === 'sender-pending'

/** Somebody signed for another computer, and nobody here has asked them yet. */
export const isUnchecked = (preview: PackagePreview, checked: readonly string[]) =>
  isImportable(preview) && preview.vouched.length > 0 && !checked.includes(preview.staged as string)

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
  const { previews, sources } = useExchange.getState()
  settleInbox(previews ?? [], sources)
  const staged = stagedOf(previews)
  if (staged.length) call('packages.dismiss', { staged }).catch(() => {})
  useExchange.setState(nothingReceived)
}

/** One answer a source, in their order. */
async function inspectSources(sources: readonly (string | File)[], passphrase: string | undefined, job: string) {
  const paths = sources.filter((one) => typeof one === 'string')
  const files = sources.filter((one) => typeof one !== 'string')
  const input = passphrase === undefined ? { paths, job } : { paths, job, passphrase }
  // what was dropped has no path here: the preload adds it
  return call('packages.inspect', input, files.length ? files : undefined)
}

/** Looks once more into the files of some places, with the passphrases that opened them. */
async function inspectAgain(places: readonly number[], job: JobState) {
  for (const at of places) {
    const { sources, passphrases } = useExchange.getState()
    const source = sources[at]
    if (source === undefined) continue
    const answers = await job.run((id) => inspectSources([source], passphrases[at], id))
    const [answer] = answers ?? []
    const { previews } = useExchange.getState()
    if (answer && previews) useExchange.setState({ previews: previews.with(at, answer) })
  }
}

const without = <T>(list: readonly T[], at: number) => list.filter((_, place) => place !== at)

function leave(at: number) {
  const { previews, sources, passphrases } = useExchange.getState()
  if (!previews || previews.length < 2) {
    forget()
    show({ kind: 'auto' })
    return
  }
  const moved = Object.entries(passphrases).flatMap(([place, value]) =>
    Number(place) === at ? [] : [[Number(place) > at ? Number(place) - 1 : Number(place), value] as const],
  )
  useExchange.setState({
    previews: without(previews, at),
    sources: without(sources, at),
    passphrases: Object.fromEntries(moved),
  })
}

export function useReceiving(): Receiving {
  const inspecting = useSharedJob('inspect')
  const importing = useSharedJob('import')
  const opening = useSharedJob('open')

  const inspect = async (sources: (string | File)[]) => {
    forget()
    importing.reset()
    opening.reset()
    show({ kind: 'receive' })
    const previews = await inspecting.run((job) => inspectSources(sources, undefined, job))
    if (previews) useExchange.setState({ ...nothingReceived, previews, sources })
  }
  const choose = async () => {
    const { paths } = await call('dialog.openPackages', {})
    if (paths.length) await inspect(paths)
  }
  const open = async (at: number, passphrase: string) => {
    const { passphrases } = useExchange.getState()
    useExchange.setState({ passphrases: { ...passphrases, [at]: passphrase } })
    await inspectAgain([at], opening)
  }
  const approve = async (at: number) => {
    const { previews } = useExchange.getState()
    const asks = previews?.[at]?.asks
    if (!previews || !asks) return
    await call('devices.decide', { fingerprint: asks.fingerprint, state: 'approved' })
    const waiting = previews.flatMap((preview, place) =>
      preview.asks?.fingerprint === asks.fingerprint ? [place] : [],
    )
    // what was fetched goes in without anybody now, unless this office looks first
    const { sources } = useExchange.getState()
    const isAuto = takesInByItself(await call('settings.get', {}))
    const goesByItself = (place: number) => isAuto && isFromInbox(sources[place])
    await inspectAgain(
      waiting.filter((place) => !goesByItself(place)),
      opening,
    )
    const gone = waiting.filter(goesByItself)
    // from the last on: the places of those before stay
    for (const place of gone.reverse()) leave(place)
    if (gone.length) showToast({ message: fill(words.approvedInbox, { name: nameOf(asks) }) })
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
    settleInbox(previews, useExchange.getState().sources)
    const totals = totalsOf(previews.filter((preview) => preview.imported))
    const failed = previews.some((preview) => preview.failure)
    if (totals.conflicts > 0 && !failed) {
      const action = await receiptAction(previews, useExchange.getState().sources)
      showToast({ message: fill(words.doneToast, totals), ...(action ? { action } : {}) })
      useExchange.setState({ ...nothingReceived, shown: { kind: 'auto' } })
    } else {
      useExchange.setState({ previews, imported: !previews.some(isImportable) })
      // whoever went elsewhere meanwhile hears of it there
      if (currentRoute().page !== 'exchange')
        showToast({ message: failed ? words.doneFailed : fill(words.doneToast, totals) })
    }
  }
  return {
    inspecting,
    importing,
    opening,
    choose: () => void choose().catch(showFailure),
    drop: (files) => void inspect(files),
    view: (paths) => void inspect(paths),
    open,
    approve: (at) => approve(at).catch(showFailure),
    leave,
    check: (staged, isChecked) => {
      const others = useExchange.getState().checked.filter((one) => one !== staged)
      useExchange.setState({ checked: isChecked ? [...others, staged] : others })
    },
    take: (allowDeletes) => void take(allowDeletes),
    dismiss: () => {
      forget()
      show({ kind: 'auto' })
    },
  }
}
