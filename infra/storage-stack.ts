import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ContactTable } from './constructs/contact-table.ts';

export interface StorageStackProps extends StackProps {
  /** Whether the data may go when the stack goes. */
  readonly throwAway: boolean;
}

/** What must outlive every deployment: the table. */
export class StorageStack extends Stack {
  readonly table: ContactTable;

  constructor(scope: Construct, id: string, { throwAway, ...props }: StorageStackProps) {
    super(scope, id, { description: 'VoIP contact changes: data', ...props });
    this.table = new ContactTable(this, 'Contacts', { throwAway });
  }
}
