/** Shapes of the ledger's operations. */

/** A step as its entry in the proceedings tells it. */
export type Move = {
  id: string
  from: string | null
  to: string | null
  text: string | null
  actor: string | null
  at: string | null
}
