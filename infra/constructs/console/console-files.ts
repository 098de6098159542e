import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { S3OriginAccessControl } from 'aws-cdk-lib/aws-cloudfront';
import { OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledgeDeployments } from './acknowledge-deployments.ts';
import type { ConsoleConfig } from '../../../clients/console/config.ts';

/** The folder of the release that is deployed, and that of the files of earlier ones. */
const current = 'current';
const kept = 'kept';

/** How long a page that is open may be of an earlier release, counted from that release. */
const keptFor = Duration.days(400);

/** Vite puts what has a hash in its name here, and nothing else. */
const hashed = 'assets/*';

export interface ConsoleFilesProps {
  /** The folder with the console's files, as Vite built them. */
  readonly folder: string;
  readonly config: ConsoleConfig;
}

/**
 * The console's files in a private bucket. A release replaces the one before at once. Hashed files are also kept beside
 * it, because pages of the release before load them until they are closed.
 */
export class ConsoleFiles extends Construct {
  /** The deployed release, and what it lacks from earlier ones. */
  readonly origin: OriginGroup;

  constructor(scope: Construct, id: string, { folder, config }: ConsoleFilesProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // It holds nothing that a deployment does not make again.
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ prefix: `${kept}/`, expiration: keptFor }],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'The files are public, and the distribution alone reads them.',
    });
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Deploying', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    const release = Source.asset(folder);
    const immutable = [
      CacheControl.setPublic(),
      CacheControl.maxAge(Duration.days(365)),
      CacheControl.immutable(),
    ];
    const deploy = (
      name: string,
      sources: ISource[],
      more: Partial<ConstructorParameters<typeof BucketDeployment>[2]>,
    ) =>
      new BucketDeployment(this, name, {
        sources,
        destinationBucket: bucket,
        role,
        logGroup,
        destinationKeyPrefix: `${current}/console`,
        // An empty bucket can be deleted with the stack.
        retainOnDelete: false,
        ...more,
      });
    const onlyHashed = { exclude: ['*'], include: [hashed], cacheControl: immutable };
    const earlier = deploy('Kept', [release], {
      ...onlyHashed,
      destinationKeyPrefix: `${kept}/console`,
      prune: false,
    });
    const assets = deploy('Assets', [release], onlyHashed);
    const pages = deploy('Pages', [release, Source.jsonData('config.json', config)], {
      exclude: [hashed],
      cacheControl: [CacheControl.noCache()],
    });
    // No page may name a file that is not there yet, and no file may go that is not kept yet.
    assets.node.addDependency(earlier);
    pages.node.addDependency(assets);
    acknowledgeDeployments(role, bucket);

    const originAccessControl = new S3OriginAccessControl(this, 'Access');
    const from = (path: string) =>
      S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl, originPath: `/${path}` });
    this.origin = new OriginGroup({
      primaryOrigin: from(current),
      fallbackOrigin: from(kept),
      // Without the right to list a bucket, S3 answers 403 for what is not there.
      fallbackStatusCodes: [403, 404],
    });
  }
}
