import * as z from 'zod';
import { arn } from '../cloudformation/place.ts';
import type { Need } from './call.ts';

/** The parts of a DynamoDB request that decide which permissions it needs. */
export const databaseRequest = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
  TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))).optional(),
  ReturnConsumedCapacity: z.string().optional(),
});

export type DatabaseRequest = z.infer<typeof databaseRequest>;

const transactionActions: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** The permissions that a DynamoDB request needs. Empty for an unknown operation. */
export function databaseNeeds(operation: string, request: DatabaseRequest): Need[] {
  const action = `dynamodb:${operation}`;
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'DescribeTable':
      return [{ action, resource: tableArn(request.TableName) }];
    case 'Query':
    case 'Scan': {
      const index = request.IndexName === undefined ? '' : `/index/${request.IndexName}`;
      return [{ action, resource: tableArn(request.TableName) + index }];
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(request.RequestItems ?? {}).map((table) => ({ action, resource: tableArn(table) }));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return (request.TransactItems ?? []).flatMap(transactionNeeds);
    default:
      return [];
  }
}

/** An item of a transaction has one property, its action. An unknown action needs a permission that no role has. */
function transactionNeeds(item: Readonly<Record<string, { TableName: string }>>): Need[] {
  return Object.entries(item).map(([kind, { TableName }]) => ({
    action: transactionActions[kind] ?? `dynamodb:Transact${kind}`,
    resource: tableArn(TableName),
  }));
}

/** A request may also name a table by its ARN. */
function tableArn(name = ''): string {
  return name.startsWith('arn:') ? name : arn('dynamodb', `table/${name}`);
}
