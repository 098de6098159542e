import { beforeEach, describe, expect, it } from 'vitest';
import { addressOf, giveAddresses, mailed, mailedWhenDue, messagesOf } from '../support/mailing.ts';
import { askReassignment, decideOnReassignment, groupNumber, makeGroup } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let world: World;
beforeEach(async () => {
  world = new World();
  await world.group(1, { billing: cleo });
  await giveAddresses(world, ada, ben, cleo, dan, eve);
});

describe('The mail of a change', () => {
  it('tells the recipient what waits, with who asks by name, and a link', async () => {
    await world.stores.groups.describe(groupId, 'Customer service');
    const { change } = await world.request(ada, { billing: ben }, { reason: 'Ben takes over.' });
    await world.sendMail(await messagesOf(world));
    const [letter, ...others] = world.mail.take();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: addressOf(ben), subject: 'A request waits for your answer' });
    expect(letter?.text).toContain(`Department ${ada} (${ada}) asks you to become a contact.`);
    expect(letter?.text).toContain(`Group: ${groupId} (Customer service)`);
    expect(letter?.text).toContain('Contact role: billing');
    expect(letter?.text).toContain('Reason given: Ben takes over.');
    expect(letter?.text).toContain('Answer before: Sunday, 8 March 2026 at 09:00 (Paris\u00A0time)');
    expect(letter?.text).toContain(`https://console.example.net/console/changes/${change.changeId}\n`);
  });

  it('tells the requester and who loses a role, by nic alone', async () => {
    const { change } = await world.request(ada, { billing: ben });
    await mailed(world);
    await world.accept(ben, change);
    await world.sendMail(await messagesOf(world));
    const letters = world.mail.take();
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
      [addressOf(cleo), `You are no longer the billing contact of group ${groupId}`],
      [addressOf(ada), `Change of contacts started for group ${groupId}`],
    ]);
    for (const { text, html } of letters) {
      expect(text).toContain(`Billing: ${ben} in place of ${cleo}`);
      expect(text + html).not.toContain('Department');
      expect(text + html).not.toContain('https://console');
    }
    await world.settle();
    expect(await mailed(world)).toEqual([`${ada}: Change of contacts completed for group ${groupId}`]);
  });

  it('tells nobody what it did itself', async () => {
    await world.request(ada, { technical: ada, billing: ada });
    await world.settle();
    expect(await mailed(world)).toEqual([
      `${cleo}: You are no longer the billing contact of group ${groupId}`,
      `${ada}: Change of contacts completed for group ${groupId}`,
    ]);
    const code = await world.code(ben, ['billing']);
    await world.request(ada, { billing: ben }, { codes: { [ben]: code } });
    expect(await mailed(world)).toEqual([]);
    await world.settle();
    expect(await mailed(world)).toEqual([`${ada}: Change of contacts completed for group ${groupId}`]);
  });

  it('tells a plan and its start', async () => {
    const effectiveAt = new Date(world.time + day);
    const { change } = await world.request(ada, { billing: ben }, { effectiveAt });
    await mailed(world);
    await world.accept(ben, change);
    await world.sendMail(await messagesOf(world));
    const letters = world.mail.take();
    expect(letters.map(({ to }) => to).toSorted()).toEqual([addressOf(ada), addressOf(cleo)]);
    for (const { text } of letters)
      expect(text).toContain('Takes effect: Monday, 2 March 2026 at 09:00 (Paris\u00A0time)');
    world.time += day;
    await world.runDueWork();
    await world.advance();
    expect((await mailed(world)).toSorted()).toEqual([
      `${ada}: Change of contacts started for group ${groupId}`,
      `${cleo}: You are no longer the billing contact of group ${groupId}`,
    ]);
  });

  it('tells each of three recipients, and the requester whose answer is missing', async () => {
    const { change } = await world.request(ada, { administration: dan, technical: eve, billing: ben });
    expect(await mailed(world)).toHaveLength(3);
    await world.accept(eve, change);
    await world.sendMail(await messagesOf(world));
    const [letter] = world.mail.take();
    expect(letter).toMatchObject({ to: addressOf(ada), subject: `Request accepted for group ${groupId}` });
    expect(letter?.text).toContain(`Answer missing from: ${dan}, ${ben}`);
  });

  it.each([
    [
      'refused',
      () => world.refuse(ben, lastChange(), 'No, sorry.'),
      `Request refused for group ${groupId}`,
      'No, sorry.',
    ],
    [
      'expired',
      () => pass(7 * day + minute),
      `Request expired for group ${groupId}`,
      'an answer was missing|one answer was missing',
    ],
  ])('tells the requester that it was %s', async (_name, act, subject, words) => {
    await world.request(ada, { billing: ben });
    await mailed(world);
    await act();
    await world.sendMail(await messagesOf(world));
    const letters = world.mail.take().filter(({ to }) => to === addressOf(ada));
    expect(letters.map((letter) => letter.subject)).toEqual([subject]);
    expect(letters[0]?.text).toMatch(new RegExp(words));
  });

  it('tells the requester why it was rejected', async () => {
    const effectiveAt = new Date(world.time + day);
    const { change } = await world.request(ada, { billing: ben }, { effectiveAt });
    await world.accept(ben, change);
    await mailed(world);
    await world.account(ben, { status: 'closed' });
    await pass(day + minute);
    await world.sendMail(await messagesOf(world));
    const [letter, ...others] = world.mail.take();
    expect(others).toEqual([]);
    expect(letter?.text).toContain('The account of who was to become a contact is closed.');
  });
});

