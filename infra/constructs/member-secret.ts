import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface MemberSecretProps {
  readonly disposable: boolean;
}

/**
 * The secret that signs the calls to the member system. It exists without a member system too, so that turning the
 * setting `memberEndpoint` off and on keeps the secret that the member system knows.
 */
export class MemberSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { disposable }: MemberSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Signs the calls to the member system',
      // Letters and digits, a multiple of four: base64 of 36 bytes, as Standard Webhooks wants the key.
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The secret is rotated together with the member system, which must accept the new one first.',
    });
  }
}
