import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesizeLocal } from '../../infra/laptop/assembly.ts';
import { callerOf } from '../../infra/laptop/caller.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { loadSample } from '../../infra/laptop/sample/load.ts';
import { MemberServer } from '../support/member-server.ts';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { blocksOf, runPage } from './support/page.ts';

describe('What a reader is told to type works, with the sample data', () => {
  let running: RunningStack;
  beforeAll(async () => {
    running = await RunningStack.start({ tickSeconds: 1 });
    await loadSample(callerOf(running.stack, running.issuer, { nic: operatorNic, operator: true }));
  });
  afterAll(() => running.stack.stop());

  it.each([
    ['README.md', '## The same by hand'],
    ['docs/guides/decide.md', undefined],
    ['docs/guides/hand-over-a-group.md', undefined],
    ['docs/guides/load.md', undefined],
    ['docs/guides/nightly-reassignments.md', undefined],
  ])('%s', async (file, heading) => {
    const { url } = running.stack;
    const blocks = blocksOf(file, heading).filter(({ text }) => !text.startsWith('npm start'));
    expect(blocks.length).toBeGreaterThan(3);
    await runPage(blocks, { environment: { CONTACTS_API: url }, url });
  });

  it('docs/api.md, by curl, and a second time', async () => {
    // Later blocks use the variables of the first.
    const blocks = blocksOf('docs/api.md', '## The same by curl');
    const text = blocks.map((block) => block.text).join('');
    const walk = () => runPage([{ language: 'sh', text }], { environment: {}, url: running.stack.url });
    const first = await walk();
    expect(first.match(/"state":"(?:completed|scheduled)"/g)).toHaveLength(2);
    expect(first).toContain('"serviceId":"0033155555555"');
    expect(await walk()).toContain('nothing-to-change');
  });
});

describe('First aid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-aid-'));
  let members: MemberServer;
  let running: RunningStack;
  beforeAll(async () => {
    members = await MemberServer.start();
    const issuer = await localIssuer();
    const assembly = await synthesizeLocal(folder, issuer, { memberEndpoint: `${members.url}/` });
    running = await RunningStack.start({ assembly, tickSeconds: 1 });
  });
  afterAll(async () => {
    await running.stack.stop();
    members.stop();
    rmSync(folder, { recursive: true });
  });

  it('docs/guides/first-aid.md, while the member system refuses and after', async () => {
    members.answer = (_call, response) => void response.writeHead(422).end();
    const { administration, heir, groupId } = await running.group(3);
    const { changeId } = await running.requestChange(administration, { groupId }, { technical: heir });
    await running.accept(heir, changeId);
    expect(await running.completed(changeId, heir)).toMatchObject({ progress: { failed: 3 } });

    const environment = {
      CONTACTS_API: running.stack.url,
      CONTACTS_TOKEN: await running.token(operatorNic, { operator: true }),
    };
    const { url } = running.stack;
    const blocks = blocksOf('docs/guides/first-aid.md');
    const repaired = blocks.findIndex(({ text }) => text.includes('contacts retry ID'));
    await runPage(blocks.slice(0, repaired), { environment, url });
    members.answer = (_call, response) => void response.writeHead(204).end();
    const printed = await runPage(blocks.slice(repaired), { environment, url, id: changeId });
    expect(printed).toContain('Nothing was sent. This would retry 0 changes.\nRetried 0 changes.\n');
    expect(printed).toContain('Nothing is stuck, and nothing ended with failures.\n');
    expect(printed).toMatch(/ retried\n(?:.*\n)*.* completed +3 services\n$/);
  });
});
