/**
 * Every operation and event between window, main process and data process: those of capture and exchange on this page, those of the
 * other areas in `contract/`, a file each.
 * `where` says who answers, `kind` whether it may write; input is parsed with `input` once, as it enters the data process.
 */
import * as z from 'zod/mini'
import { attachmentOperations } from './contract/attachments.ts'
import { documentOperations } from './contract/documents.ts'
import { fieldOperations } from './contract/field.ts'
import { intakeOperations } from './contract/intake.ts'
import {
  entity,
  fieldName,
  gives,
  heads,
  id,
  job,
  main,
  manyIds,
  none,
  paging,
  passphrase,
  paths,
  read,
  short,
  value,
  work,
  write,
} from './contract/kinds.ts'
import { outcomeOperations } from './contract/outcomes.ts'
import { paperOperations } from './contract/papers.ts'
import { printingOperations } from './contract/printing.ts'
import { recordingOperations } from './contract/recordings.ts'
import type { Campaign } from './domain/campaigns.ts'
import type { Entity } from './domain/fields.ts'
import type { Meeting } from './domain/meetings.ts'
import type { Organization } from './domain/organizations.ts'
import type { Person } from './domain/people.ts'
import type { Project } from './domain/projects.ts'
import type { Region } from './domain/regions.ts'
import type { Site } from './domain/sites.ts'
import type {
  Cleanable,
  ConflictDetail,
  ConflictItem,
  Counts,
  Dashboard,
  Dependent,
  DeviceItem,
  DoubleItem,
  Draft,
  ExportAnswer,
  FieldChange,
  FindingGroup,
  FindingItem,
  FindingPage,
  FindingSurvivor,
  HistoryItem,
  Identity,
  InboxItem,
  IndicatorItem,
  KeysState,
  MeetingItem,
  MeetingPage,
  MergedFinding,
  OrganizationItem,
  OutboxItem,
  PackageContents,
  PackageHistoryItem,
  PackagePreview,
  Page,
  Peer,
  PersonItem,
  Profile,
  RecordPackage,
  RecordView,
  RefusedDraft,
  SaveAnswer,
  SearchAnswer,
  SearchHit,
  SimilarFinding,
  TargetItem,
  TeamItem,
  TrashItem,
  TrustState,
  VisitItem,
  VisitPage,
  WindowState,
} from './views.ts'

const visitFilter = {
  campaign: z.optional(id),
  team: z.optional(id),
  city: z.optional(id),
  status: z.optional(z.enum(['planned', 'ongoing', 'done', 'cancelled'])),
  from: z.optional(short),
  to: z.optional(short),
  /** `missing`: only visits whose date is not known. */
  dated: z.optional(z.enum(['missing', 'known'])),
  unreported: z.optional(z.boolean()),
  text: z.optional(short),
}
const findingFilter = {
  campaign: z.optional(id),
  team: z.optional(id),
  kind: z.optional(z.enum(['achievement', 'highlight', 'practice', 'problem', 'suggestion', 'plan'])),
  stage: z.optional(z.enum(['raw', 'sorted', 'analysed', 'distilled', 'adopted', 'declined'])),
  topic: z.optional(short),
  tag: z.optional(short),
  priority: z.optional(z.enum(['high', 'normal', 'low'])),
  /** 共性: two cities or more say it, with what is merged into it; `single`: all others. */
  spread: z.optional(z.enum(['common', 'single'])),
  /** With what lies below it; a province stands for itself alone: what is recorded for the whole of it. */
  city: z.optional(id),
  /** Only findings that lack this. */
  without: z.optional(z.enum(['kind', 'city', 'topic', 'stage'])),
  visit: z.optional(id),
  meeting: z.optional(id),
  unreported: z.optional(z.boolean()),
  /** `missing`: 归纳 is still empty. */
  summarized: z.optional(z.enum(['missing'])),
  text: z.optional(short),
}

const edited = z.strictObject({
  entity,
  id,
  fields: z.record(fieldName, z.strictObject({ value, base: z.optional(heads) })),
})

const searchFilter = {
  text: short,
  /** With what lies below it. */
  city: z.optional(id),
  team: z.optional(id),
  year: z.optional(z.int()),
}

