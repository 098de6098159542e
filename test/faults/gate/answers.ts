import type { WireAnswer } from './wire.ts';
import type { JsonObject } from './json.ts';

const json = { 'content-type': 'application/x-amz-json-1.0' };

const answer = (status: number, body: JsonObject): WireAnswer => ({
  status,
  headers: json,
  body: JSON.stringify(body),
});

const database = 'com.amazonaws.dynamodb.v20120810#';

export const databaseThrottle = (): WireAnswer =>
  answer(400, { __type: `${database}ProvisionedThroughputExceededException`, message: 'Slow down.' });

/** Another transaction holds the item that a single write is for. */
export const conflictOfWrite = (): WireAnswer =>
  answer(400, {
    __type: `${database}TransactionConflictException`,
    message: 'A transaction is ongoing for the item.',
  });

/** Another transaction holds one of the items. */
export const conflictOfTransaction = (operations: number, blamed: number): WireAnswer =>
  answer(400, {
    __type: `${database}TransactionCanceledException`,
    message: 'Transaction cancelled.',
    CancellationReasons: Array.from({ length: operations }, (_, index) => ({
      Code: index === blamed ? 'TransactionConflict' : 'None',
    })),
  });

export const queueThrottle = (): WireAnswer =>
  answer(400, { __type: 'com.amazonaws.sqs#RequestThrottled', message: 'Slow down.' });

export const busThrottle = (): WireAnswer =>
  answer(400, { __type: 'com.amazonaws.eventbridge#ThrottlingException', message: 'Slow down.' });

export const mailThrottle = (): WireAnswer =>
  answer(429, { __type: 'TooManyRequestsException', message: 'Slow down.' });

/** Of an address that SES sends nothing to. */
export const mailRefusal = (): WireAnswer =>
  answer(400, { __type: 'BadRequestException', message: 'The address is not valid.' });

export const serverError = (): WireAnswer =>
  answer(500, { __type: 'com.amazonaws#InternalServerError', message: 'Internal error.' });

export const success = (body: JsonObject): WireAnswer => answer(200, body);
