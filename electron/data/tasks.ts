import type { FormInput } from '../../shared/contract/documents.ts'
import type { Events } from '../../shared/contract.ts'
import { scanCard } from './attachments/camera-card.ts'
import { takeFiles } from './attachments/take.ts'
import { runRound } from './courier/round.ts'
import type { PressInput } from './intake/press-task.ts'
import type { BatchInput, SheetChoices, SheetImportInput, TemplateInput } from './intake/sheet-tasks.ts'
import type { ExportInput, PaperPrintInput } from './reports/export.ts'
import { indexRecords } from './search/index-task.ts'
import { spellNames } from './search/spell.ts'
import { keepSound } from './sound/keep.ts'
import { computeDigest } from './sync/digest.ts'
import { exportPackage } from './sync/export.ts'
import { importPackages } from './sync/import.ts'
import { inspectPackages } from './sync/inspect.ts'

/** What a task in a worker thread is given. */
export type TaskContext = {
  dataDir: string
  resourcesDir: string
  device: string
  appVersion: string
  progress(step: string, done: number, total: number): void
  /** @throws Refusal `cancelled`; call between steps. */
  throwIfCancelled(): void
  /** Asks the main process; `null` where it cannot. @throws Refusal `cancelled` */
  ask(what: 'print' | 'draw', text: string): Promise<string | null>
  /** Runs `work` while this worker holds the database for writing: one bundle's transaction, then give it back. */
  withDatabase<T>(work: () => { value: T; changed: Events['changed'] | null }): Promise<T>
}

/** Readers of Word and Excel files are large: only their own workers load them. */
const sheets = () => import('./intake/sheet-tasks.ts')

/** Every task, by the name `jobs.run` takes. */
export const tasks = {
  digest: computeDigest,
  export: exportPackage,
  inspect: inspectPackages,
  import: importPackages,
  deliver: runRound,
  take: takeFiles,
  card: scanCard,
  index: indexRecords,
  writeForms: async (context: TaskContext, input: FormInput) =>
    (await import('./consultation/write-forms.ts')).writeForms(context, input),
  readForms: async (context: TaskContext, input: { document: string; paths: string[] }) =>
    (await import('./consultation/read-forms.ts')).readForms(context, input),
  press: async (context: TaskContext, input: PressInput) =>
    (await import('./intake/press-task.ts')).readPressText(context, input),
  template: async (context: TaskContext, input: TemplateInput) => (await sheets()).makeTemplate(context, input),
  inspectSheet: async (context: TaskContext, input: SheetChoices) => (await sheets()).inspectSheet(context, input),
  importSheet: async (context: TaskContext, input: SheetImportInput) => (await sheets()).importSheet(context, input),
  moveBatch: async (context: TaskContext, input: BatchInput) => (await sheets()).moveBatch(context, input),
  // their libraries are loaded with the first paper
  paper: async (context: TaskContext, input: ExportInput) =>
    (await import('./reports/export.ts')).exportPaper(context, input),
  printPaper: async (context: TaskContext, input: PaperPrintInput) =>
    (await import('./reports/export.ts')).printPaper(context, input),
  paperTemplate: async (context: TaskContext, input: { path: string }) =>
    (await import('./reports/add-template.ts')).addTemplate(context, input),
  templatePlaces: async (context: TaskContext, input: { sha256: string; name: string }) =>
    (await import('./reports/add-template.ts')).templatePlaces(context, input),
  fonts: async (context: TaskContext, input: object) => (await import('./reports/fonts.ts')).checkFonts(context, input),
  sound: keepSound,
  spell: spellNames,
}
