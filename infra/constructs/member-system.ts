import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grant } from './contact-function.ts';

export interface MemberSystemProps {
  readonly endpoint: string;
  readonly disposable: boolean;
}

/** The member system: its URL, and the secret that signs the calls to it. */
export class MemberSystem extends Construct {
  readonly endpoint: string;
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { endpoint, disposable }: MemberSystemProps) {
    super(scope, id);
    this.endpoint = endpoint;
    this.#secret = new Secret(this, 'Secret', {
      description: 'Signs the calls to the member system',
      // Letters and digits, a multiple of four: base64 of 36 bytes, as Standard Webhooks wants the key.
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

  grantReadSecret(): Grant {
    return { actions: ['secretsmanager:GetSecretValue'], resource: this.secretArn };
  }
}
