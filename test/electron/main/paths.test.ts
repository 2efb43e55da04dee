import { describe, expect, it } from 'vitest'
import { option, relaunchArguments, resolvePlace, type Surroundings } from '../../../electron/main/paths.ts'

const linux: Surroundings = {
  argv: ['/opt/shanyan/shanyan'],
  env: {},
  platform: 'linux',
  home: '/home/li',
  cwd: '/home/li/docs',
  makeTemp: () => '/tmp/shanyan-demo-x',
}
const windows: Surroundings = {
  ...linux,
  env: { LOCALAPPDATA: 'C:\\Users\\li\\AppData\\Local', APPDATA: 'C:\\Users\\li\\AppData\\Roaming' },
  platform: 'win32',
  home: 'C:\\Users\\li',
  cwd: 'D:\\work',
}

describe('the data folder', () => {
  it('lies in the local application data of Windows, and nothing in the roaming profile', () => {
    const place = resolvePlace(windows)
    expect(place.dataDir).toBe('C:\\Users\\li\\AppData\\Local\\Shanyan')
    expect(Object.values(place).join()).not.toContain('Roaming')
  })

  it('falls back to the home folder where Windows does not say', () => {
    expect(resolvePlace({ ...windows, env: {} }).dataDir).toBe('C:\\Users\\li\\AppData\\Local\\Shanyan')
  })

  it('follows the XDG folders on Linux, but not a relative one', () => {
    expect(resolvePlace(linux).dataDir).toBe('/home/li/.local/share/shanyan')
    expect(resolvePlace({ ...linux, env: { XDG_DATA_HOME: '/data' } }).dataDir).toBe('/data/shanyan')
    expect(resolvePlace({ ...linux, env: { XDG_DATA_HOME: 'data' } }).dataDir).toBe('/home/li/.local/share/shanyan')
  })

  it('is the folder of --profile, relative to where the command was given', () => {
    const place = resolvePlace({ ...linux, argv: ['shanyan', '--profile', 'jiangsu'] })
    expect(place).toMatchObject({ dataDir: '/home/li/docs/jiangsu', kind: 'custom', throwAway: false })
  })

  it('holds nothing of the window when it is somebody else’s folder', () => {
    const place = resolvePlace({ ...linux, argv: ['shanyan', '--profile=/media/stick/data'] })
    expect(place.windowDir).toMatch(/^\/home\/li\/\.local\/share\/shanyan\/windows\/[0-9a-f]{12}$/)
  })

  it('is removed after a demonstration only where this start made it', () => {
    expect(resolvePlace({ ...linux, argv: ['shanyan', '--demo'] })).toMatchObject({
      dataDir: '/tmp/shanyan-demo-x',
      kind: 'demo',
      throwAway: true,
    })
    const named = resolvePlace({ ...linux, argv: ['shanyan', '--demo', '--profile', '/home/li/mine'] })
    expect(named).toMatchObject({ dataDir: '/home/li/mine', kind: 'demo', throwAway: false })
  })
})

describe('options', () => {
  it.each([
    [['a', '--profile', 'x'], 'x'],
    [['a', '--profile=x'], 'x'],
    [['a', '--profile'], undefined],
    [['a', '--profile', '--demo'], undefined],
    [['a', '--profile='], undefined],
    [['a', '--profiles=x'], undefined],
  ])('%j gives %s', (argv, value) => {
    expect(option(argv, '--profile')).toBe(value)
  })

  it('of a relaunch replace the folder and keep the rest', () => {
    const argv = ['electron', '/app', '--demo', '--profile', 'old', '--user-data-dir=/w', '--lang=zh-CN']
    expect(relaunchArguments(argv, '/new')).toEqual(['/app', '--lang=zh-CN', '--profile', '/new'])
  })
})
