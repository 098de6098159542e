import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLogFields } from '../../shared/runtime/log-fields.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { observed } from '../../shared/runtime/observed.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const logged = (): unknown[] => lines.map((line): unknown => JSON.parse(line));

describe('A log line', () => {
  it('has the fields of its context, unless it sets them itself', () => {
    const log = createLog('advanceChange');
    withLogFields({ awsRequestId: 'one' }, () =>
      withLogFields({ messageId: 'm', changeId: 'A' }, () => log.warn('Odd.', { changeId: 'B' })),
    );
    log.info('Later.');
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'Odd.',
        service: 'advanceChange',
        awsRequestId: 'one',
        messageId: 'm',
        changeId: 'B',
      }),
      expect.not.objectContaining({ awsRequestId: 'one' }),
    ]);
  });

  it('omits a secret that a library’s error contains', () => {
    const error = Object.assign(
      new Error('The call failed.', { cause: { headers: { Cookie: 'hidden-1' } } }),
      {
        $response: { headers: { Authorization: 'hidden-2', 'x-signature': 'hidden-3' } },
        consentCodes: { 'ab1-ovh': 'hidden-4' },
        config: { secretKey: 'hidden-5', status: 500 },
      },
    );
    createLog('getGroup').error('Failed.', { error, token: 'hidden-6' });
    expect(lines.join('')).not.toContain('hidden');
    expect(logged()).toMatchObject([
      { error: { message: 'The call failed.', config: { status: 500, secretKey: '[redacted]' } } },
    ]);
  });
});

describe('An invocation', () => {
  it('is named in its log lines, even if two run at once', async () => {
    const log = createLog('advanceChange');
    const gate = Promise.withResolvers<undefined>();
    const handler = observed({ metrics: new RecordedMetrics() }, async (event: string) => {
      if (event === 'first') await gate.promise;
      else gate.resolve(undefined);
      log.info(event);
    });
    await Promise.all(['first', 'second'].map((event) => handler(event, { awsRequestId: `id of ${event}` })));
    expect(logged()).toMatchObject(
      ['second', 'first'].map((message) => ({ message, awsRequestId: `id of ${message}` })),
    );
  });

  it('publishes its metrics, whether it succeeds or fails', async () => {
    const metrics = new RecordedMetrics();
    const context = { awsRequestId: 'one' };
    await observed({ metrics }, () => Promise.resolve())('event', context);
    const broken = observed({ metrics }, () => Promise.reject(new Error('Broken.')));
    await expect(broken('event', context)).rejects.toThrow('Broken.');
    expect(metrics.publications).toBe(2);
  });
});
