/** The catalogue: every string a person reads, by where it is shown. Another language is a translation of `zh-cn/`. */
import { campaignsText } from './zh-cn/campaigns.ts'
import { captureText } from './zh-cn/capture.ts'
import { commonText } from './zh-cn/common.ts'
import { consultationText } from './zh-cn/consultation.ts'
import { courierText } from './zh-cn/courier.ts'
import { dashboardText } from './zh-cn/dashboard.ts'
import { directoryText } from './zh-cn/directory.ts'
import { documentsText } from './zh-cn/documents.ts'
import { domainText } from './zh-cn/domain.ts'
import { errorText } from './zh-cn/errors.ts'
import { exchangeText } from './zh-cn/exchange.ts'
import { exportText } from './zh-cn/export.ts'
import { findingsText } from './zh-cn/findings.ts'
import { firstUseText } from './zh-cn/first-use.ts'
import { helpText } from './zh-cn/help.ts'
import { historyText } from './zh-cn/history.ts'
import { indicatorsText } from './zh-cn/indicators.ts'
import { intakeText } from './zh-cn/intake.ts'
import { keysText } from './zh-cn/keys.ts'
import { ledgerText } from './zh-cn/ledger.ts'
import { mainText } from './zh-cn/main.ts'
import { meetingsText } from './zh-cn/meetings.ts'
import { notesText, soundText } from './zh-cn/notes.ts'
import { officeText } from './zh-cn/office.ts'
import { ownText } from './zh-cn/own.ts'
import { papersText } from './zh-cn/papers.ts'
import { placesText } from './zh-cn/places.ts'
import { printText } from './zh-cn/print.ts'
import { searchText } from './zh-cn/search.ts'
import { settingsText } from './zh-cn/settings.ts'
import { shellText } from './zh-cn/shell.ts'
import { templatesText } from './zh-cn/templates.ts'
import { trashText } from './zh-cn/trash.ts'
import { trustText } from './zh-cn/trust.ts'
import { visitsText } from './zh-cn/visits.ts'

export const text = {
  capture: captureText,
  common: commonText,
  consultation: consultationText,
  courier: courierText,
  dashboard: dashboardText,
  documents: documentsText,
  domain: domainText,
  errors: errorText,
  export: exportText,
  findings: findingsText,
  ledger: ledgerText,
  main: mainText,
  meetings: meetingsText,
  own: ownText,
  papers: papersText,
  notes: notesText,
  sound: soundText,
  office: officeText,
  places: placesText,
  print: printText,
  firstUse: firstUseText,
  campaigns: campaignsText,
  search: searchText,
  settings: settingsText,
  help: helpText,
  keys: keysText,
  shell: shellText,
  directory: directoryText,
  exchange: exchangeText,
  history: historyText,
  indicators: indicatorsText,
  intake: intakeText,
  templates: templatesText,
  trash: trashText,
  trust: trustText,
  visits: visitsText,
} as const
