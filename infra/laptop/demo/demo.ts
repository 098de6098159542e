/** `npm run demo`: changes the contacts of one large group, or of many, on the local stack, and prints each step. */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeLocal } from '../assembly.ts';
import { onEnd } from '../end-of-process.ts';
import { localFolder, localIssuer } from '../issuer.ts';
import { makeRunFolder } from '../run-folder.ts';
import { startLocalStack } from '../../local/stack.ts';
import { runCommand } from '../../command-line.ts';
import { readDemoCommand, usage } from './command.ts';
import { showReassignment } from './reassign/show-reassignment.ts';
import { showChange } from './show-change.ts';
import { stageOn, type Verdict } from './shown.ts';

const logFile = join(localFolder, 'demo.log');

async function run(words: readonly string[]): Promise<Verdict> {
  const { services, reassign } = readDemoCommand(words);
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
    const stage = stageOn(stack, issuer);
    return reassign ? await showReassignment(stage) : await showChange(stage, services);
  } finally {
    await stack.stop();
    lines.end();
  }
}

await runCommand(usage, async (words) => {
  const { isRight, message } = await run(words);
  console.log(`\n${message}`);
  process.exitCode = isRight ? 0 : 1;
});
