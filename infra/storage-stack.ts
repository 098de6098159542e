import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MemberSystem } from './constructs/member-system.ts';
import { ContactTable } from './constructs/contact-table.ts';

export interface StorageStackProps extends StackProps {
  /** Whether the data may go when the stack goes. */
  readonly disposable: boolean;
  /** Where the members' own provisioning system is, if it is to be told of changes. */
  readonly memberEndpoint?: string | undefined;
}

/** What must outlive every deployment: the table, and the secret that members' systems know. */
export class StorageStack extends Stack {
  readonly table: ContactTable;
  readonly memberSystem: MemberSystem | undefined;

  constructor(scope: Construct, id: string, { disposable, memberEndpoint, ...props }: StorageStackProps) {
    super(scope, id, { description: 'VoIP contact changes: data', ...props });
    this.table = new ContactTable(this, 'Contacts', { disposable });
    this.memberSystem =
      memberEndpoint === undefined
        ? undefined
        : new MemberSystem(this, 'MemberSystem', { endpoint: memberEndpoint, disposable });
  }
}
