import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { v7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chunk, sealedChunk, sealedLength } from '../../../../electron/data/sync/age.ts'
import { installPackages } from '../../../../electron/launch/debian.mjs'
import { findProgram, run } from '../../../../electron/launch/exec.mjs'
import { Refusal } from '../../../../shared/result.ts'
import { cleanUp, exportTo, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'
import { opened, sealed } from '../../../support/seal.ts'

const sizes = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 7, randomInt(4 * chunk)]
const passphrase = 'kq7m-x2vd-8rtp-w9fn'
let identity: string
let recipient: string
beforeAll(async () => {
  identity = await generateX25519Identity()
  recipient = await identityToRecipient(identity)
})
afterEach(cleanUp)

const sealWithLibrary = async (content: Uint8Array, fill: (encrypter: Encrypter) => void) => {
  const encrypter = new Encrypter()
  fill(encrypter)
  return Buffer.from(await encrypter.encrypt(content))
}
const openWithLibrary = async (file: Uint8Array) => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return Buffer.from(await decrypter.decrypt(file))
}
/** The refusal's code, or what came out. */
async function outcome(file: Buffer, opening = { identities: [identity] } as Parameters<typeof opened>[1]) {
  try {
    return await opened(file, opening)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('S-8.10: sealed files are age files', () => {
  test.each(sizes)('%i bytes: what we seal age-encryption opens, and the other way round', async (size) => {
    const content = randomBytes(size)
    const ours = await sealed(content, { recipients: [recipient] })
    expect(ours.length - ours.indexOf('\n', ours.indexOf('\n--- ') + 1) - 1).toBe(sealedLength(size))
    expect(await openWithLibrary(ours)).toEqual(content)
    expect(await outcome(ours)).toEqual(content)
    const theirs = await sealWithLibrary(content, (encrypter) => encrypter.addRecipient(recipient))
    expect(await outcome(theirs)).toEqual(content)
  })

  test('by passphrase, both ways', async () => {
    const content = randomBytes(chunk + 1)
    const theirs = await sealWithLibrary(content, (encrypter) => {
      encrypter.setScryptWorkFactor(10)
      encrypter.setPassphrase(passphrase)
    })
    expect(await outcome(theirs, { passphrase })).toEqual(content)
    expect(await outcome(theirs, { passphrase: `${passphrase}.` })).toBeNull()
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    expect(Buffer.from(await decrypter.decrypt(await sealed(content, { passphrase })))).toEqual(content)
  })

  test('for several, each opens; an older identity still does; a foreign one does not', async () => {
    const others = await Promise.all([generateX25519Identity(), generateX25519Identity()])
    const recipients = [recipient, await identityToRecipient(others[0])]
    const file = await sealed(randomBytes(100), { recipients })
    for (const own of [identity, others[0]]) expect(await outcome(file, { identities: [own] })).toHaveLength(100)
    expect(await outcome(file, { identities: [others[1], identity] })).toHaveLength(100)
    expect(await outcome(file, { identities: [others[1]] })).toBeNull()
    expect(await outcome(file, { passphrase })).toBeNull()
  })
})

describe('S-8.10: damage', () => {
  let file: Buffer
  let start: number
  const content = randomBytes(3 * chunk + 500)
  beforeAll(async () => {
    file = await sealed(content, { recipients: [recipient] })
    start = file.length - sealedLength(content.length) + 16
  })
  const chunks = () =>
    [0, 1, 2, 3].map((n) =>
      file.subarray(start + n * sealedChunk, Math.min(file.length, start + (n + 1) * sealedChunk)),
    )
  const withChunks = (pieces: (Buffer | undefined)[]) =>
    Buffer.concat([file.subarray(0, start), ...pieces.map((piece) => piece ?? Buffer.alloc(0))])

  test('cut off at every edge and beside it: refused as incomplete', async () => {
    const edges = [0, 1, 2, 3].flatMap((n) => [-1, 0, 1, 15, 16, 17].map((off) => start + n * sealedChunk + off))
    const header = [0, 1, 21, 22, 40, start - 17, start - 16, start - 1]
    for (const end of [...header, ...edges, file.length - 17, file.length - 1])
      expect(await outcome(file.subarray(0, end)), `${end}`).toBe('package-truncated')
  })

  test('chunks exchanged, doubled, dropped, or of another file: refused', async () => {
    const [a, b, c, d] = chunks()
    const again = await sealed(content, { recipients: [recipient] })
    const foreign = again.subarray(again.length - sealedLength(content.length) + 16).subarray(0, sealedChunk)
    const wrong = {
      exchanged: [b, a, c, d],
      doubled: [a, a, b, c, d],
      'first dropped': [b, c, d],
      'middle dropped': [a, c, d],
      'last doubled': [a, b, c, d, d],
      foreign: [foreign, b, c, d],
      'bytes after the end': [a, b, c, d, Buffer.from('junk')],
    }
    for (const [name, pieces] of Object.entries(wrong))
      expect(await outcome(withChunks(pieces)), name).toMatch(/^package-(damaged|truncated)$/)
    expect(await outcome(withChunks([a, b, c, d]))).toEqual(content)
  })

  test('a full last chunk that lost its mark, and an empty one after it', async () => {
    const even = await sealed(randomBytes(2 * chunk), { recipients: [recipient] })
    expect(await outcome(even.subarray(0, even.length - sealedChunk))).toBe('package-truncated')
    expect(await outcome(Buffer.concat([even, Buffer.alloc(16)]))).toMatch(/^package-(damaged|truncated)$/)
  })

  test('every byte of the header changed: never opened', async () => {
    for (let at = 0; at < start; at++) {
      const copy = Buffer.from(file)
      copy[at] = (copy[at] as number) ^ 1
      const what = await outcome(copy)
      expect(what === null || /^package-(damaged|truncated)$/.test(String(what)), `${at}: ${what}`).toBe(true)
    }
  })

  test('headers that never end, hold nothing, or hold thousands of recipients', async () => {
    const line = 'age-encryption.org/v1\n'
    expect(await outcome(Buffer.from(line + 'x'.repeat(5_000_000)))).toBe('package-damaged')
    expect(await outcome(Buffer.from(`${line}--- AAAA\n${'x'.repeat(40)}`))).not.toEqual(content)
    const strangers = Array.from({ length: 50 }, () => recipient)
    const many = (await sealed(Buffer.from('x'), { recipients: strangers })).toString('latin1')
    const stanzas = many.slice(line.length, many.indexOf('\n--- ') + 1)
    const began = performance.now()
    expect(await outcome(Buffer.from(line + stanzas.repeat(12) + many.slice(many.indexOf('--- ')), 'latin1'))).toBe(
      'package-damaged',
    )
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('a work factor that would take the memory of the computer is refused at once (I13)', async () => {
    for (const factor of ['19', '20', '21', '30', '63', '999', '1e9', '-1', '018']) {
      const bomb = `age-encryption.org/v1\n-> scrypt ${Buffer.alloc(16).toString('base64').replaceAll('=', '')} ${factor}\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n${'x'.repeat(64)}`
      const began = performance.now()
      expect(await outcome(Buffer.from(bomb), { passphrase }), factor).toBe('package-damaged')
      expect(performance.now() - began).toBeLessThan(1000)
    }
  })
})

/** Debian's `age`, written by other people in another language; `null` where it cannot be had. */
function ageProgram(): string | null {
  const known = findProgram('age') && findProgram('unzip') ? findProgram('age') : null
  if (known) return known
  try {
    installPackages(['age', 'unzip'], [])
  } catch (error) {
    console.log(`the age command line was left out: ${(error as Error).message}`)
  }
  return findProgram('age')
}

/** Runs a command on a terminal and answers each of its questions with the passphrase; answers what it printed. */
function onTerminal(command: string): Promise<string> {
  const program = spawn('script', ['-qec', command, '/dev/null'])
  let printed = ''
  program.stdout.on('data', (text: Buffer) => {
    printed += text
    if (/passphrase[^\n]*: $/i.test(printed)) program.stdin.write(`${passphrase}\n`)
  })
  return new Promise((resolve) => program.once('close', () => resolve(printed)))
}

describe('S-8.10: the age command line', () => {
  test('opens a real export with a key; inside is a zip that unzip finds sound', {
    timeout: 180_000,
  }, async (context) => {
    const age = ageProgram()
    if (!age) return context.skip()
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    await laptop.save('campaigns', v7(), { name: '2026年度调研', purpose: '了解慈善工作站'.repeat(30_000) })
    const folder = temporaryFolder()
    const photo = join(folder, '照片.png')
    const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
    writeFileSync(photo, Buffer.concat([head, randomBytes(200_000)]))
    await laptop.call('attachments.add', { paths: [photo] })
    const { path } = await exportTo(laptop, await peerOf(laptop, office))
    const { secrets } = await office.data.keyring.open()
    const [key, plain] = [join(folder, 'key'), join(folder, 'plain.zip')]
    writeFileSync(key, `${secrets.identities[0]}\n`, { mode: 0o600 })
    expect(run(age, ['-d', '-i', key, '-o', plain, path])).toMatchObject({ code: 0 })
    const tested = run('unzip', ['-t', plain])
    expect(tested.code, tested.out + tested.err).toBe(0)
    expect(tested.out).toContain('No errors detected')
    expect(tested.out).toContain('manifest.sig')
    // none of what is known to be in it can be seen in the sealed file
    const bytes = readFileSync(path)
    for (const known of ['2026年度调研', '慈善', '一组笔记本', 'manifest', laptop.data.device])
      expect(bytes.includes(known)).toBe(false)
    writeFileSync(key, `${await generateX25519Identity()}\n`)
    expect(run(age, ['-d', '-i', key, path]).code).not.toBe(0)
  })

  test('seals for us, and opens what we sealed, at every edge', (context) => {
    const age = ageProgram()
    if (!age) return context.skip()
    return (async () => {
      const folder = temporaryFolder()
      const [key, plain, file] = ['key', 'plain', 'file'].map((name) => join(folder, name)) as [string, string, string]
      writeFileSync(key, `${identity}\n`, { mode: 0o600 })
      for (const size of sizes) {
        const content = randomBytes(size)
        writeFileSync(plain, content)
        expect(run(age, ['-r', recipient, '-o', file, plain])).toMatchObject({ code: 0 })
        expect(await outcome(readFileSync(file))).toEqual(content)
        writeFileSync(file, await sealed(content, { recipients: [recipient] }))
        expect(run(age, ['-d', '-i', key, '-o', plain, file])).toMatchObject({ code: 0 })
        expect(readFileSync(plain)).toEqual(content)
      }
    })()
  })

  test('takes the passphrase of ours, and we of its files', async (context) => {
    const age = ageProgram()
    // it asks on a terminal only; util-linux lends one
    if (!age || !findProgram('script')) return context.skip()
    const folder = temporaryFolder()
    const [plain, file] = [join(folder, 'plain'), join(folder, 'file')]
    const content = randomBytes(chunk + 100)
    writeFileSync(file, await sealed(content, { passphrase }))
    const ours = await onTerminal(`${age} -d -o ${plain} ${file}`)
    expect(readFileSync(plain), ours).toEqual(content)
    const theirs = join(folder, 'theirs')
    const made = await onTerminal(`${age} -p -o ${theirs} ${plain}`)
    expect(await outcome(readFileSync(theirs), { passphrase }), made).toEqual(content)
  })
})
