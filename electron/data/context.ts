import type { Events } from '../../shared/contract.ts';
import type { ReadableDb, WritableDb } from './db/open.ts';
import type { DraftStore } from './db/drafts.ts';

/** What the data process holds for its lifetime; handed to every handler instead of globals. */
export type Context = {
  dataDir: string;
  resourcesDir: string;
  appVersion: string;
  /** This computer's device id with its incarnation (sync rule 1). */
  device: string;
  /** The one writing connection of this thread. */
  db: WritableDb;
  /** A second connection that can only read. */
  reader: ReadableDb;
  drafts: DraftStore;
  /** Milliseconds since 1970; a parameter so that tests can set a wrong clock. */
  now: () => number;
  announce: <E extends keyof Events>(event: E, payload: Events[E]) => void;
  /** True while an import in the worker holds the database between `BEGIN` and `COMMIT`. */
  importing: () => boolean;
  /** Runs a task in a worker thread with its own connection. */
  run: <T>(task: string, input: unknown, job: string | undefined) => Promise<T>;
  cancel: (job: string) => void;
};
