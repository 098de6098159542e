import { beforeAll, describe, expect, it } from 'vitest';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { contactsOf, jsonLines } from './support/contacts.ts';

let contacts: ReturnType<typeof contactsOf>;
let group: Awaited<ReturnType<RunningStack['group']>>;
beforeAll(async () => {
  const running = await RunningStack.shared();
  contacts = contactsOf(running);
  group = await running.group(3);
});

describe('Whoever signs in sees', () => {
  it('itself', async () => {
    const { output, exitCode } = await contacts(group.administration, 'me');
    expect(exitCode).toBe(0);
    expect(output).toBe(
      [
        group.administration,
        'operator         no',
        'account          open',
        'VoIP validation  completed',
        'standing         good',
        'waiting          0 contact changes, 0 reassignments',
        '',
      ].join('\n'),
    );
    expect(JSON.parse((await contacts(group.administration, 'me --json')).output)).toMatchObject({
      nic: group.administration,
    });
  });

  it('its groups, and a group', async () => {
    const { administration, technical, billing, groupId } = group;
    expect((await contacts(billing, 'groups')).output).toBe(
      [
        'group          administration  technical    billing      services  name',
        `${groupId}  ${administration}     ${technical}  ${billing}         3`,
        '',
      ].join('\n'),
    );
    expect((await contacts(billing, 'groups --role technical')).errors).toBe('No groups.\n');
    expect((await contacts(billing, `group ${groupId}`)).output).toContain('\nyour roles      billing\n');
    const lines = jsonLines(
      (await contacts(operatorNic, `groups --prefix ${groupId.slice(0, 7)} --json`)).output,
    );
    expect(lines).toMatchObject([{ groupId }]);
  });

  it('services, as a table and for a spreadsheet', async () => {
    const { administration, technical, billing, groupId, serviceIds } = group;
    const csv = await contacts(administration, `services ${groupId} --in-sync --csv`);
    expect(csv.output).toBe(
      [
        'service,kind,administration,technical,billing,in sync',
        ...serviceIds.map((serviceId) => `${serviceId},line,${administration},${technical},${billing},yes`),
        '',
      ].join('\n'),
    );
    expect((await contacts(administration, `services ${groupId} --kind number`)).errors).toBe(
      'No services.\n',
    );
    const none = await contacts(administration, `services ${groupId} --not-in-sync --csv`);
    expect(none.output.split('\n')).toHaveLength(2);
    const one = await contacts(administration, `services ${groupId} --prefix ${serviceIds[0]} --json`);
    expect(jsonLines(one.output)).toMatchObject([{ serviceId: serviceIds[0] }]);
  });

  it('one service, its rights on it, and where a nic is a contact', async () => {
    const { technical, groupId, serviceIds } = group;
    const service = `"+33 ${(serviceIds[0] ?? '').slice(4)}"`;
    expect((await contacts(technical, `service ${service}`)).output).toContain(
      `group           ${groupId}\n`,
    );
    expect((await contacts(technical, `rights ${service}`)).output).toMatch(/^roles +technical$/m);
    expect((await contacts(technical, `roles ${technical}`)).output).toMatch(
      new RegExp(`^${groupId} +technical$`, 'm'),
    );
    const elsewhere = await contacts(technical, 'roles zz71009-ovh');
    expect(elsewhere.errors).toBe('zz71009-ovh is no contact of anything that you see.\n');
  });

  it('accounts, as an operator', async () => {
    const { heir } = group;
    expect((await contacts(operatorNic, `account ${heir}`)).output).toMatch(/^balance +0 cents$/m);
    const lines = await contacts(operatorNic, `accounts --prefix ${heir.slice(0, 7)} --csv`);
    expect(lines.output).toContain(`${heir},open,yes,0,\n`);
    expect(await contacts(heir, `account ${heir}`)).toMatchObject({ exitCode: 1, output: '' });
  });
});

describe('A command line that cannot be followed', () => {
  it.each([
    ['group sv10005', '<group>: must look like ab12345-ovh-1\nSee: contacts group --help\n'],
    ['service 3.3972E+10', '3.3972E+10 is not the number of a service (rounded-by-spreadsheet).'],
    ['change ab1-ovh-1', 'Which contact changes? Name at least one of --administration,'],
    ['change ab1-ovh-1 --technical x', '--technical: must look like ab12345-ovh'],
    ['change ab1-ovh-1 --technical cd2-ovh --at noon', '--at: must be a time with its offset, like'],
    ['code --roles legal', '--roles: must be administration, technical, billing, or all'],
    ['show 12', '<id>: is an id of 26 characters'],
    ['accept', 'Accept what? Name an id, or --batch NAME and --requested-by NIC.'],
    ['retry', 'Retry what? Name an id, or --since TIME.'],
    ['reassign --from ab1-ovh', 'Reassign what? Name --from, --to and --roles.'],
    ['changes --state over', '--state: must be one of awaiting-consent, scheduled,'],
    ['grups', "error: unknown command 'grups'\n(Did you mean groups?)"],
    ['groups --josn', "error: unknown option '--josn'\n(Did you mean --json?)"],
    ['services', "error: missing required argument 'group'"],
  ])('`contacts %s` says why, and sends nothing', async (line, reason) => {
    const ended = await contacts(group.heir, line, {
      fetch: () => Promise.reject(new Error('Something was sent.')),
    });
    expect(ended).toMatchObject({ exitCode: 2, output: '' });
    expect(ended.errors).toContain(reason);
  });
});
