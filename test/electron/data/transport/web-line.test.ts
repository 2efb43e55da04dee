import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { dav, openDav, password, refused, setUpDav, survived } from '../../../support/dav-desk.ts'
import { startDav, status } from '../../../support/dav-server.ts'
import { ignore } from '../../../support/transport.ts'

setUpDav('on the way')

describe('S-9.8 on the way', () => {
  test('nobody listens; a name nobody knows; an address that is none', async () => {
    const { port } = dav
    await dav.close()
    await refused(openDav({ url: `http://127.0.0.1:${port}/dav/` }).list(), 'place-away')
    await refused(openDav({ url: 'http://nowhere.invalid/dav/' }).list(), 'place-away')
    expect(() => openDav({ url: `ftp://u:${password}@x/` })).toThrow('place-odd')
    expect(() => openDav({ url: password })).toThrow('place-odd')
    survived(2)
  })

  test('through a proxy, and past one that is not there', async () => {
    const asked: string[] = []
    const proxy = await forwarding((line) => asked.push(line))
    await openDav({ proxy: proxy.url }).list()
    await openDav({ env: { http_proxy: proxy.url } }).list()
    await openDav({ env: { http_proxy: proxy.url, no_proxy: '127.0.0.1' } }).list()
    expect(asked).toHaveLength(2)
    await proxy.close()
    await refused(openDav({ proxy: proxy.url }).list(), 'place-proxy')
    await refused(openDav({ proxy: 'http://u:geheim@nowhere.invalid:3128' }).list(), 'place-proxy')
    expect(() => openDav({ proxy: 'socks5://u:geheim@127.0.0.1:1' })).toThrow('place-proxy')
    survived()
  })

  test('a proxy that refuses the account, for http and for https', async () => {
    const proxy = await startDav()
    proxy.fail('PROPFIND', status(407))
    await refused(openDav({ proxy: `http://127.0.0.1:${proxy.port}` }).list(), 'place-proxy')
    await proxy.close()
    const refusing = createServer((socket) => {
      socket.on('error', ignore).on('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    })
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
    const { port } = refusing.address() as { port: number }
    const through = { url: 'https://127.0.0.1:9/dav/', proxy: `http://me:geheim@127.0.0.1:${port}` }
    const { detail } = await refused(openDav(through).list(), 'place-proxy')
    expect(detail).not.toContain('geheim')
    refusing.close()
  })

  test('http where https is asked for, and the other way round', async () => {
    await refused(openDav({ url: dav.url.replace('http:', 'https:') }).list(), 'place-odd')
  })
})

/** A proxy that passes plain requests on and tells their first lines. */
async function forwarding(tell: (line: string) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', ignore))
    socket.once('data', (bytes) => {
      tell(bytes.toString('latin1').split('\r\n')[0]!)
      const onward = connect(dav.port, '127.0.0.1').on('error', ignore)
      onward.write(bytes.toString('latin1').replace(dav.url, '/dav/'), 'latin1')
      socket.pipe(onward).pipe(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}
