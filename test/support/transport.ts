import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FailureCode, Refusal } from '../../shared/result.ts'
import { text } from '../../shared/text/zh-cn.ts'

export const packageName = '善研-一组-给总会办公室-第0003号-20261123-1530.shanyan'

export type Desk = {
  folder: string
  /** A package that is to be sent, and its bytes. */
  path: string
  bytes: Buffer
  /** Where one is fetched to. */
  target: string
  remove(): void
}

/** A folder of this computer with a package in it. */
export function openDesk(size = 100_000): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-transport-'))
  const bytes = randomBytes(size)
  const path = join(folder, 'outgoing.shanyan')
  writeFileSync(path, bytes)
  return {
    folder,
    path,
    bytes,
    target: join(folder, 'incoming.shanyan'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const ignore = () => {}

/** The refusal a piece of work ends with; its words are checked on the way. */
export async function refusalOf(work: Promise<unknown>, code: FailureCode): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason as Refusal,
  )
  expect(error, `expected ${code}`).toMatchObject({ name: 'Refusal', code })
  const { message, next } = text.errors[code]
  for (const [, value] of `${message}${next}`.matchAll(/\{(\w+)\}/g)) expect(error!.values).toHaveProperty(value!)
  return error!
}

/** What of ours a cut or a refusal left in a folder. */
export const leftovers = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.shanyan-put-')) : []
