/** `npm start`: the whole system on this machine, with sample data. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { join } from 'node:path';
import { synthesizeLocal } from './assembly.ts';
import { callerOf } from './caller.ts';
import { onEnd } from './end-of-process.ts';
import { openInspector } from './open-inspector.ts';
import { localIssuer } from './issuer.ts';
import { checkPort, consolePort } from './port.ts';
import { nextSteps } from './next-step.ts';
import { makeRunFolder } from './run-folder.ts';
import { logFileOf, openStackLog } from './stack-log.ts';
import { readChaos } from '../local/aws-api/chaos.ts';
import { startLocalStack, type LocalStack } from '../local/stack.ts';
import { asksForHelp, exitCodeOf, shownError } from '../command-line.ts';
import { readStartCommand, usage, type StartCommand } from './start-command.ts';
import { samplePeople } from './sample/people.ts';
import { signInPath, signInProvider } from './sign-in/provider.ts';

/** A stop must take no longer than five seconds. What hangs is abandoned just before. */
const longestStopMilliseconds = 4900;

const ending = new AbortController();
let stack: LocalStack | undefined;
let removeRunFolder = (): void => {};

/** Tells the one who started the stack what it does. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Starts the stack, and prints `ready` on standard output once it answers requests; before it, `console` and its
 * address, and `mail` and the address of the inbox, if the stack sends mail.
 */
async function start(command: StartCommand): Promise<void> {
  const chaos = command.chaosFile === undefined ? undefined : readChaos(command.chaosFile);
  await checkPort(command.port);
  if (command.debug) openInspector();
  const folder = makeRunFolder();
  removeRunFolder = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', removeRunFolder);
  const issuer = await localIssuer();
  const sample = sampleMarker(command);
  const distributionPort = await consolePort(command.port);
  say('Building the functions, the console and the stacks …');
  const assembly = await synthesizeLocal(folder, issuer, {
    memberEndpoint: command.memberEndpoint,
    consoleUrl: `http://127.0.0.1:${distributionPort}/console/`,
    readableCode: command.debug,
    signal: ending.signal,
  });
  say('Starting the table, the queues and the API …');
  const beside = { [signInPath]: signInProvider({ issuer, people: samplePeople() }) };
  const files = { assembly, distributionPort, beside };
  const log = openStackLog(command.logs ? undefined : logFileOf(command.port));
  stack = await startLocalStack({
    ...command,
    ...files,
    chaos,
    issuer,
    log: log.write,
    untimed: command.debug,
  });
  ending.signal.throwIfAborted();
  if (!command.empty && (sample === undefined || !existsSync(sample))) {
    say('Loading the sample data …');
    const { loadSample } = await import('./sample/load.ts');
    await loadSample(callerOf(stack, issuer, { nic: 'op1-ovh', operator: true }));
    if (sample !== undefined) writeFileSync(sample, '');
  }
  ending.signal.throwIfAborted();
  process.stdout.write(`console ${stack.distributionUrl}/console/\n`);
  if (stack.mailUrl !== undefined) process.stdout.write(`mail ${stack.mailUrl}\n`);
  process.stdout.write(`ready ${stack.url}\n`);
  for (const line of nextSteps(stack, { isEmpty: command.empty, logFile: log.file })) say(line);
}

/** The file in the data folder that marks a complete sample. Without it, an interrupted load is repeated. */
const sampleMarker = ({ dataDirectory }: StartCommand): string | undefined =>
  dataDirectory === undefined ? undefined : join(dataDirectory, 'sample-loaded');

async function finish(exitCode: number): Promise<void> {
  if (inspector.url() !== undefined) kill();
  setTimeout(() => process.exit(exitCode), longestStopMilliseconds).unref();
  await stack?.stop().catch((error: unknown) => say(String(error)));
  process.exit(exitCode);
}

/**
 * Kills this process from another one: Node waits for a thread that is stopped at a breakpoint, whatever the signal.
 */
function kill(): void {
  removeRunFolder();
  execFileSync(process.execPath, ['--eval', `process.kill(${process.pid}, 'SIGKILL')`]);
}

// The reader of the output may close it before this process ends.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
onEnd(
  () => {
    ending.abort();
    // Without a stack yet, the aborted start calls `finish`.
    if (stack !== undefined) void finish(0);
  },
  () => process.exit(1),
);
const words = process.argv.slice(2);
if (asksForHelp(words)) {
  process.stdout.write(`${usage}\n`);
  process.exit();
}
try {
  await start(readStartCommand(words, process.env));
} catch (error) {
  if (!ending.signal.aborted) say(shownError(error));
  await finish(ending.signal.aborted ? 0 : exitCodeOf(error));
}
