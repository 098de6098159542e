import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  dueIndexKeys,
  dueIndexName,
  listIndexKeys,
  listIndexName,
  tableKeys,
} from '../../shared/store/index-keys.ts';

/** Units per second that the table and its index take at once, without growing into them first. */
export interface WarmThroughput {
  readonly readUnitsPerSecond: number;
  readonly writeUnitsPerSecond: number;
}

export interface StoredTableProps {
  readonly disposable: boolean;
  /** Default: what DynamoDB gives a new table, 12,000 reads and 4,000 writes a second. */
  readonly warmThroughput?: WarmThroughput | undefined;
}

/** The table, its indexes of due work and of the operators' lists, and the protection of its data. */
export class StoredTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { disposable, warmThroughput }: StoredTableProps) {
    super(scope, id);
    const warm = warmThroughput && {
      warmThroughput: {
        readUnitsPerSecond: warmThroughput.readUnitsPerSecond,
        writeUnitsPerSecond: warmThroughput.writeUnitsPerSecond,
      },
    };
    this.table = new Table(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: tableKeys.timeToLive,
      deletionProtection: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      ...warm,
    });
    this.#addIndex(dueIndexName, dueIndexKeys);
    this.#addIndex(listIndexName, listIndexKeys);
  }
  #addIndex(indexName: string, { partition, sort }: { readonly partition: string; readonly sort: string }) {
    this.table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partition, type: AttributeType.STRING },
      sortKey: { name: sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
