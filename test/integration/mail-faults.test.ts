import { assert, asyncProperty, shuffledSubarray } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import type { Key, Table } from '../../shared/store/table.ts';
import type { Event } from '../../shared/domain/event.ts';
import { countedTable } from '../support/counted-table.ts';
import { addressOf, giveAddresses, isMailed, mailedWhenDue, messagesOf } from '../support/mailing.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askReassignment, decideOnReassignment, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

const minute = 60_000;

async function worldWith(table?: Table): Promise<World> {
  const world = new World(table);
  await world.group(1, { billing: cleo });
  await giveAddresses(world, ada, ben, cleo, dan, eve);
  return world;
}

/** A change from request to end, with three recipients. */
async function story(world: World): Promise<OutgoingMessage[]> {
  const { change } = await world.request(ada, { administration: dan, technical: eve, billing: ben });
  const messages = await messagesOf(world);
  for (const nic of [ben, dan, eve]) {
    await world.accept(nic, change);
    messages.push(...(await messagesOf(world)));
  }
  await world.settle();
  return [...messages, ...(await messagesOf(world))];
}

const subjectsOf = (world: World): string[] =>
  world.mail.letters.map(({ to, subject }) => `${to} ${subject}`).toSorted();

describe('Mail about events in any order, each once or twice', () => {
  it('is the same for each reader, and sent once', async () => {
    const count = (await story(await worldWith())).length;
    const deliveries = shuffledSubarray([...Array(count).keys(), ...Array(count).keys()], {
      minLength: 2 * count,
    });
    await assert(
      asyncProperty(deliveries, async (order) => {
        const world = await worldWith();
        const messages = await story(world);
        await world.sendMail(order.flatMap((index) => messages[index] ?? []));
        world.time += 24 * 60 * minute;
        await world.sendMail(messages);
        // Everything is decided by now: what asked, and what was overtaken, is left out.
        expect(subjectsOf(world)).toEqual([
          `${addressOf(ada)} Change of contacts completed for group ab12345-ovh-1`,
          `${addressOf(cleo)} You are no longer the billing contact of group ab12345-ovh-1`,
        ]);
        await expect(mailedWhenDue(world)).resolves.toHaveLength(2);
      }),
      { numRuns: 30 },
    );
  });
});

describe('A letter', () => {
  let world: World;
  beforeEach(async () => {
    world = await worldWith();
  });

  it.each([
    ['is throttled', { outages: 1 }, 1],
    ['was sent, and its answer was lost', { lostAnswers: 1 }, 2],
  ])('that %s is sent again after its claim', async (_name, trouble, letters) => {
    await world.request(ada, { billing: ben });
    Object.assign(world.mail, trouble);
    await world.sendMail(await messagesOf(world));
    world.time += minute;
    await world.runDueWork();
    await world.sendMail();
    expect(world.mail.letters).toHaveLength(letters - 1);
    world.time += 2 * minute;
    await world.runDueWork();
    await world.sendMail();
    expect(world.mail.letters).toHaveLength(letters);
    world.time += 20 * minute;
    expect(await mailedWhenDue(world)).toHaveLength(letters);
  });

  it.each([
    ['is throttled', { outages: 2 }, 2],
    ['was sent, and its answer was lost', { lostAnswers: 2 }, 4],
  ])('about an event that %s is sent again after its claim', async (_name, trouble, letters) => {
    const { change } = await world.request(ada, { billing: ben });
    await world.sendMail(await messagesOf(world));
    world.mail.take();
    await world.accept(ben, change);
    Object.assign(world.mail, trouble);
    const messages = await messagesOf(world);
    await world.sendMail([...messages, ...messages]);
    expect(world.mail.letters).toHaveLength(letters - 2);
    world.time += 3 * minute;
    await world.runDueWork();
    expect(world.metrics.values('OldestMailAge').at(-1)).toBeGreaterThan(0);
    await world.sendMail();
    await world.sendMail(messages);
    expect(world.mail.letters).toHaveLength(letters);
  });

  it('that was overtaken while it could not be sent is left out', async () => {
    const { change } = await world.request(ada, { administration: dan, billing: ben });
    await world.sendMail(await messagesOf(world));
    world.mail.take();
    await world.accept(ben, change);
    world.mail.outages = 1;
    await world.sendMail(await messagesOf(world));
    await world.refuse(dan, change);
    world.time += 3 * minute;
    expect(await mailedWhenDue(world)).toEqual([]);
  });

  it('to an address that is refused is counted, and stops no other', async () => {
    world.mail.refused.add(addressOf(cleo));
    const { change } = await world.request(ada, { billing: ben });
    await world.accept(ben, change);
    const messages = await messagesOf(world);
    await world.sendMail(messages);
    await world.sendMail(messages);
    expect(world.mail.letters.map(({ to }) => to)).toEqual([addressOf(ada)]);
    expect(world.metrics.total('MailsRefused')).toBe(1);
    world.time += 60 * minute;
    expect(await mailedWhenDue(world)).toHaveLength(1);
  });

  it('to an account without an address is skipped and counted', async () => {
    await world.account(ben, { email: undefined });
    await world.stores.accounts.save({
      nic: ben,
      voipValidated: true,
      balanceCents: 0,
      status: 'open',
      email: null,
    });
    await world.request(ada, { billing: ben });
    await world.sendMail(await messagesOf(world));
    expect(world.mail.letters).toEqual([]);
    expect(world.metrics.total('MailsSkipped')).toBe(1);
  });
});

