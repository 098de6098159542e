import { beforeEach, describe, expect, it } from 'vitest';
import { mailPartition } from '../../shared/store/mail-keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { giveAddresses, mailedWhenDue } from '../support/mailing.ts';
import { ben, World } from '../support/world.ts';

const day = 24 * 60 * 60_000;
const mine = 'be2-ovh';
const other = 'thief';
const at = (name: string): string => `${name}@example.com`;
const told = 'This address is no longer that of your account';

describe('An address that is no longer that of its account', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await giveAddresses(world, ben);
  });

  const change = async (body: unknown): Promise<number | undefined> =>
    (await new ApiInMemory(world).call('putMe', { nic: ben }, { body })).statusCode;
  const rows = async () => (await world.table.query({ pk: mailPartition(ben), prefix: '', limit: 10 })).items;

  it('is told so, and not the new one; both stay unnamed', async () => {
    expect(await change({ email: at(other) })).toBe(200);
    await world.runDueWork();
    await world.sendMail();
    const [letter, ...others] = world.mail.take();
    expect([letter?.to, letter?.subject, others]).toEqual([at(mine), told, []]);
    expect(letter?.text).toContain('somebody else may be using your account');
    expect(letter?.text).not.toMatch(/@|https?:/);
    world.time += day;
    expect(await mailedWhenDue(world)).toEqual([]);
    expect(JSON.stringify(await rows())).not.toContain('@');
  });

  it.each([
    ['is cleared', { email: null }, 1],
    ['stays as it is', { email: at(mine) }, 0],
    ['is left out', { language: 'fr' }, 0],
  ])('%s', async (_name, body, letters) => {
    await change(body);
    expect(await mailedWhenDue(world)).toHaveLength(letters);
  });

  it('is told once a week, however often it comes and goes', async () => {
    for (let times = 0; times < 5; times += 1) {
      await change({ email: at(other) });
      await change({ email: at(mine) });
    }
    expect((await mailedWhenDue(world)).toSorted()).toEqual([`${mine}: ${told}`, `${other}: ${told}`]);
    await change({ email: at(other) });
    expect(await mailedWhenDue(world)).toEqual([]);
  });

  it('is told when SES works again, and once', async () => {
    world.mail.outages = 1;
    await change({ email: at(other) });
    expect(await mailedWhenDue(world)).toEqual([]);
    expect(await mailedWhenDue(world)).toEqual([]);
    world.time += 3 * 60_000;
    expect(await mailedWhenDue(world)).toEqual([`${mine}: ${told}`]);
    world.time += day;
    expect(await mailedWhenDue(world)).toEqual([]);
  });
});
