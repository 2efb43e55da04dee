import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { v7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoDevice, demoKey, demoTime } from '../../../../electron/data/builtin/demo-author.ts'
import { fingerprintOf } from '../../../../electron/data/keys/signing.ts'
import { createSuccession } from '../../../../electron/data/keys/succession.ts'
import { recipientOf, trustOf } from '../../../../electron/data/sync/trust.ts'
import { type Change, lineOf } from '../../../../shared/sync/change.ts'
import {
  cleanUp,
  type Device,
  exportTo,
  hand,
  importFrom,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'
import { faultsTried } from '../../../support/faults.ts'
import {
  type Author,
  bundleMember,
  bundleOfParts,
  forge,
  headerLike,
  partsOfBundle,
  senderOf,
} from '../../../support/forgery.ts'
import {
  age,
  approve,
  bundleFile,
  campaignLine,
  createAuthor,
  manifestFor,
  sha256Of,
} from '../../../support/packages.ts'
import { sealed } from '../../../support/seal.ts'
import { rawZip } from '../../../support/zip.ts'

/** Approved laptops, one whose approval was withdrawn, one nobody has heard of. */
const [laptop, other, gone, stranger] = [createAuthor(), createAuthor(), createAuthor(), createAuthor()]
const demo: Author = { ...demoKey, device: demoDevice }
const by = (author: Author, first = 1, count = 2, signer = author) =>
  bundleFile(
    Array.from({ length: count }, (_, n) => campaignLine(first + n)),
    first,
    author.device,
    'base',
    signer,
  )
const [one, two] = [by(laptop), by(laptop, 3)]
const parts = partsOfBundle(one)
const named = (author: Author, over = {}) => ({ ...senderOf(author, { name: '被转交的', ...over }) })

/** A bit of a base64url character, so that the text stays one. */
const flipped = (signature: string) => `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
const withBundle = (bundle: Buffer, over = {}) => forge({ by: laptop, bundles: [bundle], ...over })
const swapped = () => {
  const [first, second] = [bundleMember(one), bundleMember(two)]
  const manifest = Buffer.from(manifestFor([first, second], { sender: senderOf(laptop) }))
  return rawZip([
    { name: first.name, data: second.data },
    { name: second.name, data: first.data },
    { name: 'manifest.json', data: manifest },
    { name: 'manifest.sig', data: Buffer.from(laptop.sign(manifest)) },
  ])
}
const listedWrongly = () => {
  const members = [one, two].map(bundleMember)
  const said = [one, two].reverse().map((data) => ({ size: data.length, sha256: sha256Of(data) }))
  const wrong = members.map(({ name }, n) => ({ name, ...said[n] }))
  return forge({ by: laptop, bundles: [one, two], manifest: { members: wrong } })
}

const heir = (...successions: ReturnType<typeof createSuccession>[]) =>
  forge({ by: stranger, bundles: [by(stranger)], manifest: { successions } })

/** A change as the demonstration writes them, but for what `over` says. */
const builtIn = '018bcfe5-0000-5000-8000-000000000001'
const demoLine = (over: Partial<Change> = {}) =>
  lineOf({ seq: 1, hlc: demoTime + 1, entity: 'campaigns', id: builtIn, fields: { name: ['甲', []] }, ...over })
const anyRef = `${laptop.device}:1:${'x'.repeat(16)}`
const demoForgeries: [what: string, over: Partial<Change>, device?: string, signer?: Author][] = [
  ['a record of somebody’s own', { id: builtIn.replace('-5000-', '-7000-') }],
  ['a value that supersedes another', { fields: { name: ['甲', [anyRef]] } }],
  ['a deletion', { fields: { $deleted: [{}, []] } }],
  ['a later time', { hlc: Date.UTC(2026, 0, 1) * 2048 }],
  ['an earlier time', { hlc: demoTime }],
  ['another incarnation', {}, demoDevice.replace(/1$/, '2')],
  ['a deletion, signed by a believed computer', { fields: { $deleted: [{}, []] } }, demoDevice, laptop],
]

const forgeries: [what: string, code: string, file: () => Buffer][] = [
  ['a manifest signed by a stranger', 'package-forged', () => withBundle(one, { sign: stranger.sign })],
  ['a manifest signed by another approved computer', 'package-forged', () => withBundle(one, { sign: other.sign })],
  ['the signature of another manifest', 'package-forged', () => withBundle(one, { sign: () => laptop.sign(two) })],
  [
    'a flipped bit in the signature',
    'package-forged',
    () => withBundle(one, { sign: (m: Buffer) => flipped(laptop.sign(m)) }),
  ],
  ['a signature that is none', 'package-forged', () => withBundle(one, { sign: () => 'x'.repeat(86) })],
  ['an empty signature', 'package-forged', () => withBundle(one, { sign: () => '' })],
  ['a longer signature', 'package-hostile', () => withBundle(one, { sign: (m: Buffer) => `${laptop.sign(m)}\n` })],
  ['no signature: the plain zip of older days', 'package-forged', () => withBundle(one, { sign: null })],
  [
    'a key of one’s own under the name of another computer',
    'package-forged',
    () => withBundle(one, { manifest: { sender: senderOf(laptop, { key: stranger.key }) }, sign: stranger.sign }),
  ],
  [
    'another computer’s key and name, signed with one’s own',
    'package-forged',
    () => withBundle(one, { manifest: { sender: senderOf(other) }, sign: stranger.sign }),
  ],
  [
    'an incarnation of another computer',
    'package-forged',
    () => {
      const device = other.device.replace(/1$/, '2')
      return withBundle(one, { manifest: { sender: senderOf(laptop, { device }) } })
    },
  ],
  [
    'a flipped bit in a bundle’s signature',
    'package-forged',
    () => withBundle(bundleOfParts({ ...parts, signature: flipped(parts.signature) })),
  ],
  [
    'a signature of the next bundle',
    'package-forged',
    () => withBundle(bundleOfParts({ ...parts, signature: partsOfBundle(two).signature })),
  ],
  [
    'a signature of other bounds',
    'package-forged',
    () =>
      withBundle(
        bundleOfParts({
          ...partsOfBundle(two),
          header: headerLike(parts.header, { first: 3, last: 4 }),
          signature: parts.signature,
        }),
      ),
  ],
  [
    'a signature of another stream',
    'package-forged',
    () => withBundle(bundleOfParts({ ...parts, header: headerLike(parts.header, { stream: v7() }) })),
  ],
  [
    'a bundle put under another computer’s name',
    'package-forged',
    () => withBundle(bundleOfParts({ ...parts, header: headerLike(parts.header, { device: other.device }) })),
  ],
  [
    'a bundle put under another key',
    'package-forged',
    () => withBundle(bundleOfParts({ ...parts, header: headerLike(parts.header, { key: other.key }) })),
  ],
  [
    'a changed line in a bundle that is handed on',
    'package-forged',
    () =>
      forge({
        by: other,
        bundles: [bundleOfParts({ ...parts, lines: [campaignLine(1, '改过'), parts.lines[1] ?? ''] })],
      }),
  ],
  ['two bundles under each other’s names', 'package-damaged', swapped],
  ['members with each other’s hashes', 'package-hostile', listedWrongly],
  [
    'a bundle of the format before signatures',
    'package-damaged',
    () => {
      const header = { device: laptop.device, stream: 'base', first: 1, last: 2, count: 2, format: 0 }
      return withBundle(Buffer.from(`${[JSON.stringify(header), ...parts.lines].join('\n')}\n`))
    },
  ],
  [
    'that format with a signature after it',
    'package-damaged',
    () => withBundle(bundleOfParts({ ...parts, header: parts.header.replace('"format":1', '"format":0') })),
  ],
  ['a stranger', 'sender-pending', () => forge({ by: stranger, bundles: [by(stranger)] })],
  [
    'a stranger who calls himself headquarters',
    'sender-pending',
    () => forge({ by: stranger, manifest: { sender: senderOf(stranger, { role: 'headquarters' }) } }),
  ],
  ['a receipt from a stranger', 'sender-pending', () => forge({ by: stranger })],
  ['a computer that was stopped', 'sender-revoked', () => forge({ by: gone, bundles: [by(gone)] })],
  [
    'a stranger’s bundle, handed on by a laptop',
    'sender-pending',
    () => withBundle(by(stranger), { manifest: { authors: [named(stranger)] } }),
  ],
  ['a stopped computer’s bundle, handed on by a laptop', 'sender-revoked', () => withBundle(by(gone))],
  ['a laptop’s bundle, signed anew by a stranger', 'sender-pending', () => withBundle(by(other, 1, 2, stranger))],
  [
    'a laptop that says it is headquarters now, with a stranger’s bundle',
    'sender-pending',
    () => withBundle(by(stranger), { manifest: { sender: senderOf(laptop, { role: 'headquarters' }) } }),
  ],
  [
    'a handover of an approved computer’s name, signed by the heir himself',
    'sender-pending',
    () => heir(createSuccession(laptop.key, stranger.key, stranger.sign)),
  ],
  ['a handover to somebody else', 'sender-pending', () => heir(createSuccession(laptop.key, other.key, laptop.sign))],
  [
    'a handover with its ends exchanged',
    'sender-pending',
    () => heir({ ...createSuccession(stranger.key, laptop.key, laptop.sign), from: laptop.key, to: stranger.key }),
  ],
  [
    'a handover by a stopped computer',
    'sender-pending',
    () => heir(createSuccession(gone.key, stranger.key, gone.sign)),
  ],
  [
    'handovers in a circle',
    'sender-pending',
    () =>
      heir(
        createSuccession(gone.key, stranger.key, gone.sign),
        createSuccession(stranger.key, gone.key, stranger.sign),
      ),
  ],
  [
    'an approved computer that hands over to a stopped one',
    'sender-revoked',
    () =>
      forge({
        by: gone,
        bundles: [by(gone)],
        manifest: { successions: [createSuccession(laptop.key, gone.key, laptop.sign)] },
      }),
  ],
  [
    'a laptop’s heir that says it is headquarters, with another stranger’s bundle',
    'sender-pending',
    () => {
      const sender = senderOf(stranger, { role: 'headquarters' })
      const successions = [createSuccession(laptop.key, stranger.key, laptop.sign)]
      return forge({ by: stranger, bundles: [by(createAuthor())], manifest: { sender, successions } })
    },
  ],
  ['the public key of the demonstration as sender', 'package-forged', () => forge({ by: demo, bundles: [by(demo)] })],
  ['a laptop’s bundle, signed anew with that key', 'package-forged', () => withBundle(by(other, 1, 2, demo))],
  ...demoForgeries.map(([what, over, device, signer]): [string, string, () => Buffer] => [
    `under the demonstration’s device: ${what}`,
    'package-forged',
    () => withBundle(bundleFile([demoLine(over)], 1, device ?? demoDevice, 'base', signer ?? demo)),
  ]),
]

let office: Device
async function openOffice(): Promise<Device> {
  const made = await openDevice('总会办公室', 'headquarters')
  for (const author of [laptop, other, gone]) approve(made, author)
  await made.call('devices.decide', { fingerprint: fingerprintOf(gone.key), state: 'revoked' })
  return made
}
const write = (bytes: Buffer) => {
  const path = join(temporaryFolder(), '包.shanyan')
  writeFileSync(path, bytes)
  return path
}
const here = ({ data }: Device) => ({
  changes: data.db.prepare('SELECT count(*) FROM changes').pluck().get(),
  blobs: data.db.prepare('SELECT count(*) FROM blobs').pluck().get(),
  bundles: data.db.prepare('SELECT count(*) FROM bundles').pluck().get(),
  peers: data.db.prepare('SELECT count(*) FROM peers').pluck().get(),
  trust: data.db.prepare("SELECT fingerprint, key, age, state FROM trust WHERE state <> 'pending' ORDER BY 1").all(),
  imported: data.db.prepare("SELECT count(*) FROM packages WHERE state = 'imported'").pluck().get(),
})

describe('S-13: what is not from whom it says is refused, and nothing of it is applied', () => {
  beforeAll(async () => {
    office = await openOffice()
    return cleanUp
  })

  test.each(forgeries)('%s: %s', async (_what, code, file) => {
    const before = here(office)
    const [preview] = await office.call('packages.inspect', { paths: [write(file())] })
    expect(`${preview?.failure?.code} ${preview?.failure?.detail}`).toContain(code)
    expect(preview?.staged).toBeNull()
    expect(preview?.failure?.message).not.toContain('{')
    expect(preview?.asks === null).toBe(!code.startsWith('sender-'))
    expect(here(office)).toEqual(before)
    expect(readdirSync(join(office.dir, 'staging'))).toEqual([])
  })

  test('counts', () => {
    expect(forgeries.length).toBeGreaterThanOrEqual(20)
    expect(here(office).changes).toBe(0)
    faultsTried('key and signature attacks', forgeries.length, { applied: 0 })
  })
})

describe('S-13: trust', () => {
  afterEach(cleanUp)

  test('the sound package of the approved laptop is not refused', async () => {
    const office = await openOffice()
    const { imported } = await importFrom(office, [write(withBundle(one))])
    expect(imported[0]).toMatchObject({ imported: true, vouched: [] })
    expect(here(office).changes).toBe(2)
  })

  test('S-13.3 a stranger waits, is approved, and the same file goes in; then stopped, and the next does not', async () => {
    const office = await openOffice()
    const file = write(forge({ by: stranger, bundles: [by(stranger)] }))
    const [waiting] = await office.call('packages.inspect', { paths: [file] })
    const fingerprint = fingerprintOf(stranger.key)
    expect(waiting?.asks).toMatchObject({ fingerprint, state: 'pending', role: 'laptop' })
    await office.call('devices.decide', { fingerprint, state: 'approved' })
    expect((await importFrom(office, [file])).imported[0]).toMatchObject({ imported: true })
    await office.call('devices.decide', { fingerprint, state: 'revoked' })
    const next = write(forge({ by: stranger, bundles: [by(stranger, 3)] }))
    expect((await importFrom(office, [next])).previews[0]?.failure?.code).toBe('sender-revoked')
    expect(here(office).changes).toBe(2)
  })

  test.each([
    ['the sender', laptop, one],
    ['an author it hands on', other, by(other)],
  ])('S-13.4 stopped between inspecting and importing: %s', async (_who, whom, bundle) => {
    const office = await openOffice()
    const [preview] = await office.call('packages.inspect', { paths: [write(withBundle(bundle))] })
    const staged = [preview?.staged as string]
    await office.call('devices.decide', { fingerprint: fingerprintOf(whom.key), state: 'revoked' })
    expect(await office.failure('packages.import', { staged })).toMatchObject({ code: 'sender-revoked' })
    expect(here(office)).toMatchObject({ changes: 0, bundles: 0, imported: 0 })
  })

  test('S-13.5 headquarters has judged its own: a stopped laptop’s old bundles come in by it', async () => {
    const office = await openOffice()
    const province = createAuthor()
    approve(office, province)
    const row = office.data.db.prepare("UPDATE devices SET role = 'headquarters' WHERE id = ?")
    row.run(province.device)
    const sender = senderOf(province, { role: 'headquarters', name: '省总会' })
    const file = forge({ by: province, bundles: [by(gone), by(stranger)], manifest: { sender } })
    expect((await importFrom(office, [write(file)])).imported[0]).toMatchObject({ imported: true, changes: 4 })
  })

  test('S-13.6 bundles somebody else signed for their author are named in the preview', async () => {
    const office = await openOffice()
    const authors = [named(other, { name: '丢了密钥的' })]
    const file = withBundle(by(other, 1, 3, laptop), { manifest: { authors } })
    const { previews, imported } = await importFrom(office, [write(file)])
    expect(previews[0]?.vouched).toEqual([{ name: '丢了密钥的', by: '外来', changes: 3 }])
    expect(imported[0]).toMatchObject({ imported: true })
  })

  test('S-13.7 nobody says for others with which key to seal, what they are, or how they are called', async () => {
    const office = await openOffice()
    const thief = await identityToRecipient(await generateX25519Identity())
    const lies = { age: thief, role: 'headquarters', name: '冒名' }
    const authors = [senderOf(other, lies), senderOf(gone, lies)]
    await importFrom(office, [
      write(withBundle(one, { manifest: { authors, sender: senderOf(laptop, { role: 'headquarters' }) } })),
    ])
    for (const { device } of [other, gone]) expect(recipientOf(office.data.db, device)).toBe(age)
    const devices = await office.call('devices.list', {})
    for (const { role, name } of devices) expect({ role, name }).toEqual({ role: 'laptop', name: '外来' })
    expect((await office.call('peers.list', {})).map(({ role }) => role)).toEqual(['laptop'])
    // who is only named by another has no key to seal for, until it speaks itself
    await office.call('packages.inspect', {
      paths: [write(withBundle(by(stranger), { manifest: { authors: [senderOf(stranger, lies)] } }))],
    })
    expect(trustOf(office.data.db, fingerprintOf(stranger.key))).toMatchObject({ state: 'pending', age: null })
    // its own new key is believed
    await importFrom(office, [write(forge({ by: other, manifest: { sender: senderOf(other, { age: thief }) } }))])
    expect(recipientOf(office.data.db, other.device)).toBe(thief)
  })

  test('S-13.8 an old package played again changes nothing, and turns back no word', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const one = await openDevice('一组笔记本', 'laptop')
    const campaign = v7()
    await one.save('campaigns', campaign, { name: '2026年度调研' })
    const old = await exportTo(one, await peerOf(one, office))
    await importFrom(office, [old.path])
    await one.save('campaigns', campaign, { name: '2026年度大调研' })
    await hand(office, one, 'laptop')
    await hand(one, office, 'headquarters')
    const said = office.data.db.prepare('SELECT holds FROM peers').pluck()
    const before = { digest: await office.digest(), said: said.get() }
    const { previews } = await importFrom(office, [old.path])
    expect(previews[0]).toMatchObject({ known: true, changes: 1 })
    expect({ digest: await office.digest(), said: said.get() }).toEqual(before)
    expect(await office.get('campaigns', campaign)).toMatchObject({ name: '2026年度大调研' })
  })

  test('S-8.10 sealed for someone else; by a passphrase not told, guessed, and told', async () => {
    const office = await openOffice()
    const before = here(office)
    const inspect = async (bytes: Buffer, passphrase?: string) => {
      const paths = [write(bytes)]
      const [preview] = await office.call(
        'packages.inspect',
        passphrase === undefined ? { paths } : { paths, passphrase },
      )
      return preview
    }
    const foreign = await identityToRecipient(await generateX25519Identity())
    const elsewhere = await inspect(await sealed(withBundle(one), { recipients: [foreign] }))
    expect(elsewhere?.failure?.code).toBe('package-elsewhere')
    const locked = await sealed(withBundle(one), { passphrase: 'kq7m-x2vd-8rtp-w9fn' })
    expect((await inspect(locked))?.failure?.code).toBe('package-passphrase')
    expect((await inspect(locked, 'kq7m-x2vd-8rtp-w9fN'))?.failure?.code).toBe('package-passphrase')
    expect(here(office)).toEqual(before)
    // not refused, only not opened yet: nothing in quarantine, nothing in the history
    expect(readdirSync(join(office.dir, 'quarantine'))).toEqual([])
    expect((await office.call('packages.history', { offset: 0, limit: 10 })).total).toBe(0)
    expect(await inspect(locked, 'kq7m-x2vd-8rtp-w9fn')).toMatchObject({ failure: null, changes: 2 })
    // a passphrase given for one file keeps no other from opening
    const forUs = await sealed(withBundle(two), { recipients: [office.data.keyring.recipient] })
    expect(await inspect(forUs, 'kq7m-x2vd-8rtp-w9fn')).toMatchObject({ failure: null, changes: 2 })
    // a seal is no signature: what a stranger seals for us is still a stranger's
    const own = await sealed(forge({ by: stranger, bundles: [by(stranger)] }), {
      recipients: [office.data.keyring.recipient],
    })
    expect((await inspect(own))?.failure?.code).toBe('sender-pending')
  })
})
