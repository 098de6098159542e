/** `npm run budgets`: prints how the timeout of each function is made up. */
import * as z from 'zod';
import { readOptions, runCommand } from './command-line.ts';
import {
  awsCall,
  awsCallMilliseconds,
  callMilliseconds,
  closingMilliseconds,
  memberSystemMilliseconds,
  spareMilliseconds,
  timeBudgets,
  timeoutOf,
} from '../shared/runtime/time-budgets.ts';

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

const functionOf: Readonly<Record<keyof typeof timeBudgets, string>> = {
  api: 'each API operation',
  advanceChange: 'advance-change',
  runReassignment: 'run-reassignment',
  propagateContact: 'propagate-contact',
  propagateContactAndNotify: 'propagate-contact, notifying',
  publishEvents: 'publish-events',
  sendMail: 'send-mail',
  recordFailure: 'record-failure',
  runDueWork: 'run-due-work',
};

const columns = ['function', 'AWS', 'system', 'calls', 'closing', 'spare', 'timeout'];
const rows = Object.entries(timeBudgets).map(([name, budget]) => [
  Object.entries(functionOf).find(([key]) => key === name)?.[1] ?? name,
  String(budget.awsCalls),
  String(budget.memberSystemCalls),
  seconds(callMilliseconds(budget)),
  seconds(budget.closes ? closingMilliseconds : 0),
  seconds(spareMilliseconds),
  seconds(timeoutOf(budget) * 1_000),
]);

const table = [columns, ...rows];
const widths = columns.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
const lines = table.map((row) =>
  row
    .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
    .join('  '),
);

const awsLine =
  `A call to AWS: ${awsCall.attempts} attempts of ${seconds(awsCall.attemptMilliseconds)} s and their pauses, ` +
  `${seconds(awsCallMilliseconds)} s in all.`;

const usage = 'usage: budgets';

await runCommand(usage, (words) => {
  readOptions({ usage, options: {}, schema: z.strictObject({}) }, words);
  process.stdout.write(`${awsLine}
A call to the member system: ${seconds(memberSystemMilliseconds)} s.
AWS, system: how many of these calls may follow one another, each at its
slowest. Notifying: with a member system. Closing: counting and postponing
messages after the last call. Spare: left before the timeout. Times in seconds.

${lines.join('\n')}
`);
});
