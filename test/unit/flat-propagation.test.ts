import { describe, expect, it } from 'vitest';
import { enterPhase, noTally } from '../../shared/domain/propagation.ts';
import { parseChange } from '../../shared/store/change-rows.ts';

const at = '2026-03-01T08:00:02.000Z';
const later = '2026-03-01T08:00:10.000Z';
const cursor = '0033972100999';

const row = (state: string, propagation: object) => ({
  pk: 'CHANGE#01KJM6JM00TH9Y62HNFDH3E06W',
  sk: 'CHANGE',
  changeId: '01KJM6JM00TH9Y62HNFDH3E06W',
  groupId: 'ab12345-ovh-1',
  state,
  contacts: { technical: { from: 'ad1-ovh', to: 'be2-ovh' } },
  requestedBy: 'ad1-ovh',
  requestedAt: '2026-03-01T08:00:00.000Z',
  expiresAt: '2026-03-08T08:00:00.000Z',
  administrationRevision: 0,
  consents: [],
  revision: 1,
  startedAt: '2026-03-01T08:00:00.000Z',
  propagation,
  version: 3,
});

const none = { applied: 0, superseded: 0, failed: 0 };
const read = { applied: 99, superseded: 1, failed: 1_200 };
const begun = { services: 1_300, sent: 0, tally: none, counted: 0, countedAt: at };
const sent = { ...begun, sent: 1_300, dispatchedAt: at, counted: 1_299, countedAt: later };
const walked = { ...sent, walkedAt: later, tally: read };

/** What propagation was stored as before it had phases, and the phase that it was in. */
const flat: readonly (readonly [string, object, object])[] = [
  [
    'first page',
    begun,
    { phase: 'dispatching', sent: 0, counters: { total: 0, changedAt: at, forgiven: 0 } },
  ],
  [
    'second page',
    { ...begun, sent: 1_000, counted: 7, cursor },
    { phase: 'dispatching', sent: 1_000, cursor, counters: { total: 7, changedAt: at, forgiven: 0 } },
  ],
  [
    'wait for the counters',
    sent,
    {
      phase: 'awaiting',
      sent: 1_300,
      dispatchedAt: at,
      counters: { total: 1_299, changedAt: later, forgiven: 0 },
    },
  ],
  [
    'second page that is read back',
    { ...sent, cursor, tally: read },
    { phase: 'reading-back', dispatchedAt: at, cursor, tally: read },
  ],
  ['pass over the missing members', walked, { phase: 'resending', tally: read }],
  ['rest of such a pass', { ...walked, cursor }, { phase: 'resending', cursor, tally: read }],
  [
    'recheck of failures',
    { ...walked, check: { cursor, failed: 4, superseded: 3, removed: 2 } },
    { phase: 'rechecking', tally: read, cursor, failed: 4, superseded: 3, removed: 2, resolved: 0 },
  ],
  ['retry', { ...walked, isRetrying: true }, { phase: 'requeueing', tally: read }],
  ['rest of a retry', { ...walked, isRetrying: true, cursor }, { phase: 'requeueing', cursor, tally: read }],
];

describe('A change that was stored before propagation had phases', () => {
  it.each(flat)('and waited for its %s is read in that phase', (_step, stored, phase) => {
    expect(parseChange(row('propagating', stored)).propagation).toEqual({
      services: 1_300,
      ...phase,
    });
  });

  it.each(['completed', 'completed-with-failures'])('and is %s is done', (state) => {
    expect(parseChange(row(state, walked)).propagation).toEqual({
      phase: 'done',
      services: 1_300,
      tally: read,
    });
  });

  it('keeps unknown attributes', () => {
    const { propagation } = parseChange(row('propagating', { ...sent, pace: 'slow' }));
    expect(propagation).toMatchObject({ phase: 'awaiting', pace: 'slow' });
  });

  it('is not read if it is invalid otherwise', () => {
    expect(() => parseChange(row('propagating', { ...begun, services: -1 }))).toThrow('phase');
  });
});

describe('The next phase', () => {
  const { propagation } = parseChange(row('propagating', { ...sent, pace: 'slow' }));
  const next = { phase: 'reading-back', services: 1_300, dispatchedAt: at, tally: noTally } as const;

  it('has no field of the previous phase, and every field that a later release stored', () => {
    expect(propagation && enterPhase(propagation, next)).toStrictEqual({ ...next, pace: 'slow' });
  });

  it('is read exactly as it was written', () => {
    expect(parseChange(row('propagating', next)).propagation).toStrictEqual(next);
  });
});
