import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { MemberSecret } from './constructs/member-secret.ts';
import { StoredTable, type WarmThroughput } from './constructs/stored-table.ts';

export interface StorageStackProps extends StackProps {
  readonly disposable: boolean;
  readonly warmThroughput?: WarmThroughput | undefined;
}

/** What must outlive deployments: the table, and the secret shared with the member system. */
export class StorageStack extends Stack {
  readonly table: ITable;
  readonly memberSecret: ISecret;

  constructor(scope: Construct, id: string, { disposable, warmThroughput, ...props }: StorageStackProps) {
    super(scope, id, { description: 'VoIP contact changes: data', ...props });
    this.table = new StoredTable(this, 'Contacts', { disposable, warmThroughput }).table;
    this.memberSecret = new MemberSecret(this, 'MemberSystem', { disposable }).secret;
    // Exported whether or not the service stack imports them at the moment. CloudFormation refuses to remove an export
    // that is in use, and the storage stack is deployed before the stack that stops using it.
    for (const value of [this.table.tableName, this.table.tableArn, this.memberSecret.secretArn])
      this.exportValue(value);
  }
}
