import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isTransient } from './transient.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { ConditionFailed, type Item } from '../store/table.ts';
import { parseItem } from './items.ts';

/** The write conflicted with another one in progress. An immediate retry may succeed. */
export class Contended extends Unavailable {}

const itemIn = (wire: Record<string, AttributeValue> | undefined): Item | undefined =>
  wire === undefined ? undefined : parseItem(unmarshall(wire));

/** Translates an SDK error to an error of the `Table` port. Returns any other error unchanged. */
export function translate(error: unknown): unknown {
  if (error instanceof ConditionalCheckFailedException) {
    return new ConditionFailed([{ index: 0, item: itemIn(error.Item) }], { cause: error });
  }
  if (error instanceof TransactionCanceledException) return translateCancellation(error);
  if (error instanceof TransactionConflictException || error instanceof TransactionInProgressException) {
    return new Contended('A conflicting write is in progress on the item.', { cause: error });
  }
  if (isTransient(error)) return new Unavailable('DynamoDB did not answer.', { cause: error });
  return error;
}

/** Conditions, conflicts and throttling all cancel a transaction. The cancellation reasons distinguish them. */
function translateCancellation(error: TransactionCanceledException): unknown {
  const reasons = (error.CancellationReasons ?? []).map((reason, index) => ({ ...reason, index }));
  const failures = reasons.filter((reason) => reason.Code === 'ConditionalCheckFailed');
  if (failures.length > 0) {
    return new ConditionFailed(
      failures.map(({ index, Item: wire }) => ({ index, item: itemIn(wire) })),
      { cause: error },
    );
  }
  const passing = new Set([
    'None',
    'TransactionConflict',
    'ThrottlingError',
    'ProvisionedThroughputExceeded',
  ]);
  if (reasons.length > 0 && reasons.every((reason) => passing.has(reason.Code ?? 'None'))) {
    return new Contended('A conflicting write is in progress on an item of the transaction.', {
      cause: error,
    });
  }
  return error;
}
