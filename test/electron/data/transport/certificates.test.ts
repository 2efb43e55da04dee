import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { webdavPlace } from '../../../../electron/data/transport/webdav.ts'
import { startDav } from '../../../support/dav-server.ts'
import { refusalOf } from '../../../support/transport.ts'

const folder = mkdtempSync(join(tmpdir(), 'shanyan-certificates-'))
const at = (file: string) => join(folder, file)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const hasOpenssl = (() => {
  try {
    openssl('version')
    return true
  } catch {
    return false
  }
})()
if (!hasOpenssl) console.log('certificates: skipped, openssl is not installed')

afterAll(() => rmSync(folder, { recursive: true }))

function makeAuthority(): string {
  mkdirSync(at('issued'))
  writeFileSync(at('index.txt'), '')
  writeFileSync(
    at('ca.cnf'),
    `[ca]\ndefault_ca = here\n[here]\ndatabase = index.txt\nnew_certs_dir = issued\nrand_serial = yes\ndefault_md = sha256
policy = any\ncopy_extensions = copy\nunique_subject = no\n[any]\ncommonName = supplied\n`,
  )
  const subject = ['-subj', '/CN=office', '-days', '30']
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', ...subject)
  return readFileSync(at('ca.pem'), 'utf8')
}

/** Issued by the office's authority, unless `self`. Times as `YYYYMMDDHHMMSSZ`. */
function makeCertificate(host: string, until = '20991231000000Z') {
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'a.key',
    '-out',
    'a.csr',
    '-subj',
    '/CN=x',
    '-addext',
    `subjectAltName=${host}`,
  )
  const signing = ['-config', 'ca.cnf', '-batch', '-cert', 'ca.pem', '-keyfile', 'ca.key']
  openssl(
    'ca',
    ...signing,
    '-startdate',
    '20200101000000Z',
    '-enddate',
    until,
    '-in',
    'a.csr',
    '-out',
    'a.pem',
    '-notext',
  )
  return { key: readFileSync(at('a.key'), 'utf8'), cert: readFileSync(at('a.pem'), 'utf8') }
}

async function listWith(secure: { key: string; cert: string }, authorities: string[], proxy?: string) {
  const dav = await startDav(secure)
  const config = { kind: 'webdav', url: dav.url, user: 'u', password: 'geheim', ...(proxy ? { proxy } : {}) } as const
  try {
    return {
      work: await Promise.allSettled([webdavPlace(config, { env: {}, authorities }).list()]),
      asked: dav.requests,
    }
  } finally {
    await dav.close()
  }
}

test.skipIf(!hasOpenssl)('S-9.8 certificates: a good one serves, any other gets neither account nor file', async () => {
  const authority = makeAuthority()
  const good = await listWith(makeCertificate('IP:127.0.0.1'), [authority])
  expect(good.work).toEqual([{ status: 'fulfilled', value: [] }])

  const bad: [string, { key: string; cert: string }, string[], RegExp][] = [
    ['unknown issuer', makeCertificate('IP:127.0.0.1'), [], /UNABLE_TO_VERIFY|SELF_SIGNED/],
    ['self-signed', { key: readFileSync(at('ca.key'), 'utf8'), cert: authority }, [], /SELF_SIGNED/],
    ['another host', makeCertificate('DNS:elsewhere.example'), [authority], /ALTNAME/],
    ['expired', makeCertificate('IP:127.0.0.1', '20210101000000Z'), [authority], /CERT_HAS_EXPIRED/],
  ]
  for (const [title, secure, authorities, detail] of bad) {
    const { work, asked } = await listWith(secure, authorities)
    const outcome = work[0]!
    const failing = outcome.status === 'rejected' ? Promise.reject(outcome.reason) : Promise.resolve()
    expect((await refusalOf(failing, 'place-certificate')).detail, title).toMatch(detail)
    expect(asked).toEqual([])
  }
  console.log(`certificates: ${bad.length} bad ones tried, requests they got: 0`)
})

test.skipIf(!hasOpenssl)('S-9.8 the same counts through a proxy', async () => {
  let tunnels = 0
  const proxy = createServer().on('connect', (request, socket: Socket) => {
    tunnels++
    const [host, port] = request.url!.split(':')
    const onward = connect(Number(port), host).on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy()).write('HTTP/1.1 200 OK\r\n\r\n')
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const certificate = makeCertificate('IP:127.0.0.1')
  const good = await listWith(certificate, [readFileSync(at('ca.pem'), 'utf8')], url)
  expect(good.work).toEqual([{ status: 'fulfilled', value: [] }])
  const bad = await listWith(certificate, [], url)
  expect(bad.work).toMatchObject([{ status: 'rejected', reason: { code: 'place-certificate' } }])
  expect(tunnels).toBe(2)
  proxy.close()
})
