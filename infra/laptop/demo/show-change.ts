import { Contacts } from '../../../shared/domain/roles.ts';
import { difference } from '../../local/lib/meter.ts';
import type { ReceivedMail } from '../inbox.ts';
import { loadSample } from '../sample/load.ts';
import { changeContacts } from './change-contacts.ts';
import { describeFigures } from './figures.ts';
import { describeGroupTable, isWholeAt, readGroupTable } from './group-table.ts';
import { makeGroup } from './make-group.ts';
import { describeMail, recipientsMail } from './recipients-mail.ts';
import type { Stage, Verdict } from './shown.ts';

/** The largest group of the sample. */
const sampleGroup = 'sv10005-ovh-1';
/** Departments of the sample that are eligible for any role. */
const newContacts = Contacts.parse({
  administration: 'nw10006-ovh',
  technical: 'it10002-ovh',
  billing: 'fi10007-ovh',
});

/** Changes all three contacts of a large group, and prints each step. */
export async function showChange(stage: Stage, services: number | undefined): Promise<Verdict> {
  const { stack, operator, callerOf } = stage;
  await loadSample(operator);
  const groupId = services === undefined ? sampleGroup : await makeGroup(operator, services);

  const before = await readGroupTable(operator, groupId);
  console.log(describeGroupTable('Before', before));
  console.log();
  const figuresBefore = stack.meter.snapshot();
  let mail: ReceivedMail | undefined;
  const change = await changeContacts(callerOf, before.group, newContacts, async (asked) => {
    mail = await recipientsMail(stage, newContacts.administration, asked.changeId);
  });
  const figures = difference(figuresBefore, stack.meter.snapshot());

  const after = await readGroupTable(operator, groupId);
  console.log();
  console.log(describeGroupTable('After', after));
  console.log();
  console.log(describeFigures(change, figures));
  if (mail !== undefined) console.log(`\n${describeMail(newContacts.administration, mail)}`);
  const isRight = isWholeAt(after, newContacts, before.services) && change.state === 'completed';
  return {
    isRight,
    message: isRight ? 'Every service has the new contacts.' : 'Some services do NOT have the new contacts.',
  };
}
