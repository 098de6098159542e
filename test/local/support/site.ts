import type { Change, Template } from './assembly.ts';

type Resources = Template['Resources'];

const ref = (Ref: string): unknown => ({ Ref });
const attribute = (logicalId: string, name: string): unknown => ({ 'Fn::GetAtt': [logicalId, name] });
const join = (...parts: unknown[]): unknown => ({ 'Fn::Join': ['', parts] });

const deployment = (key: string, prefix: string, more: object): Resources[string] => ({
  Type: 'Custom::CDKBucketDeployment',
  Properties: {
    ServiceToken: attribute('Deploying', 'Arn'),
    SourceBucketNames: ['assets'],
    SourceObjectKeys: [key],
    DestinationBucketName: ref('Site'),
    DestinationBucketKeyPrefix: prefix,
    ...more,
  },
});

const origin = (id: string, more: object = {}): object => ({
  Id: id,
  DomainName: attribute('Site', 'RegionalDomainName'),
  OriginPath: `/${id}`,
  OriginAccessControlId: attribute('Access', 'Id'),
  S3OriginConfig: { OriginAccessIdentity: '' },
  ...more,
});

const ofSite = {
  TargetOriginId: 'both',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  ViewerProtocolPolicy: 'redirect-to-https',
  Compress: true,
};

const functionCode = `
function handler(event) {
  var request = event.request;
  if (request.uri === '/site/moved')
    return {
      statusCode: 302,
      statusDescription: 'Found',
      headers: { location: { value: '/site/?from=' + request.querystring.a.value } },
    };
  if (request.uri === '/site/what')
    return {
      statusCode: 200,
      headers: {},
      body: JSON.stringify([
        event.version, event.viewer.ip, request.method, request.headers['x-some'].value,
        request.cookies.c.value, typeof require, typeof process,
      ]),
    };
  if (!request.uri.split('/').pop().includes('.')) request.uri = '/site/index.html';
  return request;
}`;

/** A bucket with a site behind a distribution, and the HTTP API behind the rest of it. */
const resources: Resources = {
  Site: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  },
  SitePolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Site'),
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Resource: join(attribute('Site', 'Arn'), '/*'),
            Condition: {
              StringEquals: {
                'AWS:SourceArn': join(
                  'arn:aws:cloudfront::',
                  ref('AWS::AccountId'),
                  ':distribution/',
                  ref('Distribution'),
                ),
              },
            },
          },
        ],
      },
    },
  },
  // The engine does what it does, and does not run it.
  Deploying: {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Key: 'none.zip' }, Handler: 'index.handler', Role: '', Runtime: 'python3.13' },
  },
  Pages: deployment('site.zip', 'current/site', {
    Exclude: ['assets/*'],
    SystemMetadata: { 'cache-control': 'no-cache' },
  }),
  Assets: deployment('site.zip', 'current/site', {
    Exclude: ['*'],
    Include: ['assets/*'],
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  }),
  Earlier: deployment('earlier.zip', 'kept/site', {}),
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'access',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Links: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'links',
      AutoPublish: true,
      FunctionCode: functionCode,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: 'links' },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        CustomHeadersConfig: {
          Items: [
            { Header: 'X-Extra', Value: 'more', Override: true },
            { Header: 'Cache-Control', Value: 'no-store', Override: false },
          ],
        },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
        },
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          {
            Id: 'api',
            DomainName: join(ref('Api'), '.execute-api.', ref('AWS::Region'), '.', ref('AWS::URLSuffix')),
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
          },
          origin('current'),
          origin('kept'),
          origin('unsigned', { OriginPath: '/current', OriginAccessControlId: undefined }),
        ],
        OriginGroups: {
          Quantity: 1,
          Items: [
            {
              Id: 'both',
              FailoverCriteria: { StatusCodes: { Items: [403, 404], Quantity: 2 } },
              Members: { Items: [{ OriginId: 'current' }, { OriginId: 'kept' }], Quantity: 2 },
            },
          ],
        },
        CacheBehaviors: [
          { ...ofSite, PathPattern: 'site/config.*', TargetOriginId: 'unsigned' },
          {
            ...ofSite,
            PathPattern: '/site/*',
            ResponseHeadersPolicyId: ref('Headers'),
            FunctionAssociations: [
              { EventType: 'viewer-request', FunctionARN: attribute('Links', 'FunctionARN') },
            ],
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'api',
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
          ViewerProtocolPolicy: 'https-only',
          Compress: true,
        },
      },
    },
  },
};

/** Adds the site and its distribution to the fixture. */
export const withSite: Change = ({ service }) => Object.assign(service.Resources, structuredClone(resources));
