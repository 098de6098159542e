import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CodeOf } from './bundle.ts';
import { ApiFunctions } from './constructs/api-functions.ts';
import { ChangeFlow } from './constructs/change-flow.ts';
import type { ContactTable } from './constructs/contact-table.ts';
import { HttpApi } from './constructs/http-api.ts';
import type { Settings } from './environments.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly table: ContactTable;
  readonly codeOf: CodeOf;
}

/** Everything that can be made anew at any time: the API and the flow behind it. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { settings, table, codeOf, ...props }: ServiceStackProps) {
    super(scope, id, { description: 'VoIP contact changes: API and propagation', ...props });
    const { propagationConcurrency, nicClaim } = settings;
    const { changeQueue } = new ChangeFlow(this, 'Flow', { codeOf, table, propagationConcurrency });
    const { functions } = new ApiFunctions(this, 'Operations', { codeOf, table, changeQueue, nicClaim });
    const api = new HttpApi(this, 'Api', { settings, functions });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}