const lastChange = () => {
  const changeId = world.changeIds.at(-1);
  if (changeId === undefined) throw new Error('There is no change.');
  return { changeId };
};

async function pass(milliseconds: number): Promise<void> {
  world.time += milliseconds;
  await world.runDueWork();
  await world.settle();
}

describe('A reminder', () => {
  it('comes two days before the end, once, unless the decision was made', async () => {
    const { change } = await world.request(ada, { billing: ben, technical: dan });
    expect(await mailed(world)).toHaveLength(2);
    world.time += 5 * day - minute;
    expect(await mailedWhenDue(world)).toEqual([]);
    await world.accept(dan, change);
    world.time += 2 * minute;
    expect(await mailedWhenDue(world)).toEqual([`${ben}: Reminder: a request waits for your answer`]);
    world.time += 20 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
  });
});

describe('Mail from one requester to one recipient', () => {
  const requestFor = async (group: number) => {
    await makeGroup(world, group, {}, 0);
    await world.request(ada, { billing: ben }, { group: groupNumber(group) });
  };

  it('is gathered: one every fifteen minutes, which lists all that waits', async () => {
    for (const group of [2, 3, 4]) {
      await requestFor(group);
      expect(await mailed(world)).toHaveLength(group === 2 ? 1 : 0);
    }
    world.time += 14 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
    world.time += minute;
    expect(await mailedWhenDue(world)).toEqual([`${ben}: 3 requests wait for your answer`]);
    world.time += 60 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
  });

  it('comes at most twenty times a day, and is not lost', async () => {
    let letters = 0;
    for (let group = 2; group < 40; group++) {
      await requestFor(group);
      letters += (await mailed(world)).length;
      world.time += 15 * minute;
      letters += (await mailedWhenDue(world)).length;
    }
    expect(letters).toBe(20);
    world.time = Date.parse('2026-03-02T00:00:00.000Z');
    expect(await mailedWhenDue(world)).toEqual([`${ben}: More than 20 requests wait for your answer`]);
  });

  it('leaves out what no longer waits, and is not sent if nothing does', async () => {
    await requestFor(2);
    await mailed(world);
    await requestFor(3);
    expect(await mailed(world)).toEqual([]);
    for (const changeId of world.changeIds) await world.accept(ben, { changeId });
    await messagesOf(world);
    world.time += 15 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
  });

  it('does not wait for mail from others', async () => {
    await requestFor(2);
    await mailed(world);
    await makeGroup(world, 3, { administration: cleo }, 0);
    await world.request(cleo, { billing: ben }, { group: groupNumber(3) });
    expect(await mailed(world)).toEqual([`${ben}: A request waits for your answer`]);
  });
});

describe('The mail of a reassignment', () => {
  it('is one for the whole job, to its recipient, its owner and who loses its roles', async () => {
    const reassignment = await askReassignment(world, ada, { from: cleo, to: ben, roles: ['billing'] });
    expect(await mailed(world)).toEqual([`${ben}: A request waits for your answer`]);
    await decideOnReassignment(world, ben, reassignment);
    expect((await mailed(world)).toSorted()).toEqual([
      `${ada}: Reassignment of contacts started`,
      `${cleo}: Your contact roles are being reassigned`,
    ]);
    await world.settle();
    expect((await mailed(world)).toSorted()).toEqual([
      `${ada}: Reassignment of contacts completed`,
      `${ben}: Reassignment of contacts completed`,
    ]);
  });

  it('is one a batch', async () => {
    for (const group of [2, 3, 4]) {
      await makeGroup(world, group, { billing: cleo }, 0);
      const groupIds = [groupNumber(group)];
      await askReassignment(world, ada, {
        from: cleo,
        to: ben,
        roles: ['billing'],
        groupIds,
        batch: 'Move 7',
      });
    }
    expect(await mailed(world)).toEqual([]);
    world.time += 5 * minute;
    expect(await mailedWhenDue(world)).toEqual([`${ben}: 3 requests wait for your answer`]);
    await makeGroup(world, 5, { billing: cleo }, 0);
    const groupIds = [groupNumber(5)];
    await askReassignment(world, ada, { from: cleo, to: ben, roles: ['billing'], groupIds, batch: 'Move 7' });
    await mailed(world);
    world.time += 20 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
  });
});
