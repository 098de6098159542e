import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { dueIndexName } from '../../shared/store/keys.ts';
import type { Grant } from './contact-function.ts';

export type TableAction =
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** The table that the functions use, and the permissions on it. */
export class ContactTable {
  readonly tableName: string;
  readonly #tableArn: string;

  constructor({ tableName, tableArn }: Pick<ITable, 'tableName' | 'tableArn'>) {
    this.tableName = tableName;
    this.#tableArn = tableArn;
  }

  grant(...actions: TableAction[]): Grant {
    return { actions: actions.map((action) => `dynamodb:${action}`), resource: this.#tableArn };
  }

  /** Permission for everything that requesting or propagating a change does to the table. */
  grantChanges(): Grant {
    return this.grant(
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    );
  }

  grantDueQuery(): Grant {
    return { actions: ['dynamodb:Query'], resource: `${this.#tableArn}/index/${dueIndexName}` };
  }
}
