/** A computer's card (名片): who it is and its public keys, signed by itself. Travels as a file or as a QR code. */
import * as z from 'zod/mini'
import { Refusal } from '../../../shared/result.ts'
import { isDevice } from '../../../shared/sync/change.ts'
import { isAgeRecipient, isPublicKey } from '../../../shared/sync/manifest.ts'
import { fingerprintOf, fingerprintOfDevice, isSignedBy, type PublicKey } from './signing.ts'

const short = z.string().check(z.maxLength(100))
const cardSchema = z.object({
  format: z.literal('shanyan-card'),
  version: z.literal(1),
  device: z.string().check(z.refine(isDevice)),
  ...{ name: short, person: short, unit: short },
  role: z.enum(['laptop', 'headquarters']),
  key: z.string().check(z.refine(isPublicKey)),
  age: z.string().check(z.refine(isAgeRecipient)),
})
export type Card = z.infer<typeof cardSchema>

/** A QR code of medium correction holds about 2,300 bytes. */
const longest = 2000

/** One line of JSON and, after a line feed, the signature over it. */
export function cardText(card: Omit<Card, 'format' | 'version'>, sign: (bytes: Uint8Array) => string): string {
  const line = JSON.stringify({ format: 'shanyan-card', version: 1, ...card } satisfies Card)
  return `${line}\n${sign(Buffer.from(line))}`
}

/** @throws Refusal `card-damaged` */
export function parseCard(text: string): Card & { key: PublicKey } {
  const damaged = (why: string) => new Refusal('card-damaged', {}, why)
  if (text.length > longest) throw damaged('too long')
  const [line = '', signature = ''] = text.trim().split('\n')
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    throw damaged('not JSON')
  }
  const parsed = cardSchema.safeParse(data)
  if (!parsed.success) throw damaged(JSON.stringify(parsed.error.issues.slice(0, 3)))
  const card = parsed.data
  if (fingerprintOf(card.key) !== fingerprintOfDevice(card.device)) throw damaged('key of another device')
  if (!isSignedBy(card.key, Buffer.from(line), signature.trim())) throw damaged('signature')
  return card
}
