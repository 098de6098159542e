import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Grant } from './contact-function.ts';

/** The member system: its URL, and the secret that signs the calls to it. */
export class MemberSystem {
  readonly endpoint: string;
  readonly secretArn: string;

  constructor(endpoint: string, { secretArn }: Pick<ISecret, 'secretArn'>) {
    this.endpoint = endpoint;
    this.secretArn = secretArn;
  }

  grantReadSecret(): Grant {
    return { actions: ['secretsmanager:GetSecretValue'], resource: this.secretArn };
  }
}
