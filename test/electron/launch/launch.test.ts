import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../../electron/launch/arguments.mjs'
import { parseMissing } from '../../../electron/launch/debian.mjs'
import { isInstalled } from '../../../electron/launch/dependencies.mjs'
import { LaunchError } from '../../../electron/launch/exec.mjs'

describe('start arguments', () => {
  it('are read, and what is not ours goes on to Electron', () => {
    const words = ['--demo', '--profile', 'p', '--force-device-scale-factor=1.5']
    expect(parseArguments(words, '/here')).toMatchObject({
      demo: true,
      dev: false,
      profile: '/here/p',
      rest: ['--force-device-scale-factor=1.5'],
    })
  })

  it.each([[['--profile']], [['--profile', '--demo']], [['--profile=']]])('%j is refused', (words) => {
    expect(() => parseArguments(words)).toThrow(LaunchError)
  })
})

describe('installed dependencies', () => {
  const lock = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/win': { version: '1.0.0', optional: true, os: ['win32'] },
    'node_modules/lin': { version: '1.0.0', optional: true, os: ['linux'] },
  }
  const machine = { platform: 'linux', arch: 'x64' }

  it('are complete without what is for other systems', () => {
    expect(isInstalled(lock, { 'node_modules/a': { version: '1.0.0' } }, machine)).toBe(true)
  })

  it('are not when one is missing or of another version', () => {
    expect(isInstalled(lock, {}, machine)).toBe(false)
    expect(isInstalled(lock, { 'node_modules/a': { version: '1.0.1' } }, machine)).toBe(false)
    const other = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/lin': { version: '0.9.0' } }
    expect(isInstalled(lock, other, machine)).toBe(false)
  })
})

describe('missing libraries', () => {
  it('are read from ldd', () => {
    const printed = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibnss3.so => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibasound.so.2 => not found',
    ].join('\n')
    expect(parseMissing(printed)).toEqual(['libnss3.so', 'libasound.so.2'])
    expect(parseMissing('')).toEqual([])
  })
})
