/** Sound as Chromium's recorder writes it: live WebM, every size open, a block each 20 ms. */

const id = (number: number) => Buffer.from(number.toString(16), 'hex')
const open = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
const sized = (number: number, body: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(body.length | 0x10000000)
  return Buffer.concat([id(number), size, body])
}

export const liveHead = (): Buffer =>
  Buffer.concat([
    sized(0x1a45dfa3, sized(0x4282, Buffer.from('webm'))),
    id(0x18538067),
    open,
    sized(0x1549a966, sized(0x2ad7b1, Buffer.from([0x0f, 0x42, 0x40]))),
    sized(0x1654ae6b, sized(0xae, sized(0xd7, Buffer.from([1])))),
  ])

/** A cluster of so many blocks from `from` ms on; each block's bytes name its time. */
export function liveCluster(from: number, blocks: number): Buffer {
  const time = Buffer.alloc(4)
  time.writeUInt32BE(from)
  const parts = [id(0x1f43b675), open, sized(0xe7, time)]
  for (let block = 0; block < blocks; block++) {
    const head = Buffer.from([0x81, 0, 0, 0x80])
    head.writeInt16BE(block * 20, 1)
    parts.push(sized(0xa3, Buffer.concat([head, Buffer.from(`sound at ${from + block * 20}`)])))
  }
  return Buffer.concat(parts)
}
