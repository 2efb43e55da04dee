import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../shared/result.ts'
import { bundleHeader, memberKind, parseBundleHeader, parseManifest } from '../../../shared/sync/manifest.ts'
import { manifestFor } from '../../support/packages.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
  return 'read'
}

describe('S-8.5: the manifest', () => {
  test('is read as it was written', () => {
    const text = manifestFor([])
    expect(JSON.stringify(parseManifest(text))).toBe(text)
  })

  test('keys of a later version are left alone', () => {
    expect(codeOf(() => parseManifest(manifestFor([], { version: 2, seal: 'later' })))).toBe('read')
  })

  test.each([
    ['a later reader', { minimumReader: 2 }, 'package-newer'],
    [
      'a later reader with shapes unknown here',
      { minimumReader: 2, members: 'elsewhere', sender: null },
      'package-newer',
    ],
    ['another format', { format: 'zip' }, 'package-foreign'],
    ['no members', { members: undefined }, 'package-damaged'],
    ['a fraction as number', { number: 1.5 }, 'package-damaged'],
    [
      'a range without hash',
      { holds: [{ device: 'abcdefgh.1', stream: 'base', ranges: [[1, 2]] }] },
      'package-damaged',
    ],
    ['too many wants', { wants: new Array(20_001).fill('a'.repeat(64)) }, 'package-damaged'],
    ['a stranger among members', { members: [{ name: 'x', size: 0, sha256: 'a'.repeat(64) }] }, 'package-hostile'],
  ])('%s', (_, over, code) => {
    expect(codeOf(() => parseManifest(manifestFor([], over)))).toBe(code)
  })

  test('what is no object is not ours', () => {
    for (const text of ['null', '[]', '1', '"shanyan-package"'])
      expect(codeOf(() => parseManifest(text))).toBe('package-foreign')
    expect(codeOf(() => parseManifest('{'))).toBe('package-damaged')
  })
})

describe('S-8.1: names', () => {
  const hash = '0123456789abcdef'.repeat(4)
  test('bundles and attachments by hash, nothing else', () => {
    expect(memberKind(`bundles/${hash}.jsonl`)).toEqual({ kind: 'bundle', sha256: hash })
    expect(memberKind(`att/${hash}`)).toEqual({ kind: 'attachment', sha256: hash })
    for (const name of [
      'manifest.json',
      `att/${hash} `,
      `att/${hash}\n`,
      `ATT/${hash}`,
      `att/${hash}/x`,
      `./att/${hash}`,
    ])
      expect(memberKind(name)).toBeUndefined()
  })
})

const key = 'k'.repeat(43)

describe('S-8.3: the header of a bundle', () => {
  test('is read as it was written; a gap, an excess or a later format is not', () => {
    const header = bundleHeader('abcdefgh.1', 'base', 3, 7, key)
    expect(parseBundleHeader(header)).toEqual({
      device: 'abcdefgh.1',
      stream: 'base',
      first: 3,
      last: 7,
      count: 5,
      format: 1,
      key,
    })
    expect(codeOf(() => parseBundleHeader(header.replace('"count":5', '"count":4')))).toBe('package-damaged')
    expect(codeOf(() => parseBundleHeader(bundleHeader('abcdefgh.1', 'base', 1, 20_001, key)))).toBe('package-damaged')
    expect(codeOf(() => parseBundleHeader(header.replace('"format":1', '"format":2')))).toBe('package-newer')
    for (const text of ['null', '[]', '', '{', header.replace(key, 'x')])
      expect(codeOf(() => parseBundleHeader(text))).toBe('package-damaged')
  })
})
