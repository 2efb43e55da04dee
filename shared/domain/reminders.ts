/**
 * 逾期、滞后、临期、未定期限、按期、已办结、已销号: how a measure stands against its deadline. Overdue: the deadline has passed and it is not done.
 * Behind: more than half the time since its assignment is gone, and nobody accepted it or told of any progress. Near: within seven days.
 */
export const reminders = ['overdue', 'behind', 'near', 'undated', 'onTrack', 'done', 'closed'] as const
export type Reminder = (typeof reminders)[number]
/** Those a person is told of at the start. */
export const urgent = ['overdue', 'behind', 'near'] as const satisfies readonly Reminder[]
/** Days before the deadline that it is near. */
export const nearDays = 7
