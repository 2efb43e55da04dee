import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Place } from '../../../../electron/data/transport/place.ts'
import { openPlace } from '../../../../electron/data/transport/place.ts'
import { account, type DavPeer, missing, startApache, startRclone, startWire } from '../../../support/dav-peers.ts'
import { type Desk, ignore, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

const size = 20 * 1024 * 1024

const peers = [
  { title: 'apache2 mod_dav', program: 'apache2', holder: 'apache2-bin', start: startApache },
  { title: 'rclone serve webdav', program: 'rclone', holder: 'rclone', start: startRclone },
]

for (const { title, program, holder, start } of peers) {
  const lacking = process.platform === 'linux' ? missing(program, holder) : 'only Debian’s package is tried'
  if (lacking) console.log(`${title}: skipped, ${lacking}`)

  describe.skipIf(lacking)(`S-9.8 ${title}`, () => {
    let peer: DavPeer
    let wire: Awaited<ReturnType<typeof startWire>>
    let desk: Desk
    let place: Place
    const there = () => readdirSync(peer.files).filter((file) => !file.startsWith('.DAV'))
    const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
    const open = (path = peer.path, password = account.password) =>
      openPlace({ kind: 'webdav', url: `http://127.0.0.1:${wire.port}${path}`, user: account.user, password })

    beforeAll(async () => {
      desk = openDesk(size)
      peer = await start()
      wire = await startWire(peer.port)
      place = await open()
    })
    afterAll(async () => {
      await wire?.stop()
      await peer?.stop()
      desk?.remove()
    })

    test('20 MiB there and back under a Chinese name', async () => {
      expect(await place.list()).toEqual([])
      await place.put(desk.path, name, ignore)
      expect(there()).toEqual([name])
      expect(await place.list()).toEqual([{ name, size }])
      await place.get(name, desk.target, ignore)
      expect(sha256(desk.target)).toBe(sha256(desk.path))
      rmSync(desk.target)
    })

    test('the same again is nothing new, another content is not overwritten', async () => {
      await (await open()).put(desk.path, name, ignore)
      const other = join(desk.folder, 'other.shanyan')
      writeFileSync(other, Buffer.alloc(size, 1))
      await refusalOf((await open()).put(other, name, ignore), 'place-taken')
      expect(sha256(join(peer.files, name))).toBe(sha256(desk.path))
      expect(there()).toEqual([name])
    })

    test('a name the list did not show yet is not overwritten by the move', async () => {
      const stale = await open()
      await stale.list()
      const late = `late-${name}`
      const theirs = join(desk.folder, 'theirs.shanyan')
      writeFileSync(theirs, 'theirs')
      await (await open()).put(theirs, late, ignore)
      const small = join(desk.folder, 'small.shanyan')
      writeFileSync(small, 'ours')
      await refusalOf(stale.put(small, late, ignore), 'place-taken')
      expect(readFileSync(join(peer.files, late), 'utf8')).toBe('theirs')
      expect(there().sort()).toEqual([late, name].sort())
      rmSync(join(peer.files, late))
    })

    test('cut in the middle of an upload: the next try delivers, and nothing else stays', async () => {
      const next = `second-${name}`
      await place.list()
      wire.cutAfter('client', 7 * 1024 * 1024)
      await refusalOf(place.put(desk.path, next, ignore), 'place-away')
      expect(wire.cuts()).toBe(1)
      expect(there()).not.toContain(next)
      await place.put(desk.path, next, ignore)
      expect(there().filter((file) => file !== name)).toEqual([next])
      expect(sha256(join(peer.files, next))).toBe(sha256(desk.path))
    })

    test('cut in the middle of a download: the next try goes on from there', async () => {
      wire.cutAfter('server', 7 * 1024 * 1024)
      await refusalOf(place.get(name, desk.target, ignore), 'place-away')
      const had = statSync(`${desk.target}.part`).size
      expect(had).toBeGreaterThan(1024 * 1024)
      const steps: number[] = []
      await place.get(name, desk.target, (bytes) => steps.push(bytes))
      expect(steps[0]).toBe(had)
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0)
      expect(sha256(desk.target)).toBe(sha256(desk.path))
      console.log(`${title}: ${wire.cuts()} cuts, ${there().length} files there, resumed from ${had} of ${size} bytes`)
    })

    test('a wrong password; a folder that is made; one above which there is nothing', async () => {
      await refusalOf((await open(peer.path, 'wrong')).list(), 'place-account')
      const made = await open(`${peer.path}新文件夹/`)
      expect(await made.list()).toEqual([])
      await made.put(desk.path, name, ignore)
      expect(await made.list()).toEqual([{ name, size }])
      await refusalOf((await open(`${peer.path}no/such/folder`)).list(), 'place-odd')
    })
  })
}
