import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type * as z from 'zod';
import type { TableSettings } from '../../shared/runtime/settings.ts';
import { dueIndexName, listIndexName } from '../../shared/store/index-keys.ts';
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
  /** The settings of every function that uses the table. */
  readonly settings: z.input<typeof TableSettings>;
  readonly #tableArn: string;

  /** @param retentionDays for how many days what has ended is kept; undefined: for good */
  constructor({ tableName, tableArn }: Pick<ITable, 'tableName' | 'tableArn'>, retentionDays?: number) {
    this.tableName = tableName;
    this.settings = {
      TABLE_NAME: tableName,
      ...(retentionDays !== undefined && { RETENTION_DAYS: String(retentionDays) }),
    };
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
    return this.#grantQueryOf(dueIndexName);
  }

  /** Permission to read the operators' lists. */
  grantListQuery(): Grant {
    return this.#grantQueryOf(listIndexName);
  }

  #grantQueryOf(index: string): Grant {
    return { actions: ['dynamodb:Query'], resource: `${this.#tableArn}/index/${index}` };
  }
}