/** A table whose next write to this kind of row fails, as if the function died there. */
class DyingTable extends MemoryTable {
  dyingAt: ((key: Key) => boolean) | undefined;

  override put(...[operation]: Parameters<MemoryTable['put']>): Promise<void> {
    if (this.dyingAt?.(operation.put) === true) {
      this.dyingAt = undefined;
      return Promise.reject(new Error('The function died.'));
    }
    return super.put(operation);
  }
}

describe('A function that dies', () => {
  it.each([
    ['NOTICE#', 'before it claims a letter', 1, 1],
    ['NOTICE#', 'between sending a letter and recording that', 2, 2],
    ['GATHERING#', 'before it claims a gathered mail', 1, 1],
    ['GATHERING#', 'between sending a gathered mail and recording that', 2, 2],
  ])('%s: %s loses nothing', async (prefix, _name, nth, letters) => {
    const table = new DyingTable();
    const world = await worldWith(table);
    const { change } = await world.request(ada, { billing: ben });
    if (prefix === 'NOTICE#') {
      await messagesOf(world);
      await world.accept(ben, change);
    }
    const messages = await messagesOf(world);
    const reader = prefix === 'NOTICE#' ? cleo : ben;
    let seen = 0;
    table.dyingAt = ({ pk, sk }) => pk === `MAIL#${reader}` && sk.startsWith(prefix) && (seen += 1) === nth;
    await world.sendMail(messages).catch(() => {});
    expect(table.dyingAt).toBeUndefined();
    // The message comes again, and due work finds what was claimed.
    await world.sendMail(messages);
    world.time += 3 * minute;
    await world.runDueWork();
    await world.sendMail();
    expect(world.mail.letters.filter(({ to }) => to === addressOf(reader))).toHaveLength(letters);
    world.time += 60 * minute;
    await world.runDueWork();
    await world.sendMail();
    expect(world.mail.letters.filter(({ to }) => to === addressOf(reader))).toHaveLength(letters);
  });
});

describe('A reassignment of 10,000 targets', () => {
  const targets = 10_000;
  const groups = 4;

  /** The events of four changes, as though they were of 10,000. */
  const ofEveryTarget = (events: readonly Event[]): OutgoingMessage[] =>
    Array.from({ length: targets / groups }, (_, copy) =>
      events.map((event) => ({ body: { detail: { ...event, eventId: `${event.eventId}-${copy}` } } })),
    ).flat();

  it('makes one mail for each reader, and its changes cost nothing', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = await worldOfGroups(groups, new World(table));
    await giveAddresses(world, ada, ben, cleo);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    await world.publishEvents();
    const accepted = world.eventBus.accepted.splice(0);
    const ofTargets = accepted.filter((event) => 'changeId' in event);
    expect(ofTargets.map(({ type }) => type)).toHaveLength(groups * eventsOfTarget.length);
    expect(new Set(ofTargets.map(({ type }) => type))).toEqual(new Set(eventsOfTarget));

    // The rules of the bus pass none of them on. If they did, nothing would be read, written or sent.
    expect(ofTargets.filter(isMailed)).toEqual([]);
    const before = reads.requests;
    await world.sendMail(ofEveryTarget(ofTargets));
    expect([reads.requests - before, world.mail.letters.length]).toEqual([0, 0]);

    const messages = accepted.filter(isMailed).map((event) => ({
      body: {
        detail: {
          ...event,
          ...(event.type === 'reassignment.completed' && {
            targets: { targets, completed: targets, failed: 0, skipped: 0 },
          }),
        },
      },
    }));
    await world.sendMail([...messages, ...messages]);
    expect(subjectsOf(world)).toEqual([
      `${addressOf(ada)} Reassignment of contacts completed`,
      `${addressOf(ben)} Your contact roles are being reassigned`,
      `${addressOf(cleo)} Reassignment of contacts completed`,
    ]);
    expect(world.mail.letters.at(-1)?.text).toContain('Completed: 10,000\n');
    // Twice what each of five events needs.
    expect(reads.requests - before).toBeLessThan(50);
  });
});

const eventsOfTarget = [
  'contact-change.requested',
  'contact-change.consent-accepted',
  'contact-change.effective',
  'contact-change.completed',
];
