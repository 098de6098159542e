import * as z from 'zod';
import type { Meter } from '../lib/meter.ts';
import type { AwsCall } from './call.ts';
import type { DatabaseRequest } from './database-needs.ts';
import type { Answer } from './upstream.ts';

const consumed = z.object({ CapacityUnits: z.number() });
const answerSchema = z.object({
  __type: z.string().optional(),
  ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional(),
});

const reads = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan']);

/** The body of a request, changed to ask for the consumed capacity. */
export function askForCapacity({ operation, body }: AwsCall, request: DatabaseRequest): Buffer {
  if (request.ReturnConsumedCapacity !== undefined || operation === 'DescribeTable') return body;
  return Buffer.concat([
    Buffer.from('{"ReturnConsumedCapacity":"INDEXES",'),
    body.subarray(body.indexOf('{') + 1),
  ]);
}

/** Counts an answer's units. AWS bills a failed condition like its write, but DynamoDB reports no units for it. */
export function countCapacity(meter: Meter, call: AwsCall, request: DatabaseRequest, answer: Answer): void {
  const content: unknown = JSON.parse(answer.body.toString('utf8'));
  const { __type: error = '', ConsumedCapacity } = answerSchema.parse(content);
  if (error.endsWith('ConditionalCheckFailedException')) {
    meter.units('write', call.caller.functionName, 1);
    meter.preventedWrite(call.caller.functionName);
  }
  if (error.endsWith('TransactionCanceledException')) {
    meter.units('write', call.caller.functionName, 2 * (request.TransactItems?.length ?? 0));
  }
  for (const { CapacityUnits } of [ConsumedCapacity ?? []].flat()) {
    meter.units(reads.has(call.operation) ? 'read' : 'write', call.caller.functionName, CapacityUnits);
  }
}
