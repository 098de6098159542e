import type { Invariant } from '../violation.ts';
import type { SourceChange } from './source-hook.ts';

/** A way to break the product that the harness must notice. */
export interface Mutation {
  readonly name: string;
  /** The invariant that it breaks. */
  readonly invariant: Invariant;
  /** Only reassignments show it: every run has some. */
  readonly isOfReassignments?: true;
  /** Where the search for it begins; near a seed that shows it, where the first is far. */
  readonly firstSeed?: number;
  readonly changes: readonly SourceChange[];
}

const workers = 'functions/workers';
const reassignmentWrites = 'shared/store/reassignment-writes.ts';

export const mutations: readonly Mutation[] = [
  {
    name: 'completion forgets every failure',
    invariant: 6,
    changes: [
      {
        file: `${workers}/advance-change/recheck-failures.ts`,
        find: 'forgettable: members.filter((serviceId) => !failing.has(serviceId))',
        replace: 'forgettable: members',
      },
    ],
  },
  {
    name: 'the list of failed messages is ignored',
    invariant: 1,
    changes: [
      {
        file: 'shared/messages/queue-handler.ts',
        find: '    return response;\n',
        replace: '    return { batchItemFailures: response.batchItemFailures.slice(0, 0) };\n',
      },
    ],
  },
  {
    name: 'the idempotency key is another one each time',
    invariant: 2,
    changes: [
      {
        file: `${workers}/propagate-contact/http-member-system.ts`,
        find: '`${changeId}:${serviceId}`',
        replace: '`${changeId}:${serviceId}:${Math.random()}`',
      },
    ],
  },
  {
    name: 'a member is written whatever revision it has',
    invariant: 3,
    changes: [
      {
        file: 'shared/store/member-contacts.ts',
        find: '({ path: `revisions.${role}`, below: message.revision })',
        replace: "({ path: `revisions.${role}`, is: 'present' as const })",
      },
    ],
  },
  {
    name: 'one failing message fails its batch',
    invariant: 4,
    changes: [
      {
        file: 'shared/messages/queue-handler.ts',
        find: '    return response;\n',
        replace: `    if (response.batchItemFailures.length === 0) return response;
    return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };\n`,
      },
    ],
  },
  {
    name: 'no failure is recorded of dead letters',
    invariant: 5,
    changes: [
      {
        file: `${workers}/record-failure/record-failure.ts`,
        find: "if (revision === undefined || standing(service, change) !== 'pending') return;",
        replace: 'if (revision === undefined || revision > 0) return;',
      },
    ],
  },
  {
    name: 'a counter is trusted',
    invariant: 6,
    changes: [
      {
        file: `${workers}/advance-change/read-back-page.ts`,
        find: 'const found = tallyMembers(change, mine, rows, failed);',
        replace: `const tally = { applied: mine.length, superseded: 0, failed: 0 };
  const isSent = propagation.sent >= propagation.services;
  const found = isSent ? { tally, missing: [] } : tallyMembers(change, mine, rows, failed);`,
      },
    ],
  },
  {
    name: 'one consent is enough',
    invariant: 7,
    changes: [
      {
        file: 'shared/domain/decide.ts',
        find: 'change.consents.every(',
        replace: '[true].some(() => true) || change.consents.every(',
      },
    ],
  },
  {
    name: 'a reassignment begins targets though it was cancelled',
    invariant: 7,
    isOfReassignments: true,
    firstSeed: 100,
    changes: [
      {
        file: reassignmentWrites,
        find: "    { check: reassignmentKey(reassignment.reassignmentId), when: [{ path: 'state', equals: 'running' }] },\n",
        replace: '',
      },
    ],
  },
  {
    name: 'a reassignment does not wait for its changes',
    invariant: 6,
    isOfReassignments: true,
    changes: [
      {
        file: `${workers}/run-reassignment/finish.ts`,
        find: 'if (counts.propagating > 0) {',
        replace: 'if (counts.propagating > 1_000) {',
      },
    ],
  },
  {
    name: 'a reassignment passes over the last that it is to collect of a page',
    invariant: 1,
    isOfReassignments: true,
    changes: [
      {
        file: `${workers}/run-reassignment/collect-page.ts`,
        find: '(await reassignmentTargets(dependencies, reassignment, candidates)).map(',
        replace: '(await reassignmentTargets(dependencies, reassignment, candidates.slice(0, 2))).map(',
      },
    ],
  },
  {
    name: 'a reassignment that runs has no due marker',
    invariant: 8,
    isOfReassignments: true,
    changes: [
      {
        file: reassignmentWrites,
        find: 'return isUnderWay(reassignment)',
        replace: 'return isUnderWay(reassignment) && reassignment.version < 0',
      },
    ],
  },
  {
    name: 'a change that propagates has no due marker',
    invariant: 8,
    changes: [
      {
        file: 'shared/store/change-writes.ts',
        find: 'const due = dueAt(change, now);',
        replace: "const due = change.state === 'propagating' ? undefined : dueAt(change, now);",
      },
    ],
  },
];
