/** A proxy's address holds its password only on the way to it. */
import type { WritableDb } from '../db/open.ts'
import type { OpenKeys } from '../keys/keyring.ts'
import { sealLocal } from '../keys/local-secret.ts'

/** The password as the address writes it. An address that cannot be read holds none; it is refused where it is used. */
export function withoutPassword(proxy: string): { proxy: string; password: string } {
  const url = URL.parse(proxy)
  if (!url?.password) return { proxy, password: '' }
  const { password } = url
  url.password = ''
  return { proxy: url.href.replace(/\/$/, ''), password }
}

export function withPassword(proxy: string, password: string): string {
  const url = URL.parse(proxy)
  if (!url) return proxy
  url.password = password
  return url.href.replace(/\/$/, '')
}

/** Passwords that lie open in addresses are sealed. Belongs to the caller's transaction. */
export function sealProxies(db: WritableDb, keys: OpenKeys): void {
  const rows = db.prepare("SELECT id, config FROM targets WHERE kind = 'webdav' AND proxySecret IS NULL").all() as {
    id: string
    config: string
  }[]
  const update = db.prepare('UPDATE targets SET config = ?, proxySecret = ? WHERE id = ?')
  for (const { id, config } of rows) {
    const place = JSON.parse(config) as { proxy?: string }
    const { proxy, password } = withoutPassword(place.proxy ?? '')
    if (password) update.run(JSON.stringify({ ...place, proxy }), sealLocal(keys, password), id)
  }
}
