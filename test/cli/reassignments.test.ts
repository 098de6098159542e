import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { contactsOf, jsonLines } from './support/contacts.ts';

let running: RunningStack;
let contacts: ReturnType<typeof contactsOf>;
beforeAll(async () => {
  running = await RunningStack.shared();
  contacts = contactsOf(running);
});

const idOf = (text: string) =>
  z.object({ reassignmentId: z.string() }).parse(JSON.parse(text)).reassignmentId;

it('A reassignment is tried, requested, accepted and followed', async () => {
  const { administration, technical, heir, groupId } = await running.group(2);
  const line = `reassign --from ${technical} --to ${heir} --roles technical --groups ${groupId}`;
  const dry = await contacts(administration, `${line} --dry-run`, { columns: 80 });
  expect(dry.output).toMatch(/^targets +1$/m);
  expect(dry.output).toMatch(new RegExp(`^${groupId} +pending +technical ${technical} → ${heir}$`, 'm'));
  const id = idOf((await contacts(administration, `${line} --json`)).output);

  const twice = await contacts(administration, line);
  expect(twice.errors).toContain(`(reassignment-pending)\nSee it: contacts show ${id}\n`);
  expect((await contacts(heir, 'inbox')).output).toMatch(
    new RegExp(`^${id} .* all of ${technical} +technical$`, 'm'),
  );
  expect((await contacts(heir, `preview ${id}`)).output).toContain(groupId);
  expect((await contacts(administration, `remind ${id}`)).exitCode).toBe(0);

  const ended = await contacts(heir, `accept ${id} --wait`);
  expect(ended).toMatchObject({ exitCode: 0 });
  expect(ended.output).toMatch(/^targets +1: 1 completed$/m);
  expect((await contacts(administration, `outcomes ${id} --json`)).output).toContain('"completed"');
  expect((await contacts(administration, `failed ${id}`)).errors).toBe('None.\n');
  expect((await contacts(administration, `events ${id}`)).output).toMatch(/ completed$/m);
  expect((await contacts(administration, 'reassignments --party owner')).output).toMatch(
    new RegExp(`^${id}  completed +1/1  ${technical} → ${heir}: technical$`, 'm'),
  );
});

it('A reassignment is refused, or cancelled', async () => {
  const { administration, billing, heir, groupId } = await running.group(0);
  const line = `reassign --from ${billing} --to ${heir} --roles all --groups ${groupId} --json`;
  const first = idOf((await contacts(administration, line)).output);
  expect((await contacts(heir, `refuse ${first} --reason "Not me"`)).output).toContain('Not me (refused)');
  const second = idOf((await contacts(administration, line)).output);
  expect((await contacts(administration, `cancel ${second}`)).output).toMatch(/^state +cancelled$/m);
});

it('All reassignments of a batch are accepted at once', async () => {
  const groups = [await running.group(0), await running.group(0)];
  const [{ heir } = { heir: '' }] = groups;
  const batch = `night of ${heir}`;
  for (const { billing } of groups) {
    await contacts(operatorNic, `reassign --from ${billing} --to ${heir} --roles billing --batch "${batch}"`);
  }
  const line = `accept --batch "${batch}" --requested-by ${operatorNic}`;
  expect((await contacts(heir, `${line} --dry-run`)).output).toContain('would accept 2 reassignments');
  expect((await contacts(heir, line)).output).toBe('Accepted 2 reassignments.\n');
  expect((await contacts(heir, `${line} --json`)).output).toContain('"accepted": 0');
  const listed = await contacts(operatorNic, `reassignments --batch "${batch}" --json`);
  expect(jsonLines(listed.output)).toHaveLength(2);
});
