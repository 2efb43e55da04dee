import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleHeader, manifestName } from '../../../../shared/sync/manifest.ts'
import { cleanUp, type Device, importFrom, openDevice, temporaryFolder } from '../../../support/device.ts'
import { faultsTried } from '../../../support/faults.ts'
import {
  age,
  approve,
  author,
  bundleFile,
  campaignLine,
  manifestFor,
  sender,
  sha256Of,
  soundEntries,
} from '../../../support/packages.ts'
import { type RawEntry, rawZip } from '../../../support/zip.ts'

let office: Device
let folder: string
beforeAll(async () => {
  office = await openDevice('总会办公室', 'headquarters')
  approve(office)
  folder = temporaryFolder()
})
afterAll(cleanUp)

const hash = 'a'.repeat(64)
const who = { device: sender, name: '', person: '', unit: '', role: null, key: author.key, age }
const junk = Buffer.from('junk')
const [bundle, photo, manifest, signature] = soundEntries()
const sound = [bundle, photo, manifest, signature]
/** The sound package with one more entry that the manifest does not name. */
const plus = (entry: RawEntry) => rawZip([...sound, entry])
const named = (name: string | Buffer) => plus({ name, data: junk })
/** The sound package with its manifest replaced. */
const withManifest = (over: Record<string, unknown>) => {
  const entries = soundEntries({ bundle: bundle.data, manifest: over })
  return rawZip(entries)
}
const withBundle = (file: Buffer) => rawZip(soundEntries({ bundle: file }))
const line = campaignLine(1)
const twoAt = (over: Partial<RawEntry>) => rawZip([bundle, { ...photo, ...over }, manifest, signature])
const end = (over: Parameters<typeof rawZip>[1]) => rawZip(sound, over)
const deepLine = line.replace('"活动1"', '['.repeat(50) + ']'.repeat(50))

