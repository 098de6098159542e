import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { until } from '../support/until.ts';
import { contactsOf, jsonLines } from './support/contacts.ts';

let running: RunningStack;
let contacts: ReturnType<typeof contactsOf>;
beforeAll(async () => {
  running = await RunningStack.shared();
  contacts = contactsOf(running);
});

const Change = z.object({ changeId: z.string(), state: z.string() });
const changeOf = (text: string) => Change.parse(JSON.parse(text));

/** Requests a technical contact for a new group. */
async function requested(services: number) {
  const group = await running.group(services);
  const line = `change ${group.groupId} --technical ${group.heir} --reason "New team" --json`;
  const { output } = await contacts(group.administration, line);
  return { ...group, ...changeOf(output) };
}

describe('change', () => {
  it('says what a change would become, and requests it', async () => {
    const { administration, technical, billing, heir, groupId } = await running.group(3);
    const line = `change ${groupId.toUpperCase()} --technical ${heir} --billing ${heir} --reason "New team"`;
    const dry = await contacts(administration, `${line} --dry-run`);
    expect(dry).toMatchObject({ exitCode: 0, errors: '' });
    expect(dry.output).toMatch(
      new RegExp(
        [
          'Nothing was sent to anyone. The change would be:',
          'state +awaiting-consent',
          `group +${groupId}`,
          `technical +${technical} → ${heir}`,
          `billing +${billing} → ${heir}`,
          `requested +by ${administration}, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC`,
          'reason +New team',
          `consent +${heir} pending: technical, billing`,
        ].join('\n'),
      ),
    );
    expect((await contacts(administration, `group ${groupId}`)).output).not.toContain('open request');

    const asked = await contacts(administration, line);
    const id = /Contact change (\w+)/.exec(asked.output)?.[1] ?? '';
    expect(asked.errors).toBe(`The next step: contacts accept ${id}, as who decides.\n`);
    expect((await contacts(administration, `group ${groupId}`)).output).toContain(`open request    ${id}`);
  });

  it('asks once for the same --key', async () => {
    const { administration, heir, groupId } = await running.group(0);
    const line = `change ${groupId} --billing ${heir} --key ${groupId}/1 --json`;
    const [first, second] = [await contacts(administration, line), await contacts(administration, line)];
    expect(changeOf(second.output).changeId).toBe(changeOf(first.output).changeId);
  });

  it('names each failing rule by the option that failed it, and what to do', async () => {
    const { administration, groupId, heir } = await running.group(0);
    await running.account('cc71001-ovh', { status: 'closed' });
    await running.account('dd71001-ovh', { balanceCents: -1, voipValidated: false });
    const line = `change ${groupId} --technical cc71001-ovh --billing dd71001-ovh --at 2020-01-01T00:00:00Z`;
    const refused = await contacts(administration, line);
    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.errors.replaceAll(/^( +--\w+: ).* \(/gm, '$1… (')).toBe(
      [
        'Refused, for 4 reasons:',
        '  --at: … (effective-time-invalid)',
        '  --technical: … (recipient-closed)',
        '  --billing: … (recipient-not-validated)',
        '  --billing: … (recipient-in-debt)',
        '',
      ].join('\n'),
    );
    const first = changeOf(
      (await contacts(administration, `change ${groupId} --technical ${heir} --json`)).output,
    );
    const second = await contacts(administration, `change ${groupId} --technical ${heir}`);
    expect(second.errors).toContain('  --technical: ');
    expect(second.errors).toContain(`See it: contacts show ${first.changeId}\n`);
  });

  it('takes a time from now on, and consent codes', async () => {
    const { administration, heir, groupId } = await running.group(0);
    const made = await contacts(heir, `code --roles technical,billing --group ${groupId} --json`);
    const { code } = z.object({ code: z.string() }).parse(JSON.parse(made.output));
    const line = `change ${groupId} --technical ${heir} --at +2h --code ${heir}=${code} --json`;
    const asked = await contacts(administration, line);
    const { effectiveAt, state } = z
      .object({ effectiveAt: z.string(), state: z.string() })
      .parse(JSON.parse(asked.output));
    expect(state).toBe('scheduled');
    expect(Math.abs(Date.parse(effectiveAt) - Date.now() - 2 * 3_600_000)).toBeLessThan(600_000);
    const wrong = await contacts(administration, `change ${groupId} --billing ${heir} --code ${heir}=wrong`);
    expect(wrong.errors).toMatch(
      new RegExp(`  --code ${heir}: .* \\(consent-code-invalid\\)\n.*contacts code`),
    );
  });

  it('changes the technical contact of one service, whose number may be written as people write it', async () => {
    const { administration, serviceIds } = await running.group(1);
    const [serviceId = ''] = serviceIds;
    const number = `+33 ${serviceId.slice(4)}`;
    const line = ['change', number, '--technical', administration, '--wait', '--json'];
    const asked = await contacts(administration, line.map((word) => `"${word}"`).join(' '));
    expect(asked).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(asked.output)).toMatchObject({ serviceId, state: 'completed' });
  });

  it('waits to the end, and the exit code tells', async () => {
    const { administration, heir, groupId } = await running.group(4);
    const waiting = contacts(administration, `change ${groupId} --technical ${heir} --wait`);
    const id = await until(async () => {
      const { output } = await contacts(heir, 'inbox');
      return output.split('\n')[1]?.split(' ')[0];
    });
    expect((await contacts(heir, `accept ${id}`)).exitCode).toBe(0);
    const ended = await waiting;
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.output).toMatch(/^state +completed$/m);
    expect(ended.output).toMatch(/^services +4: 4 applied$/m);
    expect(ended.errors).toMatch(new RegExp(`^It waits for the decision of ${heir}, until .* UTC …\n$`));
  });
});

