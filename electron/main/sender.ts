/** Which address is our own page. `devUrl` is the hot-reload server, in development only. */
export function isOwnPage(url: string, devUrl?: string): boolean {
  let address: URL
  try {
    address = new URL(url)
  } catch {
    return false
  }
  if (address.protocol === 'app:') return address.host === 'shanyan'
  return devUrl !== undefined && address.origin === new URL(devUrl).origin
}
