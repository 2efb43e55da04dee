/** The modules in the order of the navigation and of Alt+1…9. */
import {
  ArrowLeftRight,
  BarChart3,
  CircleHelp,
  FileInput,
  FileText,
  Flag,
  LayoutDashboard,
  Lightbulb,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  Route,
  Settings,
  Trash2,
  UsersRound,
} from 'lucide-react'
import type { Counts } from '../../../shared/views.ts'

export type Module = {
  page:
    | 'dashboard'
    | 'campaigns'
    | 'visits'
    | 'meetings'
    | 'findings'
    | 'measures'
    | 'documents'
    | 'indicators'
    | 'directory'
    | 'intake'
    | 'exchange'
    | 'trash'
    | 'settings'
    | 'help'
  icon: LucideIcon
  count?: keyof Counts
}

export const start: Module[] = [{ page: 'dashboard', icon: LayoutDashboard }]
export const thread: Module[] = [
  { page: 'campaigns', icon: Flag, count: 'campaigns' },
  { page: 'visits', icon: Route, count: 'visits' },
  { page: 'meetings', icon: MessagesSquare, count: 'meetings' },
  { page: 'findings', icon: Lightbulb, count: 'findings' },
  { page: 'measures', icon: ListChecks, count: 'measures' },
  { page: 'documents', icon: FileText, count: 'documents' },
]
export const data: Module[] = [
  { page: 'indicators', icon: BarChart3, count: 'indicators' },
  { page: 'directory', icon: UsersRound },
  { page: 'intake', icon: FileInput },
  { page: 'exchange', icon: ArrowLeftRight, count: 'conflicts' },
  { page: 'trash', icon: Trash2, count: 'trash' },
]
export const end: Module[] = [
  { page: 'settings', icon: Settings },
  { page: 'help', icon: CircleHelp },
]
export const modules: Module[] = [...start, ...thread, ...data, ...end]

/** Pages whose records take the whole window: the navigation folds beside them. */
export const folding: readonly string[] = ['documents']
