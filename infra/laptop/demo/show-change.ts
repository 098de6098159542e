import { GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import { Contacts } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { difference } from '../../local/lib/meter.ts';
import { awaitMail, type ReceivedMail } from '../inbox.ts';
import { loadSample } from '../sample/load.ts';
import { changeContacts } from './change-contacts.ts';
import { describeFigures } from './figures.ts';
import { describeGroupTable, isWholeAt, readGroupTable } from './group-table.ts';
import { makeGroup } from './make-group.ts';
import type { Stage, Verdict } from './shown.ts';

/** The largest group of the sample. */
const sampleGroup = 'sv10005-ovh-1';
/** Departments of the sample that are eligible for any role. */
const newContacts = Contacts.parse({
  administration: 'nw10006-ovh',
  technical: 'it10002-ovh',
  billing: 'fi10007-ovh',
});

/** What the new administration contact is told of the request. */
async function recipientsMail(
  { stack, operator }: Stage,
  changeId: string,
): Promise<ReceivedMail | undefined> {
  const nic = newContacts.administration;
  const { email } = await operator.get(`/accounts/${nic}`, operations.getAccount.answer);
  if (stack.mailUrl === undefined || email === undefined) return undefined;
  return awaitMail(email, changeId, stack.mailUrl);
}

const describeMail = ({ subject, text }: ReceivedMail): string =>
  [`The mail to ${newContacts.administration}: ${subject}`, '', ...text.trimEnd().split('\n')]
    .map((line, index) => (index === 0 || line === '' ? line : `  ${line}`))
    .join('\n');

/** Changes all three contacts of a large group, and prints each step. */
export async function showChange(stage: Stage, services: number | undefined): Promise<Verdict> {
  const { stack, operator, operatorToken, callerOf } = stage;
  await loadSample(stack.url, operatorToken);
  const groupId = services === undefined ? sampleGroup : await makeGroup(operator, services);

  const before = await readGroupTable(operator, groupId, GroupAnswer);
  console.log(describeGroupTable('Before', before));
  console.log();
  const figuresBefore = stack.meter.snapshot();
  let mail: ReceivedMail | undefined;
  const change = await changeContacts(callerOf, before.group, newContacts, async (asked) => {
    mail = await recipientsMail(stage, asked.changeId);
  });
  const figures = difference(figuresBefore, stack.meter.snapshot());

  const after = await readGroupTable(operator, groupId, GroupAnswer);
  console.log();
  console.log(describeGroupTable('After', after));
  console.log();
  console.log(describeFigures(change, figures));
  if (mail !== undefined) console.log(`\n${describeMail(mail)}`);
  const isRight = isWholeAt(after, newContacts, before.services) && change.state === 'completed';
  return {
    isRight,
    message: isRight ? 'Every service has the new contacts.' : 'Some services do NOT have the new contacts.',
  };
}
