/**
 * The most invocations at once of each worker but `propagate-contact`, whose ceiling is a setting. Their sum is what an
 * account needs beside its requests (`docs/deployment.md`).
 */
export const concurrency = {
  /** A step a change, so changes of this many groups move at once. */
  changes: 20,
  reassignments: 10,
  deadLetters: 5,
  events: 5,
  /** SES takes 14 mails a second from most accounts. */
  mail: 2,
  /** It runs every minute and ends before the next run, whatever else uses up the account's limit. */
  dueWork: 1,
} as const;
