import { attachmentWork, attachmentWrites } from './features/attachments.ts'
import { calendarReads } from './features/calendar.ts'
import { campaignReads } from './features/campaigns.ts'
import { citableReads } from './features/citable.ts'
import { cleaningReads, cleaningWork, cleaningWrites } from './features/cleaning.ts'
import { conflictReads, conflictWrites } from './features/conflicts.ts'
import { consultationWork } from './features/consultations.ts'
import { countReads } from './features/counts.ts'
import { courierReads, courierWork, courierWrites } from './features/courier.ts'
import { customFieldReads } from './features/custom-fields.ts'
import { dashboardReads } from './features/dashboard.ts'
import { dependentReads } from './features/dependents.ts'
import { deviceReads, deviceWork, deviceWrites } from './features/devices.ts'
import { documentStepWrites } from './features/document-steps.ts'
import { documentReads } from './features/documents.ts'
import { doubleReads } from './features/doubles.ts'
import { draftReads, draftWrites } from './features/drafts.ts'
import { findingGroupReads } from './features/finding-groups.ts'
import { findingReads } from './features/findings.ts'
import { indicatorReads } from './features/indicators.ts'
import { intakeReads, intakeWork, intakeWrites } from './features/intake.ts'
import { keyReads, keyWork } from './features/keys.ts'
import { measureReads } from './features/measures.ts'
import { meetingReads } from './features/meetings.ts'
import { officeReads } from './features/office.ts'
import { organizationReads } from './features/organizations.ts'
import { packageHistoryReads } from './features/package-history.ts'
import { packageReads, packageWork, packageWrites } from './features/packages.ts'
import { paperReads, paperWork } from './features/papers.ts'
import { peerReads, peerWrites } from './features/peers.ts'
import { peopleReads } from './features/people.ts'
import { pinyinWork } from './features/pinyin.ts'
import { profileReads, profileWrites } from './features/profile.ts'
import { promiseReads } from './features/promises.ts'
import { recordingWork, recordingWrites } from './features/recordings.ts'
import { recordReads, recordWrites } from './features/records.ts'
import { regionReads } from './features/regions.ts'
import { searchWork } from './features/search.ts'
import { settingReads, settingWrites } from './features/settings.ts'
import { siteReads } from './features/sites.ts'
import { stepWrites } from './features/steps.ts'
import { teamReads } from './features/teams.ts'
import { topicReads } from './features/topics.ts'
import { versionWrites } from './features/versions.ts'
import { visitReads } from './features/visits.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from './handlers.ts'

/** Every operation of the contract that the data process answers; one that is missing does not compile. */
export const reads: ReadHandlers = {
  ...profileReads,
  ...settingReads,
  ...countReads,
  ...dashboardReads,
  ...recordReads,
  ...dependentReads,
  ...draftReads,
  ...calendarReads,
  ...customFieldReads,
  ...campaignReads,
  ...teamReads,
  ...regionReads,
  ...organizationReads,
  ...peopleReads,
  ...siteReads,
  ...visitReads,
  ...meetingReads,
  ...measureReads,
  ...officeReads,
  ...promiseReads,
  ...findingReads,
  ...findingGroupReads,
  ...topicReads,
  ...indicatorReads,
  ...intakeReads,
  ...documentReads,
  ...citableReads,
  ...doubleReads,
  ...keyReads,
  ...deviceReads,
  ...peerReads,
  ...packageReads,
  ...courierReads,
  ...cleaningReads,
  ...packageHistoryReads,
  ...paperReads,
  ...conflictReads,
  'jobs.cancel': (_db, { job }, context) => {
    context.jobs.cancel(job)
    return null
  },
}

export const writes: WriteHandlers = {
  ...attachmentWrites,
  ...profileWrites,
  ...settingWrites,
  ...recordWrites,
  ...draftWrites,
  ...intakeWrites,
  ...deviceWrites,
  ...peerWrites,
  ...packageWrites,
  ...courierWrites,
  ...cleaningWrites,
  ...conflictWrites,
  ...stepWrites,
  ...versionWrites,
  ...documentStepWrites,
  ...recordingWrites,
}

export const works: WorkHandlers = {
  ...consultationWork,
  ...attachmentWork,
  ...keyWork,
  ...intakeWork,
  ...deviceWork,
  ...packageWork,
  ...paperWork,
  ...courierWork,
  ...cleaningWork,
  ...searchWork,
  ...recordingWork,
  ...pinyinWork,
  'digest.get': ({ job }, context) => context.jobs.run('digest', {}, job),
}
