import * as z from 'zod';
import type { Pending, GatedRequest } from '../gate/gate.ts';
import { overTheWire, type WireAnswer } from '../gate/wire.ts';
import { success } from '../gate/answers.ts';
import type { Mailbox } from '../queues/mailbox.ts';
import { isMailed } from '../../support/mailing.ts';
import { idOf, WireItem } from '../table/wire-item.ts';
import { namedBy } from '../table/writes.ts';
import type { Run } from './run.ts';

const Updated = z.object({ Attributes: WireItem });
const Sent = z.object({
  Successful: z.array(z.object({ Id: z.string(), MessageId: z.string() })).default([]),
});
const Entries = z.object({
  Entries: z.array(
    z.looseObject({ Id: z.string(), DelaySeconds: z.int().default(0), MessageBody: z.string() }),
  ),
});
const Postponed = z.object({
  Entries: z.array(z.object({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int() })),
});

/** A request without the fields that only its service reads. */
export type Forwarded = Pick<GatedRequest, 'service' | 'operation' | 'target' | 'contentType' | 'input'>;

/** Sends a request to the real service, and observes its writes. */
export async function forward(run: Run, pending: Pending, request: Forwarded): Promise<WireAnswer> {
  if (request.service === 'queue') return forwardToQueue(run, request);
  if (request.service === 'event bus') return forwardToBus(run, pending, request);
  if (request.service === 'mail') return run.mail.answer(request.input, pending.invocation, run.time);
  if (request.service === 'member system') return run.memberSystem.answer(request.input);
  return forwardToDatabase(run, pending, request);
}

/** What the bus accepts it delivers to the mail queue, as the rules of the stack say. */
async function forwardToBus(run: Run, { invocation }: Pending, { input }: Forwarded): Promise<WireAnswer> {
  const { bus, time, sendsMail } = run;
  if (time < bus.isDownUntil) invocation.faults.push('the bus is down');
  const known = bus.accepted.length;
  const answer = bus.answer(input, time);
  if (!sendsMail) return answer;
  for (const event of bus.accepted.slice(known).filter(isMailed))
    await run.parts.mailboxes
      .of('mail')
      .send(JSON.stringify({ 'detail-type': event.type, detail: event }), time);
  return answer;
}

async function forwardToDatabase(run: Run, pending: Pending, request: Forwarded): Promise<WireAnswer> {
  const { database, mirror, observer } = run.parts;
  const { operation, input } = request;
  const named = namedBy(operation, input);
  const asks = operation === 'UpdateItem' && input['ReturnValues'] === undefined;
  const sent = asks ? { ...input, ReturnValues: 'ALL_NEW' } : input;
  const answer = await overTheWire(database.upstream, request, sent);
  if (answer.status !== 200 || named.length === 0) return answer;
  // The database executes a transaction with the same token only once.
  const token = input['ClientRequestToken'];
  if (run.madeTransactions.has(token)) return answer;
  if (token !== undefined) run.madeTransactions.add(token);

  const updated = asks ? Updated.parse(JSON.parse(answer.body)).Attributes : undefined;
  const unknown = asks ? [] : named.filter(({ kind }) => kind === 'update').map(({ key }) => key);
  const read = await database.read(unknown);
  const written = named.map(({ key, put, kind }) => ({
    key,
    wire: kind === 'put' ? put : kind === 'delete' ? undefined : (updated ?? read.get(idOf(key))),
  }));
  observer.written(mirror.take(written), { invocation: pending.invocation, operation, time: run.time });
  return asks ? success({}) : answer;
}

async function forwardToQueue(run: Run, request: Forwarded): Promise<WireAnswer> {
  const mailbox = run.parts.mailboxes.byUrl(request.input['QueueUrl']);
  if (request.operation !== 'SendMessageBatch') return postpone(run, mailbox, request);
  const entries = Entries.parse(request.input).Entries;
  // The real queue delivers at once. The delay is simulated here, in virtual time.
  const sent = { ...request.input, Entries: entries.map((entry) => ({ ...entry, DelaySeconds: 0 })) };
  const answer = await overTheWire(run.parts.queues, request, sent);
  if (answer.status !== 200) return answer;
  const delayOf = new Map(entries.map(({ Id, DelaySeconds }) => [Id, DelaySeconds * 1_000]));
  const { Successful } = Sent.parse(JSON.parse(answer.body));
  const delays = new Map(Successful.map(({ Id, MessageId }) => [MessageId, delayOf.get(Id) ?? 0]));
  await mailbox.collect(delays, run.time);
  for (const { MessageBody } of entries) run.parts.history.sent(mailbox.name, MessageBody);
  return answer;
}

/** Changes a message's visibility in virtual time. A stale receipt handle has no effect. */
async function postpone(run: Run, mailbox: Mailbox, { input }: Forwarded): Promise<WireAnswer> {
  const wanted = Postponed.parse(input).Entries.map(({ Id, ReceiptHandle, VisibilityTimeout }) => ({
    Id,
    message: mailbox.heldBy(ReceiptHandle, run.time),
    availableAt: run.time + VisibilityTimeout * 1_000,
  }));
  const held = wanted.flatMap(({ Id, message, availableAt }) =>
    message === undefined ? [] : [{ Id, message, availableAt }],
  );
  for (const { message, availableAt } of held) message.availableAt = availableAt;
  await mailbox.real.extend(held.map(({ message }) => message.realHandle));
  const Failed = wanted
    .filter(({ message }) => message === undefined)
    .map(({ Id }) => ({ Id, Code: 'MessageNotInflight', SenderFault: true }));
  return success({ Successful: held.map(({ Id }) => ({ Id })), ...(Failed.length > 0 && { Failed }) });
}
