import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import type { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { makeHolding } from '../support/holding.ts';
import { ReassignmentClient, summed } from '../support/reassignment-client.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';

let running: RunningStack;
let reassignments: ReassignmentClient;
beforeAll(async () => {
  running = await RunningStack.shared();
  reassignments = new ReassignmentClient(running);
});

const listed = async (nic: string, query = '') =>
  (await running.call(operations.listReassignments, nic, {}, { query })).items;
const codeOf = async (path: string, nic: string) => {
  const called = await running.fetch('GET', path, { token: await running.token(nic) });
  return ProblemAnswer.parse(called.body).code;
};

describe('The list of reassignments', () => {
  it('contains the caller’s as owner, `from` or `to`, newest first and page by page', async () => {
    const { owner, from, to, billing } = await makeHolding(running, 1);
    const asked: ReassignmentAnswer[] = [];
    for (const others of [[], ['billing'], ['administration']])
      asked.unshift(await reassignments.ask(owner, { from, to, roles: ['technical', ...others] }));
    const ids = asked.map(({ reassignmentId }) => reassignmentId);
    const theirs = await reassignments.ask(operatorNic, { from: billing, to, roles: ['billing'] });
    for (const nic of [owner, from]) {
      expect(await listed(nic)).toEqual(asked);
      for (const reassignment of asked)
        expect(await reassignments.get(nic, reassignment)).toEqual(reassignment);
    }
    const taken = await listed(to);
    expect(taken.map(({ reassignmentId }) => reassignmentId)).toEqual([theirs.reassignmentId, ...ids]);
    expect(await listed(billing)).toEqual([theirs]);

    const page = await running.call(operations.listReassignments, owner, {}, { query: '?limit=2' });
    await reassignments.ask(owner, { from, to: owner, roles: ['technical'], reason: 'between the pages' });
    const cursor = encodeURIComponent(page.nextCursor ?? '');
    const rest = await running.call(operations.listReassignments, owner, {}, { query: `?cursor=${cursor}` });
    const found = [...page.items, ...rest.items].map(({ reassignmentId }) => reassignmentId);
    expect([found, rest.nextCursor]).toEqual([ids, null]);
    // A cursor is good for the list that gave it.
    expect(await codeOf(`/reassignments?cursor=${cursor}`, from)).toBe('invalid-cursor');
    expect(await codeOf('/reassignments?state=done', owner)).toBe('invalid-parameter');
  });

  it('of an operator contains only its own, although it may see every one', async () => {
    const { owner, from, to } = await makeHolding(running, 1);
    const before = await listed(operatorNic);
    const notItsOwn = await reassignments.ask(owner, { from, to, roles: ['technical'] });
    const itsOwn = await reassignments.ask(operatorNic, { from, to, roles: ['technical'] });
    expect(await reassignments.get(operatorNic, notItsOwn)).toEqual(notItsOwn);
    expect(await listed(operatorNic)).toEqual([itsOwn, ...before]);
    expect((await listed(owner)).map(({ reassignmentId }) => reassignmentId)).toEqual([
      notItsOwn.reassignmentId,
    ]);
  });
});

describe('The outcomes of a reassignment', () => {
  it('are listed by state and page by page, none twice', async () => {
    const { owner, from, to, billing, groupIds } = await makeHolding(running, 12);
    for (const groupId of groupIds.slice(3, 6)) {
      await running.requestChange(owner, { groupId }, { technical: billing });
    }
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'] });
    const path = `/reassignments/${reassignment.reassignmentId}/outcomes`;
    expect(await reassignments.outcomes(owner, reassignment)).toEqual([]);
    await reassignments.decide(to, reassignment, 'accept');
    const done = await reassignments.ended(owner, reassignment);
    const all = await reassignments.outcomes(owner, reassignment);
    expect(done.progress).toEqual(summed(all));
    expect(await reassignments.outcomes(operatorNic, reassignment)).toEqual(all);
    // The others see those of the groups on which they hold a role now.
    const ofState = (state: string) => all.filter((outcome) => outcome.state === state);
    expect(await reassignments.outcomes(from, reassignment)).toEqual(ofState('skipped'));
    expect(await reassignments.outcomes(to, reassignment)).toEqual(ofState('completed'));

    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = `?limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { reassignmentId } = reassignment;
      const page: Awaited<ReturnType<typeof outcomesPage>> = await outcomesPage(owner, reassignmentId, query);
      expect(page.items.length).toBeLessThanOrEqual(5);
      paged.push(...page.items.map(({ groupId }) => groupId));
      cursor = page.nextCursor;
    }
    expect(paged.toSorted()).toEqual([...groupIds].toSorted());

    const skipped = await reassignments.outcomes(owner, reassignment, '&state=skipped');
    expect(skipped.map(({ groupId }) => groupId).toSorted()).toEqual(groupIds.slice(3, 6).toSorted());
    expect(await reassignments.outcomes(owner, reassignment, '&state=completed')).toHaveLength(9);
    for (const state of ['pending', 'propagating', 'failed'])
      expect(await reassignments.outcomes(owner, reassignment, `&state=${state}`)).toEqual([]);
    const first = await outcomesPage(owner, reassignment.reassignmentId, '?limit=2&state=skipped');
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const second = await outcomesPage(
      owner,
      reassignment.reassignmentId,
      `?limit=2&state=skipped&cursor=${cursor}`,
    );
    expect([...first.items, ...second.items]).toEqual(skipped);
    // A cursor is good for the same reassignment and the same filter.
    expect(await codeOf(`${path}?cursor=${cursor}`, owner)).toBe('invalid-cursor');
    expect(await codeOf(`${path}?state=done`, owner)).toBe('invalid-parameter');
    expect(await codeOf(`${path}?cursor=AAAA`, owner)).toBe('invalid-cursor');
  });
});

const outcomesPage = (nic: string, reassignmentId: string, query: string) =>
  running.call(operations.listReassignmentOutcomes, nic, { reassignmentId }, { query });
