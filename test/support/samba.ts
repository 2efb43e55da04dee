/** A share of a real samba server on loopback, mounted: by the kernel where it can, else through FUSE. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRoot } from '../../electron/launch/exec.mjs'
import { missing } from './dav-peers.ts'

export type Share = {
  /** The mounted folder, and the one it stands for at the server. */
  folder: string
  files: string
  /** What it is mounted with. */
  by: 'cifs' | 'smbnetfs'
  /** All of the server's processes are gone at once. */
  killServer(): void
  startServer(options?: { readOnly?: boolean }): Promise<void>
  stop(): Promise<void>
}

const hasKernelClient = () => /\bcifs$/m.test(readFileSync('/proc/filesystems', 'utf8'))

/** Why a share cannot be mounted here; `null`: it can. */
export function cannotShare(): string | null {
  if (process.platform !== 'linux') return 'samba is tried on Linux only'
  if (!isRoot) return 'only root may mount and use the port of SMB'
  const server = missing('smbd', 'samba')
  if (server) return server
  if (hasKernelClient()) return missing('mount.cifs', 'cifs-utils')
  if (!statSync('/dev/fuse', { throwIfNoEntry: false })) return 'the kernel has neither cifs nor FUSE'
  return missing('smbnetfs', 'smbnetfs') ?? missing('fusermount', 'fuse3')
}

const state = (folder: string, readOnly: boolean, address: string) => `[global]
  server role = standalone server
  interfaces = ${address}/8
  bind interfaces only = yes
  smb ports = 445
  disable netbios = yes
  map to guest = Bad User
  guest account = root
  load printers = no
  disable spoolss = yes
  log file = ${folder}/log
${['pid', 'lock', 'state', 'cache', 'private', 'ncalrpc'].map((kind) => `  ${kind} ${kind === 'private' || kind === 'ncalrpc' ? 'dir' : 'directory'} = ${folder}/state`).join('\n')}
[exchange]
  path = ${folder}/files
  guest ok = yes
  force user = root
  read only = ${readOnly ? 'yes' : 'no'}
`

export async function openShare(): Promise<Share> {
  const home = mkdtempSync(join(tmpdir(), 'shanyan-samba-'))
  const [files, mount] = [join(home, 'files'), join(home, 'mount')]
  for (const folder of [files, mount, join(home, 'state'), join(home, '.smb')]) mkdirSync(folder)
  chmodSync(files, 0o777)
  // every address of 127/8 is this computer's: no other server is in the way
  const address = `127.${64 + (process.pid % 128)}.${process.pid % 251}.9`
  let server: ChildProcess | null = null

  const killServer = () => {
    if (server?.pid) process.kill(-server.pid, 'SIGKILL')
    server = null
  }
  const startServer = async ({ readOnly = false } = {}) => {
    killServer()
    writeFileSync(join(home, 'smb.conf'), state(home, readOnly, address))
    server = spawn('smbd', ['-F', '--no-process-group', '-s', join(home, 'smb.conf')], {
      stdio: 'ignore',
      detached: true,
    })
    for (let turn = 0; turn < 200; turn++) {
      if (await answers(address)) return
      await sleep(50)
    }
    throw new Error('smbd did not start')
  }
  await startServer()
  const by = hasKernelClient() ? 'cifs' : 'smbnetfs'
  if (by === 'cifs') {
    execFileSync('mount', ['-t', 'cifs', `//${address}/exchange`, mount, '-o', 'guest,soft,echo_interval=1'])
  } else {
    writeFileSync(join(home, '.smb', 'smb.conf'), '[global]\n  client min protocol = SMB2\n')
    const conf = join(home, '.smb', 'smbnetfs.conf')
    writeFileSync(conf, `auth "guest" ""\nhost ${address} WORKGROUP visible=true\n`)
    for (const file of [conf, join(home, '.smb', 'smb.conf')]) chmodSync(file, 0o600)
    // without a locale it answers every Chinese name with an I/O error
    const env = { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' }
    execFileSync('smbnetfs', [mount, '-o', `config=${conf}`], { env, stdio: 'ignore' })
  }
  return {
    folder: by === 'cifs' ? mount : join(mount, address, 'exchange'),
    ...{ files, by, killServer, startServer },
    async stop() {
      execFileSync('umount', ['-l', mount], { stdio: 'ignore' })
      killServer()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const answers = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(445, address)
      .once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      .once('error', () => resolve(false))
  })
