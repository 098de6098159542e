/**
 * Runs a stack in a process of its own, so that a test can kill it. It prints the API's URL once the API answers. Its
 * argument is `StackChildOptions` as JSON. Each line of its standard input is a number of further `UpdateItem` requests
 * after which it kills itself. It ends when its standard input closes, that is, with its parent process.
 */
import { createInterface } from 'node:readline';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { StackChildOptions } from './killable-stack.ts';

const lookEveryMilliseconds = 2;

const input = createInterface({ input: process.stdin });
input.on('close', () => process.exit(0));
const { issuerFolder, clockAhead, ...options } = StackChildOptions.parse(JSON.parse(process.argv[2] ?? ''));
const issuer = await localIssuer(issuerFolder);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const stack = await startLocalStack({ ...options, port: 0, issuer, log, untimed: true });
stack.advanceClock(clockAhead);
const updates = (): number => stack.meter.snapshot().databaseRequests['UpdateItem'] ?? 0;
input.on('line', (line) => {
  const last = updates() + Number(line);
  setInterval(() => {
    if (updates() >= last) process.kill(process.pid, 'SIGKILL');
  }, lookEveryMilliseconds);
});
process.stdout.write(`${stack.url}\n`);
