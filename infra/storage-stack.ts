import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MemberSystem } from './constructs/member-system.ts';
import { ContactTable } from './constructs/contact-table.ts';

export interface StorageStackProps extends StackProps {
  readonly disposable: boolean;
  readonly memberEndpoint?: string | undefined;
}

/** Everything that must outlive deployments: the table, and the secret shared with the member system. */
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
