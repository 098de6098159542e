import { expect, test } from 'vitest';
import { describeOutcomes, outcomeRows } from '../../infra/laptop/demo/reassign/outcome-table.ts';
import { groups } from '../../infra/laptop/demo/reassign/scene.ts';
import { OutcomeAnswer } from '../../shared/http/contract/reassignment-shapes.ts';

const outcome = (groupId: string, rest: object) =>
  OutcomeAnswer.parse({ groupId, roles: ['technical'], state: 'completed', ...rest });

test('the demo’s outcomes are counted by state and reason, groups apart from single services', () => {
  const failure = { code: 'change-pending', detail: 'An open request blocks this one.' };
  const rows = outcomeRows([
    outcome('ab1-ovh-1', { state: 'skipped', failure }),
    outcome('ab1-ovh-2', { serviceId: '0033972101234' }),
    outcome('ab1-ovh-3', {}),
    outcome('ab1-ovh-4', {}),
  ]);
  expect(rows).toEqual([
    { state: 'completed', reason: '', groups: 2, services: 1 },
    { state: 'skipped', reason: 'change-pending', groups: 1, services: 0 },
  ]);
  expect(describeOutcomes(rows).split('\n')).toHaveLength(3);
});

test('the demo has 200 groups that the head office sees and some that it does not, each once', () => {
  expect(groups.filter(({ expected }) => expected !== 'unseen')).toHaveLength(200);
  expect(new Set(groups.map(({ groupId }) => groupId)).size).toBe(groups.length);
  const services = groups.flatMap((group) => group.services);
  expect(new Set(services).size).toBe(services.length);
});
