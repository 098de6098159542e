import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emfMetrics } from '../../shared/runtime/emf-metrics.ts';
import { withLogFields } from '../../shared/runtime/log-fields.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const blobs = (): unknown[] => lines.map((line): unknown => JSON.parse(line));

const hasHundred = (values: unknown): boolean => Array.isArray(values) && values.length === 100;

describe('The metrics of an invocation', () => {
  it('are one line: the sum of each count, the values of each distribution, one dimension', () => {
    const metrics = emfMetrics('propagateContact', 'a-stack');
    for (const attempts of [1, 1, 3]) metrics.observe('Attempts', attempts);
    metrics.count('MembersApplied', 2);
    metrics.count('MembersApplied', 1);
    metrics.publish();
    expect(blobs()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'a-stack',
              Dimensions: [['service']],
              Metrics: [
                { Name: 'Attempts', Unit: 'Count' },
                { Name: 'MembersApplied', Unit: 'Count' },
              ],
            },
          ],
        },
        service: 'propagateContact',
        Attempts: [1, 1, 3],
        MembersApplied: 3,
      },
    ]);
  });

  it('are more than one line where there are more values than the format takes', () => {
    const metrics = emfMetrics('propagateContact', 'a-stack');
    for (let attempt = 1; attempt <= 101; attempt++) metrics.observe('Attempts', attempt);
    metrics.publish();
    expect(blobs()).toMatchObject([{ Attempts: expect.toSatisfy(hasHundred) }, { Attempts: 101 }]);
  });

  it('are published once, and not at all if nothing was measured', () => {
    const metrics = emfMetrics('runDueWork', 'a-stack');
    metrics.publish();
    metrics.count('DueItems', 0);
    metrics.observe('OldestDueAge', 0);
    metrics.publish();
    metrics.publish();
    expect(blobs()).toMatchObject([{ DueItems: 0, OldestDueAge: 0 }]);
  });

  it('name their invocation, but not as a dimension', () => {
    const metrics = emfMetrics('advanceChange', 'a-stack');
    metrics.count('ChangesCompleted', 1);
    withLogFields({ awsRequestId: 'one' }, () => metrics.publish());
    metrics.count('ChangesCompleted', 1);
    withLogFields({ awsRequestId: 'two' }, () => metrics.publish());
    expect(blobs()).toMatchObject(
      ['one', 'two'].map((awsRequestId) => ({
        awsRequestId,
        _aws: { CloudWatchMetrics: [{ Dimensions: [['service']] }] },
        ChangesCompleted: 1,
      })),
    );
  });
});
