import type { WorkHandlers } from '../handlers.ts'
import { similarFindings } from '../search/similar.ts'

export const searchWork = {
  'search.query': (input, { reader, search }) => search.search({ ...input, offset: 0 }, reader),
  'search.list': async (input, { reader, search }) => {
    const { groups, indexing } = await search.search(input, reader)
    return { rows: groups[0]?.hits ?? [], total: groups[0]?.total ?? 0, indexing }
  },
  'findings.similar': async (input, { reader, search }) => similarFindings(reader, await search.current(), input),
} satisfies Partial<WorkHandlers>
