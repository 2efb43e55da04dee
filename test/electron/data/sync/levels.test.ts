import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, exportTo, hand, importFrom, openAs, openDevice, peerOf } from '../../../support/device.ts'

afterEach(cleanUp)

describe('S-8.11: county, city, province', () => {
  test('bundles go up two levels as their authors signed them; campaigns and decisions come down', async () => {
    const province = await openDevice('省总会', 'headquarters')
    const city = await openDevice('市总会', 'headquarters')
    const county = await openDevice('县笔记本', 'laptop')
    const visit = v7()
    await county.save('visits', visit, { summary: '县里走访' })
    await hand(county, city, 'headquarters')
    // the province has never met the county's computer
    province.data.db.prepare('DELETE FROM trust WHERE fingerprint = ?').run(county.data.keyring.fingerprint)
    const up = await exportTo(city, await peerOf(city, province))
    const pack = await openAs(province, up.path)
    expect(pack.manifest.authors.map(({ device }) => device)).toContain(county.data.device)
    const { previews } = await importFrom(province, [up.path])
    expect(previews[0]).toMatchObject({ failure: null, vouched: [] })
    expect(await province.get('visits', visit)).toMatchObject({ summary: '县里走访' })

    const campaign = v7()
    await province.save('campaigns', campaign, { name: '全省调研', year: 2027 })
    await importFrom(city, [(await exportTo(province, await peerOf(province, city))).path])
    await importFrom(county, [(await exportTo(city, await peerOf(city, county))).path])
    expect(await county.get('campaigns', campaign)).toMatchObject({ name: '全省调研' })
    expect(await county.digest()).toBe(await province.digest())
  })

  test('only the chosen campaigns go up, whole; the others stay 未上报', async () => {
    const province = await openDevice('省总会', 'headquarters')
    const city = await openDevice('市总会', 'headquarters')
    const [shared, own] = [v7(), v7()]
    await city.save('campaigns', shared, { name: '全省调研' })
    await city.save('campaigns', own, { name: '本市自己的调研' })
    const teams = [v7(), v7()] as const
    await city.save('teams', teams[0], { campaign: shared, name: '一组' })
    await city.save('teams', teams[1], { campaign: own, name: '二组' })
    const peer = await peerOf(city, province)
    expect(await city.call('peers.chooseStreams', { id: peer, streams: [shared] })).toMatchObject({ streams: [shared] })
    await importFrom(province, [(await exportTo(city, peer)).path])
    expect(await province.get('teams', teams[0])).toMatchObject({ name: '一组' })
    expect(await province.get('teams', teams[1])).toBeUndefined()
    const states = city.data.db.prepare('SELECT id, state FROM handover WHERE entity = ?').all('teams')
    expect(states).toContainEqual({ id: teams[0], state: 1 })
    expect(states).toContainEqual({ id: teams[1], state: 0 })
    await city.call('peers.chooseStreams', { id: peer, streams: null })
    await importFrom(province, [(await exportTo(city, peer)).path])
    expect(await province.digest()).toBe(await city.digest())
  })
})