const cases: [name: string, code: string, file: Buffer][] = [
  ['path up', 'package-hostile', named('../../etc/passwd')],
  ['path up in a member folder', 'package-hostile', named(`att/../${hash}`)],
  ['backslash path', 'package-hostile', named(`att\\${hash}`)],
  ['absolute path', 'package-hostile', named('/etc/passwd')],
  ['drive path', 'package-hostile', named('C:\\windows\\x')],
  ['UNC path', 'package-hostile', named('\\\\server\\share\\x')],
  ['device name CON', 'package-hostile', named('CON')],
  ['device name with extension', 'package-hostile', named('att/nul.txt')],
  ['alternate data stream', 'package-hostile', named(`att/${hash}:ads`)],
  ['a:ads', 'package-hostile', named('a:ads')],
  ['trailing dot', 'package-hostile', named(`att/${hash}.`)],
  ['trailing blank', 'package-hostile', named('manifest.json ')],
  ['NUL in a name', 'package-hostile', named(Buffer.from(`att/${hash}\0.exe`))],
  ['NUL before the end', 'package-hostile', named(Buffer.from('manifest.json\0'))],
  ['line end in a name', 'package-hostile', named(`att/${hash}\n`)],
  ['empty name', 'package-hostile', named('')],
  ['upper-case hex', 'package-hostile', named(`att/${'A'.repeat(64)}`)],
  ['case collision of the manifest', 'package-hostile', named('MANIFEST.JSON')],
  ['full-width letters', 'package-hostile', named('ｍanifest.json')],
  ['bytes that are no UTF-8', 'package-hostile', named(Buffer.from([0xff, 0xfe, 0x41]))],
  ['a folder entry', 'package-hostile', named('att/')],
  ['two signatures', 'package-hostile', named('manifest.sig')],
  ['an unknown folder', 'package-hostile', named(`other/${hash}`)],
  ['short hash', 'package-hostile', named(`att/${'a'.repeat(63)}`)],
  ['bundle without extension', 'package-hostile', named(`bundles/${hash}`)],
  ['very long name', 'package-hostile', named('a'.repeat(60_000))],
  ['the same name twice', 'package-hostile', rawZip([bundle, photo, photo, manifest, signature])],
  ['two manifests', 'package-hostile', rawZip([...sound, manifest])],
  ['an entry the manifest does not name', 'package-hostile', named(`att/${hash}`)],
  ['a member that is not there', 'package-damaged', rawZip([bundle, manifest, signature])],
  ['a symbolic link', 'package-hostile', twoAt({ madeBy: 3, attributes: 0o120777 << 16 })],
  ['a unix folder', 'package-hostile', twoAt({ madeBy: 3, attributes: 0o040755 << 16 })],
  ['a DOS folder', 'package-hostile', twoAt({ attributes: 0x10 })],
  ['encrypted', 'package-hostile', twoAt({ central: { flags: 1 }, local: { flags: 1 } })],
  ['strong encryption', 'package-hostile', twoAt({ central: { flags: 0x40 }, local: { flags: 0x40 } })],
  ['masked headers', 'package-hostile', twoAt({ central: { flags: 0x2000 }, local: { flags: 0x2000 } })],
  ['method bzip2', 'package-hostile', twoAt({ central: { method: 12 }, local: { method: 12 } })],
  ['two methods', 'package-hostile', twoAt({ local: { method: 8 } })],
  ['two names', 'package-hostile', twoAt({ local: { name: `att/${hash}` } })],
  ['two sizes', 'package-hostile', twoAt({ local: { size: 1, packed: 1 } })],
  ['two CRCs', 'package-hostile', twoAt({ local: { crc: 1 } })],
  ['stored with two lengths', 'package-hostile', twoAt({ central: { size: 9_999 }, local: { size: 9_999 } })],
  [
    'size larger than the file',
    'package-hostile',
    twoAt({ central: { size: 1e8, packed: 1e8 }, local: { size: 1e8, packed: 1e8 } }),
  ],
  [
    'size smaller than the data',
    'package-hostile',
    twoAt({ central: { size: 4, packed: 4 }, local: { size: 4, packed: 4 } }),
  ],
  ['an attachment above its cap', 'package-hostile', twoAt({ central: { size: 3e8, packed: 3e8 } })],
  [
    'overlap: two names for one place',
    'package-hostile',
    rawZip([bundle, photo, { name: `att/${hash}`, data: photo.data, at: 0 }, manifest, signature]),
  ],
  [
    'overlap: an entry inside another',
    'package-hostile',
    rawZip([bundle, { ...photo, central: { offset: 40 } }, manifest, signature]),
  ],
  ['an offset beyond the directory', 'package-hostile', twoAt({ central: { offset: 900_000 } })],
  ['bytes before the first entry', 'package-foreign', rawZip(sound, {}, Buffer.from('MZ executable'))],
  ['bytes between entries', 'package-hostile', twoAt({ after: junk })],
  ['bytes before the directory', 'package-hostile', rawZip([bundle, photo, manifest, { ...signature, after: junk }])],
  ['bytes after the end', 'package-hostile', Buffer.concat([rawZip(sound), junk])],
  ['an archive comment', 'package-hostile', end({ comment: Buffer.from('hello') })],
  ['several disks', 'package-hostile', end({ disk: 1 })],
  ['zip64 count', 'package-hostile', end({ count: 0xffff })],
  ['zip64 offset', 'package-hostile', end({ start: 0xffffffff })],
  ['zip64 entry', 'package-hostile', twoAt({ central: { size: 0xffffffff, packed: 0xffffffff } })],
  ['a directory of another length', 'package-damaged', end({ size: 10 })],
  ['counts that differ', 'package-damaged', end({ here: 1 })],
  ['too many entries', 'package-hostile', end({ count: 65_000, here: 65_000 })],
  ['a bomb', 'package-hostile', twoAt({ data: Buffer.alloc(20_000_000), deflate: true })],
  [
    'a bomb that lies about its size',
    'package-hostile',
    twoAt({ data: Buffer.alloc(9_000), deflate: true, central: { size: 900, crc: 1 }, local: { size: 900, crc: 1 } }),
  ],
  [
    'many entries',
    'package-hostile',
    rawZip(
      Array.from({ length: 61_000 }, (_, n) => ({
        name: n === 0 ? manifestName : `att/${n.toString(16).padStart(64, '0')}`,
      })),
    ),
  ],
  ['wrong CRC', 'package-damaged', twoAt({ central: { crc: 7 }, local: { crc: 7 } })],
  ['right CRC, wrong hash', 'package-damaged', twoAt({ data: Buffer.from(photo.data).reverse() })],
  ['no manifest', 'package-foreign', rawZip([bundle, photo])],
  ['another zip', 'package-foreign', rawZip([{ name: 'word/document.xml', data: junk }])],
  ['an empty zip', 'package-foreign', rawZip([])],
  ['no zip', 'package-foreign', Buffer.from('%PDF-1.7 something else entirely')],
  ['an empty file', 'package-truncated', Buffer.alloc(0)],
  ['half a package', 'package-truncated', rawZip(sound).subarray(0, 300)],
  ['manifest of another format', 'package-foreign', withManifest({ format: 'other' })],
  ['manifest that is no JSON', 'package-damaged', rawZip([{ name: manifestName, data: junk }])],
  [
    'manifest that is no UTF-8',
    'package-damaged',
    rawZip([{ name: manifestName, data: Buffer.from([0x7b, 0xff, 0x7d]) }]),
  ],
  ['a newer reader is asked for', 'package-newer', withManifest({ minimumReader: 2 })],
  ['a number below zero', 'package-damaged', withManifest({ number: -1 })],
  ['sender that is no device', 'package-damaged', withManifest({ sender: { ...who, device: '../x' } })],
  ['a name without end', 'package-damaged', withManifest({ sender: { ...who, name: 'x'.repeat(9_999) } })],
  ['manifest names a path', 'package-hostile', withManifest({ members: [{ name: '../x', size: 1, sha256: hash }] })],
  [
    'manifest names a member twice',
    'package-hostile',
    withManifest({
      members: [photo, photo].map(({ name, data }) => ({ name, size: data.length, sha256: sha256Of(data) })),
    }),
  ],
  [
    'a size the manifest does not say',
    'package-hostile',
    withManifest({
      members: [bundle, photo].map(({ name, data }) => ({ name, size: data.length + 1, sha256: sha256Of(data) })),
    }),
  ],
  [
    'a name that is another hash',
    'package-hostile',
    withManifest({ members: [{ name: `att/${hash}`, size: 1, sha256: 'b'.repeat(64) }] }),
  ],
  ['a bundle with a gap', 'package-damaged', withBundle(bundleFile([line, campaignLine(3)]))],
  ['a bundle that starts elsewhere', 'package-damaged', withBundle(bundleFile([line], 5))],
  ['a bundle without its last line end', 'package-damaged', withBundle(bundleFile([line]).subarray(0, -1))],
  [
    'a bundle with fewer lines',
    'package-damaged',
    withBundle(
      Buffer.from(
        bundleFile([line, campaignLine(2)])
          .toString()
          .split('\n')
          .toSpliced(1, 1)
          .join('\n')
          .concat('\n'),
      ),
    ),
  ],
  [
    'a bundle of no author',
    'package-damaged',
    withBundle(Buffer.from(bundleFile([line]).toString().replace(sender, 'nobody'))),
  ],
  [
    'a bundle of a later format',
    'package-newer',
    withBundle(Buffer.from(bundleFile([line]).toString().replace('"format":1', '"format":2'))),
  ],
  [
    'a bundle of too many changes',
    'package-damaged',
    withBundle(Buffer.from(`${bundleHeader(sender, 'base', 1, 20_001, author.key)}\n${'s'.repeat(86)}\n`)),
  ],
  ['a deep value', 'package-damaged', withBundle(bundleFile([deepLine]))],
  [
    'a value with __proto__',
    'package-damaged',
    withBundle(bundleFile([line.replace('"活动1"', '{"__proto__":{"x":1}}')])),
  ],
  ['a field named __proto__', 'package-damaged', withBundle(bundleFile([line.replace('"name"', '"__proto__"')]))],
  ['an empty bundle', 'package-damaged', withBundle(Buffer.alloc(0))],
]

