import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installPackages } from '../../electron/launch/debian.mjs'
import { findProgram, isRoot } from '../../electron/launch/exec.mjs'

/** A WebDAV server nobody here wrote, on loopback. */
export type DavPeer = { port: number; path: string; files: string; stop(): Promise<void> }

export const account = { user: 'yizu', password: 'Tr0ub4dor-geheim' }

/** Why a program of a Debian package cannot be had; `null` where it is here, perhaps from now on. */
export function missing(program: string, debianPackage: string): string | null {
  if (findProgram(program)) return null
  try {
    installPackages([debianPackage], [])
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? ''
  }
  return findProgram(program) ? null : `${debianPackage} holds no ${program}`
}

export async function startApache(): Promise<DavPeer> {
  const { folder, files } = openFolder()
  const port = await freePort()
  const modules = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs']
  const sha1 = createHash('sha1').update(account.password).digest('base64')
  writeFileSync(join(folder, 'accounts'), `${account.user}:{SHA}${sha1}\n`)
  // started by root, it goes on as another account
  const other = isRoot ? 'User www-data\nGroup www-data\n' : ''
  if (isRoot) execFileSync('chown', ['-R', 'www-data:www-data', folder])
  const conf = `ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
${other}PidFile ${folder}/pid
ErrorLog ${folder}/errors
DocumentRoot ${folder}
DavLockDB ${folder}/locks
<Location /files>
  Dav On
  AuthType Basic
  AuthName x
  AuthUserFile ${folder}/accounts
  Require valid-user
</Location>
`
  writeFileSync(join(folder, 'conf'), conf)
  const child = spawn('apache2', ['-f', join(folder, 'conf'), '-DFOREGROUND'], { stdio: 'ignore' })
  return started(child, { port, path: '/files/', files, folder })
}

export async function startRclone(): Promise<DavPeer> {
  const { folder, files } = openFolder()
  const port = await freePort()
  const args = [
    'serve',
    'webdav',
    files,
    '--addr',
    `127.0.0.1:${port}`,
    '--user',
    account.user,
    '--pass',
    account.password,
  ]
  const env = { ...process.env, RCLONE_CONFIG: join(folder, 'none') }
  return started(spawn('rclone', args, { stdio: 'ignore', env }), { port, path: '/', files, folder })
}

function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-peer-'))
  const files = join(folder, 'files')
  mkdirSync(files)
  return { folder, files }
}

async function started(child: ChildProcess, peer: Omit<DavPeer, 'stop'> & { folder: string }): Promise<DavPeer> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    if (child.exitCode === null) child.kill()
    await ended
    rmSync(peer.folder, { recursive: true, force: true })
  }
  for (let turn = 0; turn < 100 && child.exitCode === null; turn++) {
    if (await answers(peer.port)) return { ...peer, stop }
    await sleep(50)
  }
  await stop()
  throw new Error(`${child.spawnargs[0]} did not start`)
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      .once('error', () => resolve(false))
  })

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A wire that breaks: `cutAfter` bytes in one direction end the connection they travel on, once. */
export async function startWire(to: number) {
  let cut: { from: 'client' | 'server'; bytes: number } | undefined
  let cuts = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const onward = connect(to, '127.0.0.1')
    const both = { client, server: onward }
    for (const from of ['client', 'server'] as const) {
      const socket = both[from]
      sockets.add(socket)
      let passed = 0
      const other = both[from === 'client' ? 'server' : 'client']
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        // what is still on its way arrives
        other.end()
      })
      socket.on('data', (bytes) => {
        passed += bytes.length
        if (cut?.from === from && passed > cut.bytes) {
          cut = undefined
          cuts++
          client.destroy()
          onward.destroy()
        }
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    cutAfter(from: 'client' | 'server', bytes: number) {
      cut = { from, bytes }
    },
    cuts: () => cuts,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
