import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileStream } from '../../../electron/main/file-stream.ts'

const bytes = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => (at * 31) % 251))
const file = join(mkdtempSync(join(tmpdir(), 'shanyan-stream-')), 'photo')
writeFileSync(file, bytes)
const read = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream).arrayBuffer())
const openFiles = () => readdirSync('/proc/self/fd').length

test('a file is read whole, and in part', async () => {
  expect((await read(fileStream(file))).equals(bytes)).toBe(true)
  for (const [start, end] of [
    [0, 0],
    [1_048_575, 1_048_577],
    [2_400_000, 2_499_999],
  ] as const)
    expect((await read(fileStream(file, { start, end }))).equals(bytes.subarray(start, end + 1))).toBe(true)
})

test('who stops reading, at once or in the middle of a piece, leaves neither an error nor an open file', async () => {
  const errors: unknown[] = []
  const note = (error: unknown) => void errors.push(error)
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
  const before = process.platform === 'linux' ? openFiles() : 0
  for (let turn = 0; turn < 60; turn++) {
    const reader = fileStream(file).getReader()
    const first = turn % 3 === 0 ? undefined : reader.read()
    if (turn % 3 === 2) await first
    const second = turn % 3 === 2 ? reader.read() : undefined
    await reader.cancel()
    await Promise.all([first, second])
  }
  await new Promise((done) => setTimeout(done, 50))
  process.off('uncaughtException', note)
  process.off('unhandledRejection', note)
  expect(errors).toEqual([])
  if (process.platform === 'linux') expect(openFiles()).toBe(before)
})

test('a file that is not there is an error of the stream', async () => {
  await expect(read(fileStream(`${file}-gone`))).rejects.toThrow()
})
