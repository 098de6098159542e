import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grant } from './contact-function.ts';

export interface MemberSystemProps {
  /** The address of the members' own provisioning system. */
  readonly endpoint: string;
  readonly disposable: boolean;
}

/** The members' own provisioning system: where it is, and the secret that it knows our calls by. */
export class MemberSystem extends Construct {
  readonly endpoint: string;
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { endpoint, disposable }: MemberSystemProps) {
    super(scope, id);
    this.endpoint = endpoint;
    this.#secret = new Secret(this, 'Secret', {
      description: 'Signs the calls to the member system',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The secret is rotated together with the member system, which must accept the new one first.',
    });
  }

  get secretArn(): string {
    return this.#secret.secretArn;
  }

  /** Leave to read the secret. */
  grantReadSecret(): Grant {
    return { actions: ['secretsmanager:GetSecretValue'], resource: this.secretArn };
  }
}
