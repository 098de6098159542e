import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { dueIndexKeys, dueIndexName, tableKeys } from '../../shared/store/keys.ts';
import type { Grant } from './contact-function.ts';

export interface ContactTableProps {
  readonly disposable: boolean;
}

export type TableAction =
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** The table, its index of due work, and the protection of its data. */
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

  grant(...actions: TableAction[]): Grant {
    return { actions: actions.map((action) => `dynamodb:${action}`), resource: this.#table.tableArn };
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
    return { actions: ['dynamodb:Query'], resource: `${this.#table.tableArn}/index/${dueIndexName}` };
  }
}
