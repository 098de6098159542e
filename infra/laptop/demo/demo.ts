/** `npm run demo`: changes the contacts of one large group, or of many, on the local stack, and prints each step. */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeLocal } from '../assembly.ts';
import { onEnd } from '../end-of-process.ts';
import { localFolder, localIssuer } from '../issuer.ts';
import { makeRunFolder } from '../run-folder.ts';
import { startLocalStack } from '../../local/stack.ts';
import { readDemoCommand } from './command.ts';
import { showReassignment } from './reassign/show-reassignment.ts';
import { showChange } from './show-change.ts';
import { stageOn, type Verdict } from './shown.ts';

const logFile = join(localFolder, 'demo.log');

async function run(): Promise<Verdict> {
  const { services, reassign } = readDemoCommand(process.argv.slice(2));
  const folder = makeRunFolder();
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  console.log('Building the stack and starting it on this machine …');
  const issuer = await localIssuer();
  const assembly = await synthesizeLocal(folder, issuer);
  const lines = createWriteStream(logFile);
  const log = (line: string) => void lines.write(`${line}\n`);
  const stack = await startLocalStack({ assembly, port: 0, issuer, log, metered: true });
  onEnd(
    () => void stack.stop().finally(() => process.exit(1)),
    () => process.exit(1),
  );
  try {
    console.log(`The API is at ${stack.url}. The functions log to ${logFile}.\n`);
    const stage = await stageOn(stack, issuer);
    return reassign ? await showReassignment(stage) : await showChange(stage, services);
  } finally {
    await stack.stop();
    lines.end();
  }
}

try {
  const { isRight, message } = await run();
  console.log(`\n${message}`);
  process.exitCode = isRight ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
