/** One file: from whom, what would change, what is missing, or why it cannot be taken in. */
import { CircleCheck, Package } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { FailureError } from '../../api.ts'
import { formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { fileName } from './history-panel.tsx'
import { AskPassphrase, AskSender, Vouched } from './preview-asks.tsx'
import { PreviewAuthors, PreviewTitles } from './preview-titles.tsx'
import { isReceipt, type Receiving } from './receiving.ts'
import { useExchange } from './store.ts'

const words = text.exchange.receiving
const nounOf = (entity: string): string => (text.domain.nouns as Record<string, string>)[entity] ?? entity

type Props = {
  preview: PackagePreview
  /** Its place among the files. */
  at: number
  receiving: Receiving
}

export function PreviewCard({ preview, at, receiving }: Props) {
  const { sender, number, failure } = preview
  const receipt = isReceipt(preview)
  const name = sender ? fill(words.from, { name: sender.name }) : words.unknownSender
  return (
    <li className="exchange-preview">
      <header>
        <Package className="icon" size={18} aria-hidden />
        <strong>{failure && !sender ? fileName(preview.file) : name}</strong>
        {receipt ? (
          <span>{text.exchange.receiptWord}</span>
        ) : (
          number !== null && <span>{fill(words.number, { number })}</span>
        )}
        {preview.created !== null && <span className="faint">{formatStamp(preview.created)}</span>}
        {preview.imported && (
          <span className="exchange-state exchange-state-received">
            <CircleCheck className="icon" size={16} aria-hidden />
            {words.imported}
          </span>
        )}
      </header>
      {sender && (
        <p className="faint exchange-preview-source" title={preview.file}>
          <span>{[sender.unit, sender.person].filter(Boolean).join(' ')}</span>
          <span>{fileName(preview.file)}</span>
        </p>
      )}
      {failure ? (
        <Refused preview={preview} failure={failure} at={at} receiving={receiving} />
      ) : receipt ? (
        <p>{words.receipt}</p>
      ) : (
        <>
          {preview.missing.length > 0 && (
            <p className="exchange-notice">
              {fill(words.missing, { numbers: preview.missing.join(text.common.listComma) })}
            </p>
          )}
          {preview.vouched.length > 0 && !preview.imported && <VouchedOf preview={preview} receiving={receiving} />}
          {preview.known ? <p>{words.known}</p> : <Counts preview={preview} />}
          {!preview.known && <PreviewAuthors preview={preview} />}
          {preview.titles.length > 0 && <PreviewTitles preview={preview} />}
        </>
      )}
    </li>
  )
}

type RefusedProps = Props & { failure: NonNullable<PackagePreview['failure']> }

/** Why it is not taken in; where a person can decide that, the decision is at hand. */
function Refused({ preview, failure, at, receiving }: RefusedProps) {
  const isTried = useExchange((state) => state.passphrases[at] !== undefined)
  const busy = receiving.opening.running
  const { asks } = preview
  if (failure.code === 'package-passphrase')
    return (
      <>
        <p>{failure.message}</p>
        <AskPassphrase isWrong={isTried} busy={busy} onOpen={(passphrase) => receiving.open(at, passphrase)} />
      </>
    )
  return (
    <>
      {(!asks || asks.state === 'revoked') && (
        <ErrorPanel error={new FailureError({ ...failure, code: failure.code as never })} />
      )}
      {asks && (
        <AskSender
          asks={asks}
          isAuthor={!preview.sender?.device.startsWith(`${asks.fingerprint}.`)}
          busy={busy}
          onApprove={() => void receiving.approve(at)}
          onLeave={() => receiving.leave(at)}
        />
      )}
    </>
  )
}

function VouchedOf({ preview, receiving }: { preview: PackagePreview; receiving: Receiving }) {
  const checked = useExchange((state) => state.checked)
  const { staged, vouched } = preview
  if (!staged) return null
  return (
    <Vouched
      vouched={vouched}
      isChecked={checked.includes(staged)}
      onCheck={(isChecked) => receiving.check(staged, isChecked)}
    />
  )
}

function Counts({ preview }: { preview: PackagePreview }) {
  const nouns = Object.keys(text.domain.nouns)
  const entities = [...new Set([...Object.keys(preview.added), ...Object.keys(preview.changed)])].sort(
    (a, b) => nouns.indexOf(a) - nouns.indexOf(b),
  )
  return (
    <table className="exchange-counts">
      <thead>
        <tr>
          <th scope="col">{words.nouns}</th>
          <th scope="col">{words.added}</th>
          <th scope="col">{words.changed}</th>
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <tr key={entity}>
            <th scope="row">{nounOf(entity)}</th>
            <td>{preview.added[entity] ?? 0}</td>
            <td>{preview.changed[entity] ?? 0}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            {words.deleted} <strong>{preview.deleted}</strong>
            {words.conflicts} <strong>{preview.conflicts}</strong>
            {words.attachments} <strong>{preview.attachments}</strong>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
