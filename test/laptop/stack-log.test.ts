import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextSteps } from '../../infra/laptop/next-step.ts';
import { logFileOf, openStackLog } from '../../infra/laptop/stack-log.ts';
import { temporaryFolder } from '../local/support/assembly.ts';

test('the log of a stack is JSON, an object a line, and begins again at the next start', () => {
  const file = logFileOf(3000, temporaryFolder());
  const now = () => new Date(0);
  openStackLog(file, now).write('from before');
  const log = openStackLog(file, now);
  for (const line of ['{"level":"ERROR"}', 'a-function: {"level":"WARN"}', '{ a rule', 'a "line"\nand more'])
    log.write(line);
  const of = (message: string) => ({
    level: 'INFO',
    timestamp: '1970-01-01T00:00:00.000Z',
    service: 'engine',
    message,
  });
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { level: 'ERROR' },
    { level: 'WARN', function: 'a-function' },
    of('{ a rule'),
    of('a "line"\nand more'),
  ]);
});

test('a stack that is ready says who to sign in as, and a next step that calls this stack', () => {
  const distributionUrl = 'http://127.0.0.1:3100';
  const usual = { url: 'http://127.0.0.1:3000', distributionUrl };
  expect(nextSteps(usual, { isEmpty: false, logFile: 'start.log' })).toEqual([
    '',
    'Open http://127.0.0.1:3100/console/ and sign in as sv10005-ovh, who administers a group.',
    'Or, in another terminal: npx contacts groups --as sv10005-ovh',
    'The log: start.log',
    'Ctrl-C stops it.',
  ]);
  const other = { url: 'http://127.0.0.1:4000', distributionUrl };
  const lines = nextSteps(other, { isEmpty: true, logFile: undefined });
  expect(lines[2]).toBe(
    'Or, in another terminal: npx contacts me --as op1-ovh --operator --api http://127.0.0.1:4000',
  );
});
