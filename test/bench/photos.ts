import { createCipheriv } from 'node:crypto'
import { transaction } from '../../electron/data/db/open.ts'
import { fingerprintOf } from '../../electron/data/keys/signing.ts'
import { storeContent } from '../../electron/data/sync/content-store.ts'
import { linkPeer } from '../../electron/data/sync/peers.ts'
import { decideTrust, notePending } from '../../electron/data/sync/trust.ts'
import { age, createAuthor } from '../support/packages.ts'
import { openProfile } from './profile.ts'
import { createRandom } from './random.ts'
import { cached } from './workplace.ts'

const mebibyte = 1024 * 1024

/** A profile with so many MiB of photos of 1.5–4 MiB: bytes that do not compress, as a camera's do not. */
export const photoProfile = (total: number): Promise<string> =>
  cached('photos', { total }, async (dataDir) => {
    const random = createRandom(1024)
    const profile = await openProfile(dataDir, { role: 'laptop' })
    const { db, log } = profile
    const insert = db.prepare('INSERT INTO blobs (sha256, size, added) VALUES (?, ?, ?)')
    const key = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16))
    const visit = random.id(Date.UTC(2023, 10, 10))
    for (let left = total * mebibyte; left > 0; ) {
      const length = Math.min(left, Math.round((1.5 + 2.5 * random.next()) * mebibyte))
      const { sha256, size } = storeContent(dataDir, [key.update(Buffer.alloc(length))])
      transaction(db, () => insert.run(sha256, size, Date.now()))
      log.write('attachments', random.id(Date.UTC(2023, 10, 10)), {
        sha256: { value: sha256 },
        mediaType: { value: 'image/jpeg' },
        size: { value: size },
        visit: { value: visit },
      })
      left -= length
    }
    const office = { ...createAuthor(), name: '总会办公室', person: '', unit: '', role: 'headquarters' as const, age }
    transaction(db, () => {
      notePending(db, office, 0)
      decideTrust(db, fingerprintOf(office.key), 'approved', 0)
      linkPeer(db, office, 0)
    })
    profile.close()
  })
