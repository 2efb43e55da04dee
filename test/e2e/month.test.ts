/**
 * A month in real windows: three laptops and headquarters, sticks in any order; one stick is stolen, one laptop is set back to an old
 * copy, one believes it is 2099. At the end all hold the same, and no value that was written is gone.
 */
import { chmodSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, expect, it } from 'vitest'
import { nodeBinary } from '../../electron/launch/exec.mjs'
import type { ConflictItem, ExportAnswer, HistoryItem, PackagePreview, Peer, Profile } from '../../shared/views.ts'
import { createRandom } from '../bench/random.ts'
import { call, introduce, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'

const seed = Number(process.env.SHANYAN_SEED ?? Date.now() % 1_000_000)
const random = createRandom(seed)
const days = 30
const secret = '这句话只有拿着钥匙的人能读到'

type Computer = { name: string; window: Shanyan; profile: string; env: Record<string, string> }
type Written = { entity: string; id: string; field: string; value: string }
const computers: Computer[] = []
const written: Written[] = []
const sticks: { path: string; from: string; to: string }[] = []
const refusals: string[] = []

afterAll(async () => {
  for (const { window } of computers) await window.close()
})

/** A Node whose clock runs 73 years ahead, for the data process of one laptop. */
function nodeOf2099(): string {
  const folder = temporaryFolder('clock')
  const shift = join(folder, 'shift.mjs')
  writeFileSync(shift, `const now = Date.now; Date.now = () => now() + ${73 * 365.25 * 24 * 3600 * 1000}\n`)
  const node = join(folder, 'node')
  writeFileSync(node, `#!/bin/sh\nexec '${nodeBinary()}' --import '${shift}' "$@"\n`)
  chmodSync(node, 0o755)
  return node
}

async function start(name: string, role: string): Promise<Computer> {
  const profile = join(temporaryFolder('month'), 'data')
  const window = await launchShanyan({ profile })
  await call(window.page, 'profile.save', { role, unit: '省慈善总会', person: name, deviceName: name })
  const computer = { name, window, profile, env: {} }
  computers.push(computer)
  return computer
}

async function restart(computer: Computer): Promise<void> {
  computer.window = await launchShanyan({ profile: computer.profile, env: computer.env })
}

const page = ({ window }: Computer): Page => window.page
const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T

async function write(computer: Computer, entity: string, id: string, field: string, value: string): Promise<void> {
  await call(page(computer), 'records.save', { entity, id, fields: { [field]: { value } } })
  written.push({ entity, id, field, value })
}

async function peerNamed(computer: Computer, name: string): Promise<string> {
  const peers = await call<Peer[]>(page(computer), 'peers.list')
  return peers.find((peer) => peer.name === name)?.id ?? ''
}

async function pack(from: Computer, to: Computer): Promise<string> {
  const folder = temporaryFolder('stick')
  const peer = await peerNamed(from, to.name)
  const { files } = await call<ExportAnswer>(page(from), 'packages.export', { peer, scope: 'new', folder })
  const path = files[0]?.path ?? ''
  sticks.push({ path, from: from.name, to: to.name })
  return path
}

/** Takes files in as a person does who agrees; answers the refusals. */
async function take(computer: Computer, paths: string[]): Promise<string[]> {
  const previews = await call<PackagePreview[]>(page(computer), 'packages.inspect', { paths })
  const staged = previews.flatMap((preview) => preview.staged ?? [])
  if (staged.length) await call(page(computer), 'packages.import', { staged, allowDeletes: true })
  const failed = previews.flatMap(({ failure }) => (failure ? [failure] : []))
  refusals.push(...failed.map(({ message, next }) => `${message}${next}`))
  return failed.map(({ code }) => code)
}

it('three laptops, headquarters, a month of sticks: one digest, nothing lost, every refusal understandable', {
  timeout: 420_000,
}, async () => {
  console.log(`month: seed ${seed}`)
  const office = await start('总会办公室', 'headquarters')
  const laptops = [await start('一组', 'laptop'), await start('二组', 'laptop'), await start('三组', 'laptop')]
  const [one, two, three] = laptops as [Computer, Computer, Computer]
  for (const laptop of laptops) await introduce(page(laptop), page(office))

  const visits = Array.from({ length: 4 }, () => v7())
  for (const visit of visits) await write(office, 'visits', visit, 'purpose', `了解${visit.slice(-4)}`)
  for (const laptop of laptops) await take(laptop, [await pack(office, laptop)])

  let backup = ''
  const before: string[] = []
  for (let day = 1; day <= days; day++) {
    for (const computer of [...laptops, office]) {
      if (random.below(3) === 0) continue
      const field = pick(['summary', 'purpose'])
      await write(computer, 'visits', pick(visits), field, `第${day}日，${computer.name}写：${secret}（${v7()}）`)
      if (random.below(4) === 0)
        await write(computer, 'findings', v7(), 'quote', `${secret}，${computer.name}第${day}日`)
    }
    const laptop = pick(laptops)
    const path = await pack(laptop, office)
    // some sticks wait in a drawer, some come twice
    if (random.below(3) > 0) await take(office, [path])
    if (random.below(3) === 0) await take(office, [pick(sticks.filter(({ to }) => to === office.name)).path])
    if (random.below(3) === 0) await take(pick(laptops), [await pack(office, pick(laptops))])

    if (day === 8) {
      await two.window.close()
      backup = join(temporaryFolder('backup'), 'data')
      cpSync(two.profile, backup, { recursive: true })
      await restart(two)
      before.push((await call<Profile>(page(two), 'profile.get')).device)
    }
    if (day === 10) {
      await three.window.close()
      three.env = { SHANYAN_NODE: nodeOf2099() }
      await restart(three)
    }
    if (day === 16) {
      // what it wrote has left it; then its folder is set back by eight days
      await pack(two, office)
      await two.window.close()
      rmSync(two.profile, { recursive: true })
      cpSync(backup, two.profile, { recursive: true })
      await restart(two)
      before.push((await call<Profile>(page(two), 'profile.get')).device)
    }
    if (day === 20) {
      const cut = await pack(one, office)
      const torn = join(temporaryFolder('torn'), basename(cut))
      cpSync(cut, torn)
      truncateSync(torn, Math.floor(readFileSync(cut).length / 2))
      expect(await take(office, [torn])).toEqual(['package-truncated'])
      expect(await take(two, [cut])).toEqual(['package-elsewhere'])
    }
  }
  expect(before[1]).toBe(before[0]?.replace(/1$/, '2'))

  // the stolen ones: nothing of what was said, nor that it is a zip at all
  for (const { path } of sticks) {
    const bytes = readFileSync(path)
    for (const text of [secret, '慈善', '总会办公室', 'manifest', 'bundles/'])
      for (const encoding of ['utf8', 'utf16le'] as const)
        expect(bytes.includes(Buffer.from(text, encoding)), `${basename(path)} holds ${text}`).toBe(false)
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  }

  // every stick that lay in a drawer, in any order; then all exchange until all is said
  const drawer = sticks.filter(({ to }) => to === office.name).map(({ path }) => path)
  await take(
    office,
    drawer.sort(() => random.below(3) - 1),
  )
  for (let round = 0; round < 2; round++) {
    for (const laptop of laptops) await take(office, [await pack(laptop, office)])
    for (const laptop of laptops) await take(laptop, [await pack(office, laptop)])
  }
  const digests = new Set<string>()
  for (const computer of computers) digests.add((await call<{ digest: string }>(page(computer), 'digest.get')).digest)
  expect(digests.size).toBe(1)

  let inHistory = 0
  for (const { entity, id, field, value } of written) {
    const history = await call<HistoryItem[]>(page(office), 'records.history', { entity, id })
    expect(JSON.stringify(history), `${field} of ${entity}: ${value}`).toContain(value)
    inHistory++
  }
  const conflicts = await call<ConflictItem[]>(page(office), 'conflicts.list')
  for (const refusal of refusals) {
    expect(refusal).toMatch(/没有|没有收入|不/)
    expect(refusal).not.toMatch(/[{}]|undefined|null/)
  }
  console.log(
    `month: ${written.length} values written, ${inHistory} found, ${sticks.length} packages, ${conflicts.length} conflicts kept, ${refusals.length} refusals`,
  )
})
