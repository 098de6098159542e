import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { dueIndexKeys, dueIndexName, tableKeys } from '../../shared/store/keys.ts';
import type { Grant } from './contact-function.ts';

export interface ContactTableProps {
  readonly disposable: boolean;
}

/** What a function may do to single items of the table. */
export type TableAction =
  'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** The one table, its index of due work, and what guards its data. */
export class ContactTable extends Construct {
  readonly #table: Table;

  constructor(scope: Construct, id: string, { disposable }: ContactTableProps) {
    super(scope, id);
    this.#table = new Table(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: tableKeys.timeToLive,
      deletionProtection: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    this.#table.addGlobalSecondaryIndex({
      indexName: dueIndexName,
      partitionKey: { name: dueIndexKeys.partition, type: AttributeType.STRING },
      sortKey: { name: dueIndexKeys.sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  get tableName(): string {
    return this.#table.tableName;
  }

  /** Leave to do just this to the table's items. */
  grant(...actions: TableAction[]): Grant {
    return { actions: actions.map((action) => `dynamodb:${action}`), resource: this.#table.tableArn };
  }

  /** Leave for all that making a change, or seeing one through, does to the table's items. */
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

  /** Leave to ask what is due. */
  grantDueQuery(): Grant {
    return { actions: ['dynamodb:Query'], resource: `${this.#table.tableArn}/index/${dueIndexName}` };
  }
}