describe('S-10.2: what is no sound package is refused with its reason and changes nothing (I7)', () => {
  test('the sound one is not refused', async () => {
    const other = await openDevice('对照', 'headquarters')
    approve(other)
    const path = join(folder, 'sound.shanyan')
    writeFileSync(path, rawZip(sound))
    const { previews } = await importFrom(other, [path])
    expect(previews[0]).toMatchObject({ failure: null, added: { campaigns: 2 }, attachments: 1 })
    expect((await other.call('counts.get', {})).campaigns).toBe(2)
  })

  test.each(cases)('%s: %s', async (name, code, file) => {
    const path = join(folder, `${name.replaceAll(/\W/g, '-')}.shanyan`)
    writeFileSync(path, file)
    const before = readdirSync(join(office.dir, 'quarantine')).length
    const [preview] = await office.call('packages.inspect', { paths: [path] })
    expect(`${preview?.failure?.code} ${preview?.failure?.detail}`).toContain(code)
    expect(preview?.staged).toBeNull()
    expect(preview?.failure?.message).not.toContain('{')
    expect(office.data.db.prepare('SELECT count(*) FROM changes').pluck().get()).toBe(0)
    expect(readdirSync(join(office.dir, 'staging'))).toEqual([])
    expect(readdirSync(join(office.dir, 'attachments'))).toEqual([])
    if (file.length > 0 && before < 40)
      expect(readdirSync(join(office.dir, 'quarantine')).length).toBeGreaterThan(before)
  })

  test('S-10.3 the history and the quarantine tell why', async () => {
    const { rows, total } = await office.call('packages.history', { offset: 0, limit: 500 })
    expect(total).toBe(cases.length)
    expect(rows.every((row) => row.state === 'refused' && row.failure !== null)).toBe(true)
    const files = readdirSync(join(office.dir, 'quarantine'))
    expect(files.filter((file) => file.endsWith('.shanyan')).length).toBe(20)
    const reason = JSON.parse(
      readFileSync(join(office.dir, 'quarantine', files.find((file) => file.endsWith('.json')) ?? ''), 'utf8'),
    )
    expect(reason).toMatchObject({ file: expect.any(String), code: expect.stringMatching(/^package-/) })
    expect(cases.length).toBeGreaterThanOrEqual(40)
    faultsTried('hostile packages', cases.length, { refused: total, applied: 0 })
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })

  test('a manifest for nobody in particular still reads', () => {
    expect(JSON.parse(manifestFor([])).members).toEqual([])
  })
})
