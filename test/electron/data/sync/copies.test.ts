import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import {
  cleanUp,
  type Device,
  exportTo,
  importFrom,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'
import { faultsTried, seeded, times } from '../../../support/faults.ts'
import { copyOfData } from '../../../support/kill.ts'

afterEach(cleanUp)

const scenarios = times(20, 4)
type Role = 'laptop' | 'headquarters'
/** A computer with what does not travel with its data folder. */
type Machine = { name: string; role: Role; machine: string; stateDir: string }

const open = ({ name, role, machine, stateDir }: Machine, dataDir = '') =>
  openDevice(name, role, { machine, stateDir, dataDir })
const newMachine = (name: string, role: Role): Machine => ({
  name,
  role,
  machine: `machine of ${name}`,
  stateDir: temporaryFolder(),
})

const lines = ({ data }: Device) => new Set(data.db.prepare('SELECT line FROM changes').pluck().all() as string[])
async function send(from: Device, to: Device): Promise<void> {
  await importFrom(to, [(await exportTo(from, await peerOf(from, to))).path], true)
}

test(`S-11.10 ${scenarios} cloned and restored laptops and headquarters: one digest, nothing lost that anybody holds`, {
  timeout: 900_000,
}, async () => {
  const next = seeded(20261123)
  const pick = (count: number) => Math.floor(next() * count)
  const seen: Record<string, number> = {}
  for (let scenario = 0; scenario < scenarios; scenario++) {
    const [here, there] = [newMachine('一组笔记本', 'laptop'), newMachine('总会办公室', 'headquarters')]
    let laptop = await open(here)
    let office = await open(there)
    const ids = [v7(), v7(), v7()]
    let written = 0
    const edit = (device: Device) =>
      device.save('campaigns', ids[pick(3)] as string, {
        name: `第${++written}写`,
        purpose: `${device.name}${written}`,
      })
    /** Some days of work and sticks. */
    const work = async (devices: Device[]) => {
      for (let n = 0; n < 6; n++) {
        const device = devices[pick(devices.length)] as Device
        const step = pick(4)
        if (step < 2) await edit(device)
        else if (device === office) await send(office, devices[0] as Device)
        else await send(device, office)
      }
    }
    await edit(laptop)
    await work([laptop, office])
    await laptop.close()
    await office.close()
    const [laptopThen, officeThen] = [copyOfData(laptop.dir), copyOfData(office.dir)]
    laptop = await open(here, laptop.dir)
    office = await open(there, office.dir)
    await edit(laptop)
    await work([laptop, office])

    const kind = ['laptop restored', 'laptop cloned', 'clone of an old copy', 'headquarters restored', 'both restored'][
      scenario % 5
    ] as string
    const devices = [laptop]
    if (kind.includes('cloned') || kind.startsWith('clone')) {
      await laptop.close()
      const from = kind === 'laptop cloned' ? laptop.dir : laptopThen
      const clone = await open(newMachine('克隆笔记本', 'laptop'), copyOfData(from))
      devices[0] = await open(here, laptop.dir)
      expect(clone.data.keyring.fingerprint).not.toBe(devices[0].data.keyring.fingerprint)
      devices.push(clone)
    }
    if (kind === 'laptop restored' || kind === 'both restored') {
      await laptop.close()
      devices[0] = await open(here, laptopThen)
      expect(devices[0].data.device).not.toBe(laptop.data.device)
    }
    if (kind === 'headquarters restored' || kind === 'both restored') {
      await office.close()
      office = await open(there, officeThen)
    }
    for (const device of devices) await edit(device)
    await work([...devices, office])

    const all = new Set([...devices, office].flatMap((device) => [...lines(device)]))
    for (let round = 0; round < 2; round++) {
      for (const device of devices) await send(device, office)
      for (const device of devices) await send(office, device)
    }
    const digest = await office.digest()
    expect(lines(office), kind).toEqual(all)
    for (const device of devices) {
      expect(await device.digest(), kind).toBe(digest)
      expect(lines(device), kind).toEqual(all)
      expect(device.data.db.prepare('SELECT count(*) FROM forks').pluck().get()).toBe(0)
    }
    for (const device of devices) await send(office, device)
    for (const device of devices) expect((await device.call('counts.get', {})).unreported, kind).toBe(0)
    seen[kind] = (seen[kind] ?? 0) + 1
    await cleanUp()
  }
  faultsTried('cloned and restored computers', scenarios, seen)
})
