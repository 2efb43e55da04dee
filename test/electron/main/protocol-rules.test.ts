import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attachmentTarget,
  contentSecurityPolicy,
  isOpenable,
  pageFile,
  parseRange,
} from '../../../electron/main/protocol-rules.ts'
import { isOwnPage } from '../../../electron/main/sender.ts'

const root = `${sep}app${sep}renderer`
const hash = 'ab'.repeat(32)

describe('pages', () => {
  it('are files of the built page', () => {
    expect(pageFile(root, '/')).toBe([root, 'index.html'].join(sep))
    expect(pageFile(root, '/assets/index-1.js')).toBe([root, 'assets', 'index-1.js'].join(sep))
  })

  it.each([
    '/../secret',
    '/%2e%2e/secret',
    '/assets/..%2f..%2fsecret',
    '/..%5csecret',
    '/%00',
    '/%',
    '/../renderer-old/x',
  ])('%s leads nowhere', (path) => {
    expect(pageFile(root, path)).toBeNull()
  })

  it('never lie outside, whatever the path', () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', 'a', '', '%00', '...')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = pageFile(root, `/${parts.join('/')}`)
        expect(file === null || file.startsWith(root + sep)).toBe(true)
      }),
    )
  })

  it('may run no inline script and load nothing from elsewhere', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    expect(contentSecurityPolicy).toContain("script-src 'self';")
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/)
  })
})

describe('attachments', () => {
  const target = (url: string) => attachmentTarget(new URL(url))

  it('are found by their content', () => {
    expect(target(`app://att/${hash}?type=image/png`)).toEqual({
      hash,
      segments: ['attachments', 'ab', hash],
      type: 'image/png',
    })
    expect(target(`app://att/${hash}?small=drawn`)).toEqual({
      hash,
      segments: ['small', 'ab', `${hash}.jpg`],
      type: 'image/jpeg',
    })
  })

  it.each(['text/html', 'image/svg+xml', 'image/png,text/html', 'IMAGE/PNG', ''])('are never shown as %s', (type) => {
    expect(target(`app://att/${hash}?type=${encodeURIComponent(type)}`)?.type).toBe('application/octet-stream')
  })

  it.each([
    `app://att/${hash.toUpperCase()}`,
    `app://att/${hash}0`,
    `app://att/${hash.slice(1)}`,
    `app://att/${hash}/`,
    `app://att/../${hash}/x`,
    'app://att/',
  ])('%s is none', (url) => {
    expect(target(url)).toBeNull()
  })
})

describe('byte ranges', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-5', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    [null, null],
  ])('%s of 100 bytes', (header, range) => {
    expect(parseRange(header, 100)).toEqual(range)
  })

  it('of an empty file cannot be had', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable')
  })
})

describe('callers', () => {
  it.each([
    ['app://shanyan/', true],
    ['app://shanyan/index.html#/visits', true],
    ['app://att/', false],
    ['app://shanyan.evil/', false],
    ['https://shanyan/', false],
    ['file:///app/index.html', false],
    ['http://localhost:5173/', false],
    ['nonsense', false],
  ])('%s is our own page: %s', (url, own) => {
    expect(isOwnPage(url)).toBe(own)
  })

  it('may be the hot-reload server in development, and only that one', () => {
    expect(isOwnPage('http://localhost:5173/#/x', 'http://localhost:5173')).toBe(true)
    expect(isOwnPage('http://localhost:5174/', 'http://localhost:5173')).toBe(false)
  })
})

describe('copies for other programs', () => {
  const data = `${sep}data`
  const at = (...parts: string[]) => [data, ...parts].join(sep)
  const folder = 'ab'.repeat(8)

  it('are opened from their folder, by their kind', () => {
    expect(isOpenable(at('opened', folder, '通知.docx'), data)).toBe(true)
    expect(isOpenable(at('opened', folder, '合影.jpg'), data)).toBe(true)
  })

  it.each([
    at('opened', folder, '程序.exe'),
    at('opened', folder, '通知.docx.exe'),
    at('opened', folder, '通知.DOCX '),
    at('opened', folder, 'docx'),
    at('opened', folder, 'a.docx:b.docx'),
    at('opened', '..', 'opened', folder, 'a.docx'),
    at('opened', folder, 'deeper', 'a.docx'),
    at('attachments', folder, 'a.docx'),
    at('opened', 'elsewhere', 'a.docx'),
    `${sep}other${sep}opened${sep}${folder}${sep}a.docx`,
    'a.docx',
  ])('%s is none', (path) => {
    expect(isOpenable(path, data)).toBe(false)
  })
})