describe('Those who decide', () => {
  it('see what waits, on a terminal of 80 columns', async () => {
    const { heir, changeId, groupId } = await requested(0);
    const { output } = await contacts(heir, 'inbox', { columns: 80 });
    const [header = '', row = '', ...more] = output.split('\n');
    // oxlint-disable-next-line no-control-regex -- bold, on a terminal
    expect(header.replaceAll(/\u001B\[\d+m/g, '')).toBe(
      'id                          until (UTC)       where          your roles',
    );
    expect(row).toMatch(
      new RegExp(`^${changeId}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  ${groupId}  technical$`),
    );
    expect(more).toEqual(['']);
  });

  it('refuse with a reason, or try it first', async () => {
    const { administration, heir, changeId } = await requested(0);
    const dry = await contacts(heir, `refuse ${changeId} --dry-run`);
    expect(dry.errors).toContain('Nothing was sent. This would refuse:');
    expect(dry.output).toMatch(/^state +awaiting-consent$/m);
    const refused = await contacts(heir, `refuse ${changeId.toLowerCase()} --reason "Not ours"`);
    expect(refused.output).toMatch(/^ended because +Not ours \(refused\)$/m);
    const late = await contacts(heir, `accept ${changeId}`);
    expect(late).toMatchObject({ exitCode: 1 });
    expect(late.errors).toContain('(state-conflict)\nSee what it is now: contacts show ID\n');
    const shown = await contacts(administration, `show ${changeId} --wait`);
    expect(shown.exitCode).toBe(1);
  });

  it('make, list and revoke codes', async () => {
    const { heir, groupId } = await running.group(0);
    const dry = await contacts(heir, `code --roles all --group ${groupId} --dry-run`);
    expect(dry.output).toContain(`administration, technical, billing of ${groupId}`);
    const made = await contacts(heir, 'code --roles billing --expires-in 30');
    const id = /^id +(\w+)$/m.exec(made.output)?.[1] ?? '';
    expect((await contacts(heir, 'codes')).output).toMatch(new RegExp(`${id}  .*  any +billing\n$`));
    expect((await contacts(heir, `revoke ${id} --dry-run`)).output).toContain('would revoke');
    expect((await contacts(heir, `revoke ${id}`)).output).toBe(`Revoked the code ${id}.\n`);
    expect(await contacts(heir, 'codes')).toMatchObject({
      output: '',
      errors: 'No code of yours can still be used.\n',
    });
  });
});

describe('Those who asked', () => {
  it('remind, and cancel', async () => {
    const { administration, changeId } = await requested(0);
    expect((await contacts(administration, `remind ${changeId} --dry-run`)).errors).toContain(
      'Nobody was told.',
    );
    expect((await contacts(administration, `remind ${changeId}`)).exitCode).toBe(0);
    const again = await contacts(administration, `remind ${changeId}`);
    expect(again.errors).toMatch(/\(reminded-recently\)\nTry again in \d+ minutes\.\n$/);
    expect((await contacts(administration, `cancel ${changeId} --dry-run`)).output).toMatch(
      /^state +awaiting/m,
    );
    expect((await contacts(administration, `cancel ${changeId} --json`)).output).toContain('"cancelled"');
  });

  it('follow a change: show, outcomes, failed, history and events', async () => {
    const { administration, heir, changeId, groupId, serviceIds } = await requested(2);
    await contacts(heir, `accept ${changeId} --wait`);
    expect((await contacts(administration, `show ${changeId} --wait`)).exitCode).toBe(0);
    const outcomes = await contacts(administration, `outcomes ${changeId} --state applied`);
    expect(outcomes.output).toBe(
      [
        'service        kind  state    attempts  why  detail',
        ...serviceIds.map((serviceId) => `${serviceId}  line  applied`),
        '',
      ].join('\n'),
    );
    const ofTarget = await contacts(administration, `outcomes ${changeId} --state skipped`);
    expect(ofTarget).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--state: ') });
    expect(await contacts(administration, `failed ${changeId}`)).toMatchObject({
      output: '',
      errors: 'None.\n',
    });

    const csv = await contacts(administration, `history ${groupId} --csv`);
    const [titles = '', row = ''] = csv.output.split('\n');
    expect(titles.split(',').slice(0, 4)).toEqual(['changeId', 'serviceId', 'state', 'requestedAt']);
    expect(row).toContain(`${changeId},,completed,`);
    const table = await contacts(
      administration,
      `history ${groupId} --role technical --since 2020-01-01T00:00:00Z`,
    );
    expect(table.output).toContain(`${changeId}  completed  `);
    expect((await contacts(administration, `history ${groupId} --role billing`)).errors).toBe(
      'No changes.\n',
    );

    const events = await contacts(administration, `events ${changeId}`, { columns: 80 });
    expect(events.output.split('\n').map((line) => line.slice(18).trim())).toMatchObject([
      expect.stringMatching(/who +what +more/),
      expect.stringMatching(/ requested +New team$/),
      expect.stringMatching(/ consent-accepted$/),
      expect.stringMatching(/ effective$/),
      expect.stringMatching(/^system +completed +2 services$/),
      '',
    ]);
    const lines = jsonLines((await contacts(administration, `events ${changeId} --json`)).output);
    expect(lines).toHaveLength(4);
    const mine = await contacts(administration, 'changes --party requester --state completed --json');
    expect(jsonLines(mine.output)).toMatchObject([{ changeId }]);
  });
});

it('What one may not see is not found, whatever it is', async () => {
  const { heir, changeId } = await requested(0);
  const stranger = await running.group(0);
  const hidden = await contacts(stranger.administration, `show ${changeId}`);
  expect(hidden).toMatchObject({ exitCode: 1, output: '' });
  expect(hidden.errors).toContain('Check the id, and who you are: contacts me\n');
  expect((await contacts(heir, 'stuck')).errors).toContain("This needs a token with the operator's scope.");
  expect((await contacts(operatorNic, `show ${changeId}`)).exitCode).toBe(0);
});
