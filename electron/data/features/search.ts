import type { WorkHandlers } from '../handlers.ts'
import { similarFindings } from '../search/similar.ts'

export const searchWork = {
  'search.query': (input, { reader, search }) => search.search(input, reader),
  'findings.similar': async (input, { reader, search }) => similarFindings(reader, await search.current(), input),
} satisfies Partial<WorkHandlers>
