import { existsSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { webdavPlace } from '../../electron/data/transport/webdav.ts'
import type { FailureCode } from '../../shared/result.ts'
import { type DavServer, startDav } from './dav-server.ts'
import { type Desk, ignore, packageName as name, openDesk, refusalOf } from './transport.ts'

export const password = '口令-Tr0ub4dor'
/** Fresh for every test. */
export let dav: DavServer
export let desk: Desk
let faults = 0
/** Files under their final local name that are not what was sent. */
let torn = 0

/** A server that can be told to misbehave and a package for it; what was tried is counted and printed at the end. */
export function setUpDav(title: string): void {
  beforeEach(async () => {
    dav = await startDav()
    desk = openDesk()
  })
  afterEach(async () => {
    if (existsSync(desk.target) && !readFileSync(desk.target).equals(desk.bytes)) torn++
    await dav.close()
    desk.remove()
  })
  afterAll(() => {
    console.log(`WebDAV faults, ${title}: ${faults} tried, torn files taken over: ${torn}`)
    expect(torn).toBe(0)
  })
}

export const openDav = (options: { url?: string; idle?: number; proxy?: string; env?: NodeJS.ProcessEnv } = {}) => {
  const { url = dav.url, idle = 5000, proxy, env = {} } = options
  return webdavPlace({ kind: 'webdav', url, user: '一组', password, ...(proxy ? { proxy } : {}) }, { idle, env })
}

/** A refusal of this code, and nothing of the password in it. */
export async function refused(work: Promise<unknown>, code: FailureCode) {
  const refusal = await refusalOf(work, code)
  faults++
  const said = JSON.stringify(refusal) + refusal.detail + refusal.stack
  expect(said).not.toContain(password)
  expect(said).not.toContain(Buffer.from(`一组:${password}`).toString('base64'))
  return refusal
}

export function survived(count = 1): void {
  faults += count
}

export const put = (place = openDav()) => place.put(desk.path, name, ignore)
export const get = (place = openDav()) => place.get(name, desk.target, ignore)
