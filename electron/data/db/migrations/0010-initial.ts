import type { WritableDb } from '../open.ts'

/**
 * Columns every synced table has beside its fields:
 * `stream` the record's change stream, `deleted` 1 where a tombstone holds, `updated` the highest HLC of its writes,
 * `meta` the merge state of its fields (shared/sync/merge.ts; NULL while a built-in record is untouched).
 * There is no FOREIGN KEY, UNIQUE or NOT NULL between synced records: they may arrive in any order (sync rule 6).
 */
const own = 'stream INTEGER, deleted INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, meta TEXT'

export const initial = {
  version: 10,
  up(db: WritableDb): void {
    db.exec(`
      CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;

      -- Devices and streams are interned: the log and the merge state name them by number.
      CREATE TABLE devices (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, person TEXT, unit TEXT, role TEXT, seen INTEGER
      );
      CREATE TABLE streams (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
      INSERT INTO streams (n, id) VALUES (1, 'base');

      -- The change log, append-only. line: the change exactly as its author wrote it; hash: of that line, so that a forked
      -- (device, stream, seq) keeps both contents (sync rules 1, 11).
      CREATE TABLE changes (
        device INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, line TEXT NOT NULL,
        PRIMARY KEY (device, stream, seq, hash)
      ) WITHOUT ROWID;
      -- What is held, as contiguous ranges: a gap between two rows is a hole.
      CREATE TABLE held (
        device INTEGER NOT NULL REFERENCES devices(n), stream INTEGER NOT NULL REFERENCES streams(n),
        first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (device, stream, first)
      ) WITHOUT ROWID;
      -- Bundles keep their author's bounds and are handed on unchanged (sync rule 8).
      CREATE TABLE bundles (
        sha256 TEXT PRIMARY KEY NOT NULL, device INTEGER NOT NULL REFERENCES devices(n), stream INTEGER NOT NULL REFERENCES streams(n),
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        -- JSON { seq: hash } where its content is in forks; NULL: it is the first content everywhere
        picks TEXT, signature TEXT
      ) WITHOUT ROWID;
      CREATE INDEX bundlesOf ON bundles (device, stream, first);
      -- Contents of a forked (device, stream, seq) beyond the one that came first.
      CREATE TABLE forks (
        device INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (device, stream, seq, hash)
      ) WITHOUT ROWID;

      -- Derived from the log, rebuilt with it.
      CREATE TABLE links (
        target TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (target, entity, field, id)
      ) WITHOUT ROWID;
      CREATE TABLE conflicts (
        entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, incomplete INTEGER NOT NULL,
        leaves INTEGER NOT NULL, PRIMARY KEY (entity, id, field)
      ) WITHOUT ROWID;
      CREATE TABLE tombstones (entity TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
      -- Records of nouns this version does not know (sync rule 12).
      CREATE TABLE unknowns (
        entity TEXT NOT NULL, id TEXT NOT NULL, meta TEXT NOT NULL, PRIMARY KEY (entity, id)
      ) WITHOUT ROWID;

      -- Local: what a person here decided or handed in.
      CREATE TABLE postponed (entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (entity, id, field)) WITHOUT ROWID;
      -- state 0 未上报, 1 已导出, 2 已回执
      CREATE TABLE handover (
        id TEXT PRIMARY KEY NOT NULL, entity TEXT NOT NULL, stream INTEGER NOT NULL, state INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX handoverState ON handover (state, entity);
      CREATE TABLE peers (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, device TEXT, created INTEGER NOT NULL,
        -- JSON of the manifest's holds and forks: what its newest package said it holds
        holds TEXT
      ) WITHOUT ROWID;
      CREATE TABLE packages (
        id TEXT PRIMARY KEY NOT NULL,
        -- the id in the manifest and the manifest's hash; unknown for what was refused before it could be read
        package TEXT, sha256 TEXT,
        direction TEXT NOT NULL, peer TEXT REFERENCES peers(id), sender TEXT, number INTEGER,
        at INTEGER NOT NULL, file TEXT NOT NULL, changes INTEGER NOT NULL, attachments INTEGER NOT NULL,
        bytes INTEGER NOT NULL, state TEXT NOT NULL, failure TEXT
      ) WITHOUT ROWID;
      CREATE INDEX packagesAt ON packages (at);
      CREATE INDEX packagesPeer ON packages (peer, direction, number);
      -- Attachments a peer has been given or has given: they travel once, until it says it misses them.
      CREATE TABLE sent (
        peer TEXT NOT NULL REFERENCES peers(id), sha256 TEXT NOT NULL, PRIMARY KEY (peer, sha256)
      ) WITHOUT ROWID;
      -- Attachments that are here; one that a record names and that is not is pending, never a broken reference (I6).
      CREATE TABLE blobs (sha256 TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, added INTEGER NOT NULL) WITHOUT ROWID;
    `)
    for (const [table, fields] of Object.entries(tables)) {
      const columns = fields
        .split(', ')
        .map((field) => field.replace(/^(\w+)( INTEGER)?$/, (_, name, type) => `"${name}"${type ?? ' TEXT'}`))
      db.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY NOT NULL, ${columns.join(', ')}, ${own})`)
      for (const columns of indexes[table] ?? []) {
        const names = columns.split(', ')
        db.exec(`CREATE INDEX ${table}_${names[0]} ON ${table} (${names.map((name) => `"${name}"`).join(', ')})`)
      }
    }
  },
}

/** The fields of each noun as they stand in this version; a later field comes with its own migration. TEXT unless said. */
const tables: Record<string, string> = {
  campaigns: 'name, year INTEGER, purpose, start, end, status, region, source, sourceDate',
  teams: 'campaign, name, leader, departments, members, topics, regions, outline, order',
  regions: 'code, name, level, parent, zone INTEGER',
  organizations: 'name, kind, region, parent, mergedInto',
  people: 'name, title, organization, phone, mergedInto',
  visits:
    'team, region, start, end, precision, inferred INTEGER, status, methods, hosts, hostsNote, participants, sites, purpose, summary, itinerary',
  sites: 'name, kind, organization, region, project',
  projects: 'name, category, region, organization',
  meetings:
    'kind, title, number INTEGER, date, precision, place, campaign, visit, chair, attendees, organizations, absent, agenda, minutes, mergedInto',
  statements: 'meeting, speaker, organization, text, order, audioOffset INTEGER',
  findings:
    'campaign, team, kind, topics, regions, quote, summary, analysis, visits, meetings, statements, sites, priority, stage, mergedInto',
  directives: 'meeting, issuer, text, order',
  indicators:
    'campaign, name, occasion, region, period, value, unit, bound, yearOnYear, derived INTEGER, source, visit, finding, order',
  attachments:
    'sha256, mediaType, size INTEGER, name, caption, takenAt, width INTEGER, height INTEGER, visit, site, meeting',
}

/** What lists and pages ask for. Findings count by kind, team and campaign from the index alone. */
const indexes: Record<string, string[]> = {
  teams: ['campaign'],
  regions: ['parent', 'name'],
  organizations: ['name', 'region'],
  people: ['name', 'organization'],
  visits: ['team', 'region', 'start'],
  meetings: ['visit', 'campaign'],
  statements: ['meeting'],
  findings: [
    'kind, deleted, mergedInto',
    'team, deleted, mergedInto',
    'campaign, deleted, mergedInto',
    'topics',
    'updated',
  ],
  directives: ['meeting'],
  indicators: ['campaign'],
  attachments: ['visit', 'meeting', 'site', 'sha256'],
}
