/**
 * Runs a stack in its own process. Argument: `StackChildOptions` as JSON. Prints the API's URL. A number on standard
 * input kills it after that many `UpdateItem` requests. Ends when standard input closes.
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
