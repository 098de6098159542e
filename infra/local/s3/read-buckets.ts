import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';
import { resourcePolicy } from '../iam/resource-policy.ts';
import { Bucket } from './bucket.ts';
import { deploy } from './deploy.ts';

/** What is kept, and for how long, makes no difference to a bucket that lives as long as the stack. */
const bucketProperties = z.strictObject({
  BucketName: ignored,
  BucketEncryption: ignored,
  LifecycleConfiguration: ignored,
  PublicAccessBlockConfiguration: z.strictObject({
    BlockPublicAcls: z.literal(true),
    BlockPublicPolicy: z.literal(true),
    IgnorePublicAcls: z.literal(true),
    RestrictPublicBuckets: z.literal(true),
  }),
  OwnershipControls: ignored,
  VersioningConfiguration: ignored,
  Tags: ignored,
});

const policyProperties = z.strictObject({ Bucket: z.string(), PolicyDocument: resourcePolicy });

/** Reads the buckets of the assembly, which are private, with what its deployments put into them. */
export function readBuckets(resources: readonly Resource[]): Bucket[] {
  const policies = ofType(resources, 'AWS::S3::BucketPolicy').map((resource) =>
    readProperties(resource, policyProperties),
  );
  const buckets = ofType(resources, 'AWS::S3::Bucket').map((resource) => {
    readProperties(resource, bucketProperties);
    const { reference: name, attributes } = resource.identity;
    const statements = policies
      .filter((policy) => policy.Bucket === name)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const { Arn: arn = '', RegionalDomainName: domain = '' } = attributes;
    return new Bucket({ name, arn, domain }, statements);
  });
  for (const resource of ofType(resources, 'Custom::CDKBucketDeployment')) deploy(resource, buckets);
  return buckets;
}
