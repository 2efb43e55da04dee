/** Papers out: what can be exported, the office's own templates, what this computer can print with. */
import * as z from 'zod/mini'
import { fieldName, gives, id, job, main, none, read, short, work } from './kinds.ts'

/** 调研报告和其他文件、会议纪要、会议通知、签到表、走访行程、督办单、三清单、成果转化运用清单、意见汇总表、举措台账, and any list as it is filtered. */
export const paperNames = [
  'report',
  'minutes',
  'notice',
  'attendance',
  'itinerary',
  'supervision',
  'lists',
  'conversion',
  'opinions',
  'ledger',
  'list',
] as const
export type PaperName = (typeof paperNames)[number]
export const paperFormats = ['docx', 'pdf', 'xlsx'] as const
/** The lists of records: `papers.export` takes any as `list`, each answered page by page by `<name>.list`. */
export const listNames = [
  'campaigns',
  'visits',
  'meetings',
  'findings',
  'measures',
  'documents',
  'organizations',
  'people',
  'indicators',
] as const
export type ListName = (typeof listNames)[number]
export type PaperFormat = (typeof paperFormats)[number]

/** Lists are papers and spreadsheets alike; the ledger, wide as it is, a spreadsheet first. */
export const formatsOf: Record<PaperName, readonly PaperFormat[]> = {
  report: ['docx', 'pdf'],
  minutes: ['docx', 'pdf'],
  notice: ['docx', 'pdf'],
  attendance: ['docx', 'pdf'],
  itinerary: ['docx', 'pdf'],
  supervision: ['docx', 'pdf'],
  lists: ['docx', 'xlsx', 'pdf'],
  conversion: ['docx', 'xlsx', 'pdf'],
  opinions: ['docx', 'xlsx', 'pdf'],
  ledger: ['xlsx', 'docx', 'pdf'],
  list: ['xlsx', 'docx', 'pdf'],
}

export type TemplateItem = { id: string; name: string; paper: PaperName | null; file: string | null; here: boolean }
/** A photo a paper could not show: its file is not on this computer, or no window draws it. */
export type LeftOut = { name: string; why: 'away' | 'undrawn' }
/** What was written. `unknown`: places of a template that nothing was known for. */
export type PaperAnswer = { path: string; bytes: number; unknown: string[]; leftOut: LeftOut[] }
/** `unknown`: nothing is known by that word; it is printed as 待补充. */
export type TemplatePlace = { name: string; kind: 'standard' | 'own' | 'unknown' }
/** What a template of that paper may ask for. */
export type Placeholders = { paper: PaperName; standard: readonly string[]; own: readonly string[] }
export type FontState = { name: string; has: boolean }

const path = z.string().check(z.minLength(1), z.maxLength(4096))
const paper = z.enum(paperNames)

/** Whose paper it is, and how it is set. */
const asked = {
  paper,
  ids: z.optional(z.array(id).check(z.maxLength(200_000))),
  campaign: z.optional(id),
  list: z.optional(
    z.strictObject({
      name: z.enum(listNames),
      /** Filters and order, as the list's own operation takes them. */
      filter: z.record(fieldName, z.union([z.string().check(z.maxLength(200)), z.boolean()])),
      /** Keys of its columns in their order; left out, all. */
      columns: z.optional(z.array(fieldName).check(z.maxLength(50))),
    }),
  ),
  /** A kept version of the document instead of its present text. */
  version: z.optional(id),
  options: z.strictObject({ endNotes: z.optional(z.boolean()), boldHeadings: z.optional(z.boolean()) }),
  job,
}

export const paperOperations = {
  /**
   * Writes one file and answers its path; a name that is taken gets a number. Whose paper it is: a document (`report`, `opinions`),
   * a meeting (`minutes`, `notice`, `attendance`), visits or a team (`itinerary`), measures (`supervision`, `ledger`), or with `campaign`
   * all of it; left out, everything. A `list` has the rows its operation gives for the filters and the order, of these only `ids` where
   * they are given.
   */
  'papers.export': work(
    z.strictObject({
      ...asked,
      format: z.enum(paperFormats),
      folder: path,
      /** The office's own .docx, for that format only. */
      template: z.optional(id),
    }),
    gives<PaperAnswer>(),
  ),
  /** Hands the paper to the system's print dialog. `printed`: false where the person thought better of it. */
  'papers.print': work(z.strictObject(asked), gives<{ printed: boolean }>()),
  /** Fonts of the standard, and which of them this computer has. */
  'papers.fonts': work(none, gives<FontState[]>()),
  'papers.templates': read(z.strictObject({ paper: z.optional(paper) }), gives<TemplateItem[]>()),
  /** Takes an office's own .docx into the content store, once it is found harmless. */
  'papers.addTemplate': work(
    z.strictObject({ path, paper, name: z.optional(short) }),
    gives<TemplateItem & { places: TemplatePlace[] }>(),
  ),
  /** What a template asks for, in the order it stands there. */
  'papers.templatePlaces': work(z.strictObject({ id }), gives<TemplatePlace[]>()),
  'papers.placeholders': read(none, gives<Placeholders[]>()),
  /** The newest record a paper can be made of, to try a template with; a paper of no record in particular: `ids` is left out, and a list is one of visits. */
  'papers.example': read(
    z.strictObject({ paper }),
    gives<{ ids?: string[]; list?: { name: 'visits'; filter: Record<string, never> }; title: string } | null>(),
  ),
  'dialog.openTemplate': main(none, gives<{ path: string | null }>()),
  /** Opens a written paper with the system's program for it. */
  'shell.openPaper': main(z.strictObject({ path }), gives<null>()),
} as const
