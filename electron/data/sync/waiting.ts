import { Refusal } from '../../../shared/result.ts'
import type { Context } from '../context.ts'

/** An import gives the database back after every bundle; longer than this nothing should hold it. */
const patience = 30_000

/**
 * Waits until no worker holds the database.
 * @throws Refusal `data-busy`
 */
export async function databaseFree({ jobs }: Pick<Context, 'jobs'>): Promise<void> {
  const until = performance.now() + patience
  while (jobs.holding()) {
    if (performance.now() > until) throw new Refusal('data-busy')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
