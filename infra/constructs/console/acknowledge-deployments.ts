import { DefaultStackSynthesizer, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type Bucket } from 'aws-cdk-lib/aws-s3';

/** A value as the rules name it: of a stack without an account or a region, it is not known yet. */
const shown = (value: string, parameter: string): string =>
  Token.isUnresolved(value) ? `<AWS::${parameter}>` : value;

/** States the reason for what CDK grants the role of its deployments, and for the runtime of their function. */
export function acknowledgeDeployments(role: Role, bucket: Bucket): void {
  const stack = Stack.of(role);
  const { account, region, partition } = stack;
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error('The bucket has no resource of its own.');
  const assets = [
    `arn:${shown(partition, 'Partition')}:s3:::cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets`,
    shown(account, 'AccountId'),
    shown(region, 'Region'),
  ].join('-');
  const granted = [
    ...['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'].map((action) => `Action::s3:${action}*`),
    `Resource::${assets}/*`,
    `Resource::<${stack.getLogicalId(defaultChild)}.Arn>/*`,
  ];
  Validations.of(role).acknowledge(
    ...granted.map((id) => ({
      id: `AwsSolutions-IAM5[${id}]`,
      reason: 'CDK grants its deployments all of the one bucket, and to read the assets.',
    })),
  );
  const handlers = stack.node.children.filter(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  );
  for (const handler of handlers)
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'CDK chooses the runtime of its function.',
    });
}
