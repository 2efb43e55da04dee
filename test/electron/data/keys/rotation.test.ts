import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { openLocal, sealLocal } from '../../../../electron/data/keys/local-secret.ts'
import { createSuccession, predecessorsOf } from '../../../../electron/data/keys/succession.ts'
import { cleanUp, exportTo, importFrom, openDevice, peerOf } from '../../../support/device.ts'
import { createAuthor } from '../../../support/packages.ts'

afterEach(cleanUp)

describe('S-13: new keys', () => {
  test('headquarters takes new keys: laptops follow by themselves, old packages open, nothing waits unsigned', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    const [visit, team] = [v7(), v7()]
    await laptop.save('visits', visit, { summary: '换钥匙以前封的包' })
    const old = await exportTo(laptop, await peerOf(laptop, office))
    await office.save('teams', team, { name: '换钥匙以前写的' })
    const password = sealLocal(await office.data.keyring.open(), '网盘口令')
    await office.call('keys.rotate', {})
    await office.close()

    const renewed = await openDevice('总会办公室', 'headquarters', { dataDir: office.dir, stranger: true })
    expect(renewed.data.keyring.fingerprint).not.toBe(office.data.keyring.fingerprint)
    expect((await importFrom(renewed, [old.path])).previews[0]).toMatchObject({ failure: null })
    // accounts need not be given again
    expect(openLocal(await renewed.data.keyring.open(), password)).toBe('网盘口令')
    const down = await exportTo(renewed, await peerOf(renewed, laptop))
    const { previews } = await importFrom(laptop, [down.path])
    expect(previews[0]).toMatchObject({ failure: null, vouched: [] })
    expect(await laptop.get('teams', team)).toMatchObject({ name: '换钥匙以前写的' })
    // from now on it seals for the new key, under the same name
    const peers = await laptop.call('peers.list', {})
    expect(peers).toHaveLength(1)
    expect(peers[0]).toMatchObject({ device: renewed.data.device, role: 'headquarters', sealable: true })
    await laptop.save('visits', visit, { summary: '换钥匙以后封的包' })
    await importFrom(renewed, [(await exportTo(laptop, peers[0]?.id ?? '')).path])
    expect(await renewed.digest()).toBe(await laptop.digest())
  })

  test('a handover counts only as far as each key signed it; a revoked key hands nothing over', async () => {
    const [a, b, c] = [createAuthor(), createAuthor(), createAuthor()]
    const first = createSuccession(a.key, b.key, a.sign)
    const second = createSuccession(b.key, c.key, b.sign)
    expect(predecessorsOf(c.key, [first, second])).toEqual([b.key, a.key])
    expect(predecessorsOf(c.key, [{ ...first, to: c.key }])).toEqual([])
    expect(predecessorsOf(c.key, [createSuccession(a.key, c.key, b.sign)])).toEqual([])
    expect(predecessorsOf(a.key, [createSuccession(a.key, a.key, a.sign)])).toEqual([])

    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    await office.call('devices.decide', { fingerprint: laptop.data.keyring.fingerprint, state: 'revoked' })
    await laptop.save('visits', v7(), { summary: '被停用以后换了钥匙' })
    await laptop.call('keys.rotate', {})
    await laptop.close()
    const again = await openDevice('一组笔记本', 'laptop', { dataDir: laptop.dir, stranger: true })
    const { previews } = await importFrom(office, [(await exportTo(again, await peerOf(again, office))).path])
    expect(previews[0]?.failure?.code).toBe('sender-pending')
  })
})
