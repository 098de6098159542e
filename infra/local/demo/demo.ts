/** `npm run demo`: changes all three contacts of a large group on the local stack, and shows what happens. */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import { Contacts } from '../../../shared/domain/roles.ts';
import { ApiClient } from '../api-client.ts';
import { synthesizeLocal } from '../assembly.ts';
import { onEnd } from '../end-of-process.ts';
import { localFolder, localIssuer, type LocalIssuer } from '../issuer.ts';
import { difference } from '../meter.ts';
import { makeRunFolder } from '../run-folder.ts';
import { loadSample } from '../sample/load.ts';
import { startLocalStack, type LocalStack } from '../stack.ts';
import { changeContacts } from './change-contacts.ts';
import { readDemoCommand } from './command.ts';
import { describeFigures } from './figures.ts';
import { describeGroupTable, isWholeAt, readGroupTable } from './group-table.ts';
import { makeGroup } from './make-group.ts';

/** The sample's largest group and who administers it. */
const sampleGroup = 'sv10005-ovh-1';
/** Sample departments that may hold any role. */
const newContacts = Contacts.parse({
  administration: 'nw10006-ovh',
  technical: 'it10002-ovh',
  billing: 'fi10007-ovh',
});
const operatorNic = 'op1-ovh';

const logFile = join(localFolder, 'demo.log');

async function show(stack: LocalStack, issuer: LocalIssuer, services: number | undefined): Promise<boolean> {
  const callerOf = async (nic: string, operator = false) =>
    new ApiClient(stack.url, await issuer.token({ nic, operator }));
  const operator = await callerOf(operatorNic, true);
  await loadSample(stack.url, await issuer.token({ nic: operatorNic, operator: true }));
  const groupId = services === undefined ? sampleGroup : await makeGroup(operator, services);

  const before = await readGroupTable(operator, groupId, GroupAnswer);
  console.log(describeGroupTable('Before', before));
  console.log();
  const figuresBefore = stack.meter.snapshot();
  const change = await changeContacts(callerOf, before.group, newContacts);
  const figures = difference(figuresBefore, stack.meter.snapshot());

  const after = await readGroupTable(operator, groupId, GroupAnswer);
  console.log();
  console.log(describeGroupTable('After', after));
  console.log();
  console.log(describeFigures(change, figures));
  return isWholeAt(after, newContacts, before.services) && change.state === 'completed';
}

async function run(): Promise<boolean> {
  const { services } = readDemoCommand(process.argv.slice(2));
  const folder = makeRunFolder();
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  console.log('Building the stack that would be deployed, and starting it on this machine …');
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
    console.log(`It answers at ${stack.url}; its functions log to ${logFile}.\n`);
    return await show(stack, issuer, services);
  } finally {
    await stack.stop();
    lines.end();
  }
}

try {
  const isWhole = await run();
  console.log(
    isWhole ? '\nEvery service is at the new contacts.' : '\nNOT every service is at the new contacts.',
  );
  process.exitCode = isWhole ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
