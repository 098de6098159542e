import {
  busThrottle,
  conflictOfTransaction,
  conflictOfWrite,
  databaseThrottle,
  mailThrottle,
  queueThrottle,
  serverError,
} from '../gate/answers.ts';
import type { GatedRequest, Pending } from '../gate/gate.ts';
import { connectionReset } from '../gate/gated-clients.ts';
import type { WireAnswer } from '../gate/wire.ts';
import { refusalOf } from '../members/member-system.ts';
import { answeredAt, mayBeStale } from '../table/stale.ts';
import { namedBy, operationsOf } from '../table/writes.ts';
import type { FaultOfRequest } from './faults.ts';
import { forward } from './forward.ts';
import { publishSome, readSome, sendSome } from './partial-answers.ts';
import type { Run } from './run.ts';

/** The weight of each fault of a request. */
const weights: Partial<Record<FaultOfRequest, number>> = {
  'lose the request': 3,
  'lose the answer': 3,
  'cut off the answer': 2,
  'delay the answer': 4,
  'double the request': 3,
  throttle: 2,
  'server error': 1,
  conflict: 4,
  'failed entries': 20,
  'stale read': 8,
  'unprocessed keys': 2,
  'no answer in time': 3,
  'member refuses': 1,
  'address refused': 6,
  'call arrives late': 6,
  'call arrives again': 6,
  'kill before': 2,
  'kill after': 2,
  'kill while on its way': 1,
  'time out': 1,
};

const faultsOfCalls = [
  'no answer in time',
  'member refuses',
  'call arrives late',
  'call arrives again',
] as const satisfies FaultOfRequest[];

/** Faults of a troubled member system: slow, failing, or called twice or late. */
export const troubles: readonly FaultOfRequest[] = [
  ...faultsOfCalls,
  'delay the answer',
  'double the request',
  'lose the answer',
  'throttle',
  'server error',
];

/** The faults that are possible for the request. */
export function possibleFaults({ service, operation, input }: GatedRequest): FaultOfRequest[] {
  const possible: FaultOfRequest[] = [
    'lose the request',
    'lose the answer',
    'cut off the answer',
    'delay the answer',
    'double the request',
    'throttle',
    'server error',
    'kill before',
    'kill after',
    'kill while on its way',
    'time out',
  ];
  if (service === 'member system') return [...possible, ...faultsOfCalls];
  if (service === 'mail') return [...possible, 'address refused'];
  if (service === 'event bus') return [...possible, 'failed entries'];
  if (service === 'queue')
    return operation === 'SendMessageBatch' ? [...possible, 'failed entries'] : possible;
  if (namedBy(operation, input).length > 0) possible.push('conflict');
  if (mayBeStale(operation, input)) possible.push('stale read');
  if (operation === 'BatchGetItem') possible.push('unprocessed keys');
  return possible;
}

export const weightOf = (fault: FaultOfRequest): number => weights[fault] ?? 1;

/** Sends a request on, or applies a fault to it. */
export async function answerRequest(
  run: Run,
  pending: Pending,
  request: GatedRequest,
  fault: FaultOfRequest | 'pass',
): Promise<void> {
  const { gate } = run;
  const { invocation } = pending;
  if (fault !== 'pass') run.recordFault(fault, invocation, pending.label);
  gate.take(pending);
  const answer = (given: WireAnswer, isCutOff = false): void => {
    gate.activity += 1;
    request.answer({ ...given, isCutOff });
  };
  const breakOff = (): void => {
    gate.activity += 1;
    request.breakOff(connectionReset());
  };
  const giveUpWaiting = (): void => {
    gate.activity += 1;
    request.breakOff(new DOMException('No answer in time.', 'TimeoutError'));
  };
  switch (fault) {
    case 'pass':
      return answer(await forward(run, pending, request));
    case 'lose the request':
      return breakOff();
    case 'lose the answer':
      await forward(run, pending, request);
      return breakOff();
    case 'cut off the answer':
      return answer(await forward(run, pending, request), true);
    case 'delay the answer': {
      const late = await forward(run, pending, request);
      return gate.add(invocation, `answer to ${pending.label}`, () => answer(late));
    }
    case 'double the request':
      await forward(run, pending, request);
      return answer(await forward(run, pending, request));
    case 'throttle':
      return answer(throttleOf(run, pending, request));
    case 'server error':
    case 'member that always fails':
    case 'member that fails sometimes':
      return answer(serverError());
    case 'conflict':
      return answer(conflictOf(run, pending, request));
    case 'failed entries':
      return answer(await (request.service === 'queue' ? sendSome : publishSome)(run, pending, request));
    case 'stale read':
      return answer(staleAnswer(run, pending, request));
    case 'unprocessed keys':
      return answer(await readSome(run, pending, request));
    case 'no answer in time':
      await forward(run, pending, request);
      return giveUpWaiting();
    case 'call arrives late':
      run.inTransit.push({ pending, request });
      return giveUpWaiting();
    case 'call arrives again':
      run.inTransit.push({ pending, request });
      return answer(await forward(run, pending, request));
    case 'address refused':
      return answer(run.mail.refuse(request.input, invocation, run.time));
    case 'member refuses':
      return answer(refusalOf(422));
    case 'kill before':
      return run.kill(invocation);
    case 'kill after':
      await forward(run, pending, request);
      return run.kill(invocation);
    case 'kill while on its way':
      await run.kill(invocation);
      run.inTransit.push({ pending, request });
      return undefined;
    case 'time out':
      // It is counted when the timeout expires.
      run.faults.counts.set('time out', run.faults.of('time out') - 1);
      return run.advance(Math.max(0, invocation.startedAt + invocation.timeout - run.time));
  }
}

function throttleOf(run: Run, { label }: Pending, { service }: GatedRequest): WireAnswer {
  if (service === 'database') return databaseThrottle();
  if (service === 'queue') return queueThrottle();
  if (service === 'event bus') return busThrottle();
  if (service === 'mail') return mailThrottle();
  return refusalOf(429, run.parts.choices.integer(`${label}: seconds asked for`, 0, 90));
}

function conflictOf(run: Run, { label }: Pending, { operation, input }: GatedRequest): WireAnswer {
  if (operation !== 'TransactWriteItems') return conflictOfWrite();
  const operations = operationsOf(input);
  return conflictOfTransaction(
    operations,
    run.parts.choices.integer(`${label}: held item`, 0, operations - 1),
  );
}

/** An answer from the state before some of the last writes. */
function staleAnswer(run: Run, { label }: Pending, { operation, input }: GatedRequest): WireAnswer {
  const { choices, mirror } = run.parts;
  const back = choices.integer(`${label}: writes ago`, 1, 12);
  return answeredAt(operation, input, mirror, Math.max(1, mirror.writes - back));
}
