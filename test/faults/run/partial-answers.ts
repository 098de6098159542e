import * as z from 'zod';
import { success } from '../gate/answers.ts';
import type { GatedRequest, Pending } from '../gate/gate.ts';
import { JsonObject } from '../gate/json.ts';
import type { WireAnswer } from '../gate/wire.ts';
import { forward } from './forward.ts';
import type { Run } from './run.ts';

const Batch = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string() })) });
const SomeSent = z.looseObject({ Failed: z.array(JsonObject).default([]) });

/** Sends the first entries of a batch, and answers that the others failed. */
export async function sendSome(run: Run, pending: Pending, request: GatedRequest): Promise<WireAnswer> {
  const batch = Batch.parse(request.input);
  const count = run.parts.choices.integer(`${pending.label}: entries sent`, 0, batch.Entries.length - 1);
  const failed = batch.Entries.slice(count).map(({ Id }) => ({
    Id,
    Code: 'InternalError',
    SenderFault: false,
  }));
  if (count === 0) return success({ Successful: [], Failed: failed });
  const input = { ...batch, Entries: batch.Entries.slice(0, count) };
  const answer = await forward(run, pending, { ...request, input });
  if (answer.status !== 200) return answer;
  const sent = SomeSent.parse(JSON.parse(answer.body));
  return success({ ...sent, Failed: [...sent.Failed, ...failed] });
}

const Entries = z.looseObject({ Entries: z.array(JsonObject) });

/** The bus accepts the first entries, and answers that it refused the others. */
export async function publishSome(run: Run, pending: Pending, request: GatedRequest): Promise<WireAnswer> {
  const { Entries: all } = Entries.parse(request.input);
  const count = run.parts.choices.integer(`${pending.label}: entries accepted`, 0, all.length - 1);
  const refused = all
    .slice(count)
    .map(() => ({ ErrorCode: 'ThrottlingException', ErrorMessage: 'Slow down.' }));
  if (count === 0) return success({ FailedEntryCount: refused.length, Entries: refused });
  const input = { ...request.input, Entries: all.slice(0, count) };
  const answer = await forward(run, pending, { ...request, input });
  if (answer.status !== 200) return answer;
  const { Entries: accepted } = Entries.parse(JSON.parse(answer.body));
  return success({ FailedEntryCount: refused.length, Entries: [...accepted, ...refused] });
}

const Read = z.looseObject({ Responses: z.record(z.string(), z.array(JsonObject)) });

const Asked = z.object({
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(JsonObject) })),
});

/** Reads the first keys of a batch, and returns the others as unprocessed. */
export async function readSome(run: Run, pending: Pending, request: GatedRequest): Promise<WireAnswer> {
  const tables = Object.entries(Asked.parse(request.input).RequestItems);
  const some = tables.map(([name, table]) => [name, { ...table, Keys: table.Keys.slice(0, 1) }]);
  const rest = tables
    .filter(([, { Keys }]) => Keys.length > 1)
    .map(([name, table]) => [name, { ...table, Keys: table.Keys.slice(1) }]);
  const input = { ...request.input, RequestItems: Object.fromEntries(some) };
  const answer = await forward(run, pending, { ...request, input });
  if (answer.status !== 200) return answer;
  const read = Read.parse(JSON.parse(answer.body));
  return success({ ...read, UnprocessedKeys: Object.fromEntries(rest) });
}