export const operations = {
  ...attachmentOperations,
  ...fieldOperations,
  ...outcomeOperations,
  ...documentOperations,
  ...intakeOperations,
  // ── this computer ────────────────────────────────────────────────────────
  'profile.get': read(none, gives<Profile>()),
  'profile.save': write(
    z.strictObject({
      role: z.enum(['laptop', 'headquarters']),
      unit: short,
      person: short,
      deviceName: short,
      demo: z.optional(z.boolean()),
    }),
    gives<Profile>(),
  ),
  /** Window preferences (theme, type size, remembered filters), not synced. */
  'settings.get': read(none, gives<Record<string, unknown>>()),
  'settings.save': write(z.strictObject({ key: short, value: z.any() }), gives<null>()),
  'counts.get': read(z.strictObject({ campaign: z.optional(id) }), gives<Counts>()),
  'dashboard.get': read(z.strictObject({ campaign: z.optional(id), topic: z.optional(short) }), gives<Dashboard>()),
  /** SHA-256 over the log's leaves (sync rule 7): two computers that hold the same show the same. */
  'digest.get': work(z.strictObject({ job }), gives<{ digest: string; changes: number }>()),

  // ── records, any noun ────────────────────────────────────────────────────
  'records.get': read(z.strictObject({ entity, id }), gives<RecordView | null>()),
  /**
   * The end of an edit session (sync rule 2). Creates the record where it is new. `base` are the heads the editor was opened on;
   * left out, the current ones. Set fields take the whole new set; only the difference is logged.
   */
  'records.save': write(edited, gives<SaveAnswer>()),
  /** Several records in one transaction, all or none; answers in their order. */
  'records.saveAll': write(
    z.strictObject({ records: z.array(edited).check(z.minLength(1), z.maxLength(5000)) }),
    gives<SaveAnswer[]>(),
  ),
  /** What rests on records and would be without them: asked before they are removed. */
  'records.dependents': read(z.strictObject({ entity, ids: manyIds }), gives<Dependent[]>()),
  'records.remove': write(z.strictObject({ entity, ids: manyIds }), gives<{ removed: number }>()),
  'records.restore': write(z.strictObject({ entity, ids: manyIds }), gives<{ restored: number }>()),
  'records.history': read(z.strictObject({ entity, id }), gives<HistoryItem[]>()),
  'trash.list': read(none, gives<TrashItem[]>()),
  /** What is being typed, durable within a second (sync rule 2). Discarded by the save of the same field. */
  'drafts.put': write(
    z.strictObject({ entity, id, fields: z.record(fieldName, z.strictObject({ value, base: heads })) }),
    gives<null>(),
  ),
  'drafts.discard': write(z.strictObject({ entity, id, fields: z.array(fieldName) }), gives<null>()),
  /** Drafts that were found at start and have become changes; shown once. */
  'drafts.recovered': read(none, gives<Draft[]>()),
  /** Drafts that a rule of the office refuses: they stay until a person lets them go. */
  'drafts.refused': read(none, gives<RefusedDraft[]>()),
  /** Lets a refused draft go; what is stored shows again. */
  'drafts.drop': write(z.strictObject({ entity, id, field: fieldName }), gives<null>()),

  // ── lists and pages ──────────────────────────────────────────────────────
  'campaigns.list': read(none, gives<(Campaign & { teams: number; visits: number; findings: number })[]>()),
  'teams.list': read(z.strictObject({ campaign: z.optional(id) }), gives<TeamItem[]>()),
  'regions.children': read(z.strictObject({ parent: z.nullable(id) }), gives<(Region & { leaf: boolean })[]>()),
  'regions.search': read(
    z.strictObject({ text: short, within: z.optional(id) }),
    gives<(Region & { path: Region[] })[]>(),
  ),
  'regions.path': read(z.strictObject({ id }), gives<Region[]>()),
  'organizations.list': read(z.strictObject({ text: z.optional(short), ...paging }), gives<Page<OrganizationItem>>()),
  'organizations.search': read(z.strictObject({ text: short, region: z.optional(id) }), gives<Organization[]>()),
  'people.list': read(z.strictObject({ text: z.optional(short), ...paging }), gives<Page<PersonItem>>()),
  'people.search': read(
    z.strictObject({ text: short, organization: z.optional(id) }),
    gives<(Person & { organizationName: string | null })[]>(),
  ),
  'sites.search': read(z.strictObject({ text: short, region: z.optional(id) }), gives<Site[]>()),
  'projects.search': read(z.strictObject({ text: short }), gives<Project[]>()),
  'visits.list': read(
    z.strictObject({
      ...visitFilter,
      sort: z.optional(z.enum(['date', 'city', 'team', 'status', 'updated'])),
      descending: z.optional(z.boolean()),
      ...paging,
    }),
    gives<Page<VisitItem> & { cities: number; undated: number }>(),
  ),
  'visits.page': read(z.strictObject({ id }), gives<VisitPage | null>()),
  'meetings.list': read(
    z.strictObject({
      campaign: z.optional(id),
      kind: z.optional(z.enum(['symposium', 'office', 'presidents', 'council', 'other'])),
      text: z.optional(short),
      ...paging,
    }),
    gives<Page<MeetingItem>>(),
  ),
  'meetings.page': read(z.strictObject({ id }), gives<MeetingPage | null>()),
  'findings.list': read(
    z.strictObject({
      ...findingFilter,
      sort: z.optional(z.enum(['updated', 'kind', 'stage', 'cities'])),
      descending: z.optional(z.boolean()),
      ...paging,
    }),
    gives<Page<FindingItem>>(),
  ),
  'findings.page': read(z.strictObject({ id }), gives<FindingPage | null>()),
  'findings.groups': read(
    z.strictObject({ ...findingFilter, by: z.enum(['kind', 'city', 'topic', 'stage', 'spread']) }),
    gives<FindingGroup[]>(),
  ),
  /** What is merged into a finding. */
  'findings.members': read(z.strictObject({ id, ...paging }), gives<Page<MergedFinding>>()),
  /** The finding that shows this one, itself or another it was merged into, with who of the group was merged into whom. */
  'findings.survivor': read(z.strictObject({ id }), gives<FindingSurvivor | null>()),
  'tags.list': read(none, gives<string[]>()),
  /** Findings that say much the same as one finding, or as a text (say, one being written), best first: to be offered for merging. */
  'findings.similar': work(
    z.strictObject({
      id: z.optional(id),
      text: z.optional(z.string().check(z.maxLength(20_000))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
    }),
    gives<SimilarFinding[]>(),
  ),
  /** How each name is typed in letters: initials, whole syllables. */
  'names.spell': work(z.strictObject({ names: z.array(short).check(z.maxLength(500)) }), gives<string[][]>()),
  'topics.list': read(none, gives<string[]>()),
  'indicators.list': read(z.strictObject({ campaign: z.optional(id) }), gives<IndicatorItem[]>()),
  'meetings.candidates': read(z.strictObject({ kind: short, number: z.int() }), gives<Meeting[]>()),

  // ── search ───────────────────────────────────────────────────────────────
  /**
   * Records whose names or texts hold every word of the text (words stand between spaces; letter case and width aside), and names that
   * sound so in pinyin: the first hits of each noun, or of one.
   */
  'search.query': work(
    z.strictObject({ ...searchFilter, entity: z.optional(entity), limit: z.int().check(z.minimum(1), z.maximum(50)) }),
    gives<SearchAnswer>(),
  ),
  /** A page of one noun's hits. */
  'search.list': work(
    z.strictObject({ ...searchFilter, entity, ...paging }),
    gives<Page<SearchHit> & Pick<SearchAnswer, 'indexing'>>(),
  ),

  ...recordingOperations,

  // ── keys and trust ───────────────────────────────────────────────────────
  'keys.get': read(none, gives<KeysState & Identity>()),
  'keys.unlock': work(z.strictObject({ passphrase }), gives<KeysState>()),
  'keys.setPassphrase': work(z.strictObject({ passphrase }), gives<KeysState>()),
  /** New keys under a new fingerprint; whoever believed the old ones hears of it with the next package. Starts the data process again. */
  'keys.rotate': work(z.strictObject({ passphrase: z.optional(passphrase) }), gives<null>()),
  /** This computer's card: who it is and its public keys, signed by itself. */
  'card.get': work(none, gives<{ text: string; identity: Identity }>()),
  /** Writes it as a file into a folder. */
  'card.export': work(z.strictObject({ folder: z.string().check(z.maxLength(4096)) }), gives<{ path: string }>()),
  /** Reads another computer's card, from a file or as text, e.g. out of a QR code. Nothing is taken in. */
  'card.read': read(
    z.strictObject({
      path: z.optional(z.string().check(z.maxLength(4096))),
      text: z.optional(z.string().check(z.maxLength(4000))),
    }),
    gives<{ text: string; identity: Identity; state: TrustState | null }>(),
  ),
  /** Trusts the computer a card is of, and adds it to the peers. */
  'card.take': write(z.strictObject({ text: z.string().check(z.maxLength(4000)) }), gives<Peer>()),
  /** Every computer heard of, the undecided ones first. */
  'devices.list': read(none, gives<DeviceItem[]>()),
  'devices.decide': write(
    z.strictObject({ fingerprint: short, state: z.enum(['approved', 'revoked']) }),
    gives<DeviceItem>(),
  ),

  /** Photos that headquarters' receipt covers: their files may go from this laptop, and can be asked back. */
  'photos.cleanable': read(none, gives<Cleanable>()),
  'photos.clean': work(none, gives<{ count: number; bytes: number }>()),
  'photos.fetchBack': write(none, gives<{ count: number }>()),

  // ── exchange ─────────────────────────────────────────────────────────────
  'peers.list': read(none, gives<Peer[]>()),
  'peers.save': write(
    z.strictObject({ id: z.optional(id), name: short, role: z.enum(['laptop', 'headquarters']) }),
    gives<Peer>(),
  ),
  /** Which campaigns go to a peer; what belongs to none always does. */
  'peers.chooseStreams': write(
    z.strictObject({ id, streams: z.nullable(z.array(id).check(z.maxLength(1000))) }),
    gives<Peer>(),
  ),
  /** What a package for this recipient would hold. */
  'packages.plan': read(
    z.strictObject({ peer: id, scope: z.enum(['new', 'all']) }),
    gives<{ changes: number; records: number; attachments: number; bytes: number }>(),
  ),
  'packages.export': work(
    z.strictObject({
      peer: id,
      /** `receipt`: nothing but what is held here. */
      scope: z.enum(['new', 'all', 'receipt']),
      /** Left out: into the outbox, to be delivered to every target. */
      folder: z.optional(z.string().check(z.maxLength(4096))),
      /** Seals with it instead of the recipient's key. */
      passphrase: z.optional(passphrase),
      /** Bytes a file may have at most; more files are written then, each complete alone. */
      limit: z.optional(z.int().check(z.minimum(1_000_000))),
      job,
    }),
    gives<ExportAnswer>(),
  ),
  /** Stages, verifies and previews; nothing is applied. The answer's `staged` is what `packages.import` takes. */
  'packages.inspect': work(
    z.strictObject({ paths, passphrase: z.optional(passphrase), job }),
    gives<PackagePreview[]>(),
  ),
  'packages.import': work(
    z.strictObject({
      staged: z.array(id).check(z.minLength(1), z.maxLength(1000)),
      allowDeletes: z.optional(z.boolean()),
      job,
    }),
    gives<PackagePreview[]>(),
  ),
  'packages.dismiss': write(z.strictObject({ staged: z.array(id) }), gives<null>()),
  /** Before `packages.import`: what a staged package would change about one of the listed records, field by field. */
  'packages.changes': read(z.strictObject({ staged: id, entity: short, id: short }), gives<FieldChange[]>()),
  'packages.history': read(
    z.strictObject({
      peer: z.optional(id),
      direction: z.optional(z.enum(['out', 'in'])),
      kind: z.optional(z.enum(['content', 'receipt', 'refused'])),
      /** Milliseconds since 1970, both included. */
      from: z.optional(z.int()),
      to: z.optional(z.int()),
      ...paging,
    }),
    gives<Page<PackageHistoryItem>>(),
  ),
  /** `null`: no such package in the history. */
  'packages.contents': read(z.strictObject({ id }), gives<PackageContents | null>()),
  /** Every package a change of the record travelled in, newest first. */
  'packages.ofRecord': read(z.strictObject({ entity, id }), gives<RecordPackage[]>()),
  // ── outbox and inbox ─────────────────────────────────────────────────────
  'targets.list': read(none, gives<TargetItem[]>()),
  /** Adds or changes a target. `password`: left out, the one before stays. A drive is marked at `path`. */
  'targets.save': work(
    z.strictObject({
      id: z.optional(id),
      name: short,
      place: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('folder'), path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
        z.strictObject({ kind: z.literal('drive'), path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
        z.strictObject({
          kind: z.literal('webdav'),
          url: z.string().check(z.regex(/^https?:\/\/\S{1,2000}$/)),
          user: short,
          proxy: z.optional(z.string().check(z.maxLength(500))),
        }),
      ]),
      password: z.optional(z.string().check(z.maxLength(500))),
    }),
    gives<{ id: string }>(),
  ),
  'targets.enable': write(z.strictObject({ id, enabled: z.boolean() }), gives<null>()),
  'targets.remove': write(z.strictObject({ id }), gives<null>()),
  /** Brings and fetches now, at every target. */
  'courier.run': work(z.strictObject({ job }), gives<null>()),
  'outbox.list': read(none, gives<OutboxItem[]>()),
  'inbox.list': read(none, gives<InboxItem[]>()),
  'inbox.dismiss': write(z.strictObject({ path: z.string().check(z.maxLength(4096)) }), gives<null>()),

  // ── conflicts ────────────────────────────────────────────────────────────
  'conflicts.list': read(none, gives<ConflictItem[]>()),
  'conflicts.get': read(
    z.strictObject({ entity, id, field: z.string().check(z.maxLength(600)) }),
    gives<ConflictDetail | null>(),
  ),
  /** A choice is an ordinary write that names all leaves (sync rule 3). */
  'conflicts.resolve': write(
    z.strictObject({ entity, id, field: z.string().check(z.maxLength(600)), value, leaves: heads }),
    gives<SaveAnswer>(),
  ),
  'conflicts.postpone': write(
    z.strictObject({ entity, id, field: z.string().check(z.maxLength(600)), postponed: z.boolean() }),
    gives<null>(),
  ),
  'doubles.list': read(none, gives<DoubleItem[]>()),
  ...paperOperations,
  ...printingOperations,
  'jobs.cancel': read(z.strictObject({ job: id }), gives<null>()),

  // ── main process ─────────────────────────────────────────────────────────
  'window.control': main(z.strictObject({ action: z.enum(['minimize', 'maximize', 'close']) }), gives<null>()),
  'window.state': main(none, gives<WindowState>()),
  'window.theme': main(z.strictObject({ mode: z.enum(['light', 'dark', 'system']) }), gives<null>()),
  /** Percent, one of `zoomSteps`. */
  'window.zoom': main(z.strictObject({ percent: z.int() }), gives<null>()),
  'window.closed': main(z.strictObject({ stay: z.optional(z.boolean()) }), gives<null>()),
  'dialog.openPackages': main(none, gives<{ paths: string[] }>()),
  'dialog.openCard': main(none, gives<{ path: string | null }>()),
  'dialog.chooseFolder': main(z.strictObject({ title: z.optional(short) }), gives<{ path: string | null }>()),
  'dialog.openPhotos': main(none, gives<{ paths: string[] }>()),
  'dialog.openProfile': main(none, gives<{ opened: boolean }>()),
  'shell.showItem': main(z.strictObject({ path: z.string().check(z.maxLength(4096)) }), gives<null>()),
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type Input<K extends OperationName> = z.input<Operations[K]['input']>
export type Output<K extends OperationName> = Operations[K] extends { readonly output?: infer O } ? O : never
/** Names of the operations answered by `where` with `kind`: what a missing handler is checked against. */
export type Named<W extends 'data' | 'main', K extends 'read' | 'write' | 'work'> = {
  [N in OperationName]: Operations[N] extends { readonly where: W; readonly kind: K } ? N : never
}[OperationName]

/** What the data process and the main process announce to the window. */
export type Events = {
  /** Records that changed; `ids` is left out where many did. */
  changed: {
    entities: (Entity | 'conflicts' | 'packages' | 'courier' | 'devices' | 'profile' | 'settings' | 'search')[]
    ids?: string[]
  }
  /** At most ten a second. */
  progress: { job: string; step: string; done: number; total: number }
  /** The data process started again after a crash; open screens read afresh. */
  restarted: Record<string, never>
  /** The window is about to close: commit what is being edited, then call `window.closed`; with `stay` where that failed. */
  closing: Record<string, never>
  'window-state': { maximized: boolean; fullscreen: boolean; zoom: number }
}
export const eventNames = [
  'changed',
  'progress',
  'restarted',
  'closing',
  'window-state',
] as const satisfies (keyof Events)[]

/** What only the main process can: the operating system's key store, and hidden windows to print and draw in. */
export type Asked = 'seal' | 'unseal' | 'print' | 'draw'
/**
 * As JSON text. `folder` lies in the data folder's staging area and holds an `index.html`, which is printed into `paper.pdf` beside it;
 * or handed to the system's print dialog (`printer`); or a picture is drawn upright into `file` there, a JPEG no larger than `side`. The
 * answer is '' once that is done; for a printer also `no-printer` and `cancelled`.
 */
export type PrintRequest = { folder: string; landscape: boolean; printer?: boolean }
export type DrawRequest = { folder: string; file: string; sha256: string; type: string; side: number; rotation: number }

/** main → data process */
export type DataRequest =
  | { kind: 'request'; id: number; operation: string; input: unknown }
  /** To an `ask`; `null`: this computer has no key store; `''`: it is not what this one sealed. */
  | { kind: 'answer'; id: number; text: string | null }
  | { kind: 'shutdown' }
/** data process → main. `body` is the JSON text of a `Result`: big answers travel as one string. */
export type DataMessage =
  | { kind: 'ready' }
  | { kind: 'failed'; body: string }
  | { kind: 'response'; id: number; body: string }
  | { kind: 'event'; event: keyof Events; payload: string }
  | { kind: 'ask'; id: number; what: Asked; text: string }
  | { kind: 'closed' }

export type { Failure, FailureCode, Result } from './result.ts'
