import { v5 } from 'uuid'
import type { Entity } from './fields.ts'

/** Never changes: the ids of built-in records on every computer follow from it. */
const builtInNamespace = '78c2a43f-9ebe-4116-8703-3225964fcb73'

/**
 * Id of a built-in record: UUIDv5 of `entity/code`, the same on every computer (sync rule 1).
 * `code` is a GB/T 2260 code for regions, `<set>/<slug>` for demonstration data.
 */
export const builtInId = (entity: Entity, code: string): string => v5(`${entity}/${code}`, builtInNamespace)
