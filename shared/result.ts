/** Errors are values: what happened, what to do next, and a code for the program. Both texts come from the catalogue. */
export type Failure = { code: FailureCode; message: string; next: string; detail?: string }
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

export type FailureCode =
  | 'unexpected'
  | 'bad-input'
  | 'not-found'
  | 'data-restarted'
  | 'data-busy'
  | 'cancelled'
  // the data folder
  | 'database-newer'
  | 'database-damaged'
  | 'database-place'
  | 'database-read-only'
  | 'database-owned'
  | 'disk-full'
  | 'disk-read-only'
  | 'disk-error'
  // packages
  | 'package-damaged'
  | 'package-truncated'
  | 'package-foreign'
  | 'package-newer'
  | 'package-too-large'
  | 'package-hostile'
  | 'package-deletes'
  | 'package-unreadable'
  | 'package-partly'
  | 'package-forged'
  | 'package-elsewhere'
  | 'package-passphrase'
  | 'target-missing'
  // keys and trust
  | 'keys-damaged'
  | 'keys-locked'
  | 'keys-passphrase'
  | 'keys-foreign'
  | 'recipient-unknown'
  | 'sender-pending'
  | 'sender-revoked'
  | 'card-damaged'
  | 'card-own'
  // places packages travel through
  | 'place-away'
  | 'place-account'
  | 'place-full'
  | 'place-read-only'
  | 'place-busy'
  | 'place-certificate'
  | 'place-proxy'
  | 'place-odd'
  | 'place-taken'
  | 'place-file'
  // papers
  | 'paper-folder'
  | 'paper-space'
  | 'paper-print'
  | 'no-printer'
  | 'template-unfit'
  | 'template-foreign'
  // photos
  | 'photo-not-picture'
  | 'photo-too-large'
  | 'photo-unreadable'
  | 'file-runnable'
  | 'attachment-away'
  | 'attachment-no-program'
  | 'attachment-not-openable'
  // sound recorded in the window
  | 'recording-space'
  // files that are taken in: spreadsheets, Word, text
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-foreign'
  | 'file-old'
  | 'file-encrypted'
  | 'file-damaged'
  | 'file-hostile'
  | 'file-changed'
  | 'sheet-too-large'
  | 'sheet-empty'
  | 'sheet-bad-rows'
  | 'text-too-long'
  | 'text-empty'
  // what the ledger and the course of documents do not allow
  | 'rule-step'
  | 'rule-reason'
  | 'rule-office'
  | 'rule-owner'
  | 'rule-evidence'
  | 'rule-outcome'
  | 'rule-measures'
  | 'rule-guarded'
  | 'rule-kept'
  | 'rule-due'
  | 'rule-undo'
  | 'rule-opinions'
  | 'rule-answers'
  | 'rule-approval'
  | 'rule-rests-owner'
  | 'rule-rests-evidence'
  | 'rule-rests-outcome'
  | 'rule-rests-measures'
  | 'extension-open'
  | 'extension-answered'
  | 'extension-same'

/** A rule of the office stood against it; saving again would meet the same. */
export const isRule = (code: FailureCode): boolean => code.startsWith('rule-')

/** Thrown inside the data process for an expected refusal; the border turns it into a `Failure`. */
export class Refusal extends Error {
  readonly code: FailureCode
  /** Values the message's text takes, e.g. the file's name. */
  readonly values: Record<string, string | number>
  /** For "copy details"; never shown first. */
  readonly detail: string | undefined

  constructor(code: FailureCode, values: Record<string, string | number> = {}, detail?: string) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.values = values
    this.detail = detail
  }
}
