import { join } from 'node:path';
import { CfnOutput, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Settings } from '../../settings.ts';
import { ConsoleFiles } from './console-files.ts';
import { apiHeaders, consoleHeaders } from './security-headers.ts';

export interface ConsoleDistributionProps {
  readonly issuer: string;
  readonly console: NonNullable<Settings['console']>;
  /** The folder with the console's files. */
  readonly folder: string;
  /** The name that the API answers at. */
  readonly apiDomain: string;
}

/**
 * One address for the console, below `/console/`, and for the API, everything else. Thus the console needs no CORS.
 */
export class ConsoleDistribution extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { issuer, console, folder, apiDomain }: ConsoleDistributionProps,
  ) {
    super(scope, id);
    const { domain, webAclArn, ...client } = console;
    const config = { issuer, ...client };
    const { origin } = new ConsoleFiles(this, 'Files', { folder, config });
    const links = new Function(this, 'DeepLinks', {
      code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'deep-links.js') }),
      runtime: FunctionRuntime.JS_2_0,
    });
    const page: BehaviorOptions = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: consoleHeaders(this, config),
      functionAssociations: [{ function: links, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'VoIP contact changes: console and API',
      additionalBehaviors: { '/console': page, '/console/*': page },
      defaultBehavior: {
        origin: new HttpOrigin(apiDomain),
        // A redirection would come after the token went over the wire in plain text.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: apiHeaders(this),
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain !== undefined && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
    });
    acknowledge(distribution);
    const address = domain?.name ?? distribution.domainName;
    new CfnOutput(this, 'Url', { value: `https://${address}/console/` }).overrideLogicalId('ConsoleUrl');
    // Where the DNS record of an own domain points to.
    new CfnOutput(this, 'Target', { value: distribution.domainName }).overrideLogicalId('ConsoleTarget');
  }
}

function acknowledge(distribution: Distribution): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Customers may call from any country.' },
    { id: 'AwsSolutions-CFR2', reason: 'A web ACL is a setting of the environment.' },
    {
      id: 'AwsSolutions-CFR3',
      reason: 'The API has its own access log. The console is a set of public files.',
    },
    {
      id: 'AwsSolutions-CFR4',
      reason: 'Only an own domain can have a minimum version of TLS. With one, it is TLS 1.2.',
    },
  );
}
