import {
  createSealer,
  createSealKey,
  type Lock,
  type Opening,
  openPieces,
  openSeal,
} from '../../electron/data/sync/age.ts'

/** The bytes as the product seals them into a file. */
export async function sealed(content: Uint8Array, lock: Lock): Promise<Buffer> {
  const parts: Buffer[] = []
  const sealer = createSealer(await createSealKey(lock), (bytes) => parts.push(Buffer.from(bytes)))
  sealer.write(content)
  sealer.finish()
  return Buffer.concat(parts)
}

const readOf = (file: Buffer) => (buffer: Buffer, offset: number, length: number, position: number) =>
  file.copy(buffer, offset, position, position + length)

/** What the product opens of a sealed file; `null` where none of the keys fits. @throws Refusal */
export async function opened(file: Buffer, opening: Opening): Promise<Buffer | null> {
  const seal = await openSeal(readOf(file), opening)
  return seal && Buffer.concat([...openPieces(readOf(file), file.length, seal)].map((piece) => Buffer.from(piece)))
}
