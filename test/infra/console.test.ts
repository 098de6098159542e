import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConsoleConfig } from '../../clients/console/config.ts';
import { environmentNames, readSettings } from '../../infra/environments.ts';
import { stacksOf, templatesOf, type Stacks } from '../support/stacks.ts';
import { resources } from '../support/template.ts';

const Ref = z.object({ Ref: z.string() });
const Attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

const Behavior = z.looseObject({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: Ref,
  ViewerProtocolPolicy: z.string(),
  Compress: z.boolean(),
  FunctionAssociations: z.array(z.object({ EventType: z.string(), FunctionARN: Attribute })).default([]),
});
const Origin = z.looseObject({ Id: z.string(), DomainName: z.unknown(), OriginPath: z.string().optional() });
const Distribution = z.object({
  DistributionConfig: z.looseObject({
    DefaultCacheBehavior: Behavior,
    CacheBehaviors: z.array(Behavior),
    Origins: z.array(Origin),
    OriginGroups: z.object({
      Items: z.array(
        z.looseObject({
          Id: z.string(),
          Members: z.object({ Items: z.array(z.object({ OriginId: z.string() })) }),
        }),
      ),
    }),
  }),
});
const Deployment = z.looseObject({
  SourceObjectKeys: z.array(z.string()),
  DestinationBucketKeyPrefix: z.string(),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  Prune: z.boolean(),
  RetainOnDelete: z.boolean(),
  SystemMetadata: z.object({ 'cache-control': z.string() }),
});
const Policy = z.object({
  ResponseHeadersPolicyConfig: z.looseObject({ SecurityHeadersConfig: z.record(z.string(), z.unknown()) }),
});

const distributionIn = (edge: Template) => {
  const [distribution] = resources(edge, 'AWS::CloudFront::Distribution', Distribution).values();
  if (distribution === undefined) throw new Error('There is no distribution.');
  return distribution.DistributionConfig;
};

describe.each(environmentNames())('The console of %s', (name) => {
  let stacks: Stacks;
  let edge: Template;
  let service: Template;
  beforeAll(() => {
    stacks = stacksOf(name);
    ({ edge, service } = templatesOf(stacks));
  });

  it('is delivered by one distribution of the edge stack, on which the service stack does not depend', () => {
    edge.resourceCountIs('AWS::CloudFront::Distribution', 1);
    service.resourceCountIs('AWS::CloudFront::Distribution', 0);
    expect(JSON.stringify(edge.toJSON())).not.toContain('Fn::ImportValue');
    const exports = Object.entries(edge.toJSON()['Outputs'] ?? {}).filter(([id]) => id.startsWith('Exports'));
    expect(exports.map(([id]) => id).filter((id) => /Console/.test(id))).toEqual([]);
    edge.hasOutput('ConsoleUrl', {});
  });

  it('is below /console, and everything else is the API', () => {
    const { CacheBehaviors: pages, DefaultCacheBehavior: api, OriginGroups, Origins } = distributionIn(edge);
    expect(pages.map(({ PathPattern }) => PathPattern)).toEqual(['/console', '/console/*']);
    const [group] = OriginGroups.Items;
    for (const page of pages)
      expect(page).toMatchObject({
        TargetOriginId: group?.Id,
        AllowedMethods: ['GET', 'HEAD'],
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        // CachingOptimized, which compresses
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      });
    expect(api).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      ViewerProtocolPolicy: 'https-only',
      // CachingDisabled
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      // AllViewerExceptHostHeader
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    const [gateway] = Object.keys(edge.findResources('AWS::ApiGatewayV2::Api'));
    const apiOrigin = Origins.find(({ Id }) => Id === api.TargetOriginId);
    expect(JSON.stringify(apiOrigin?.DomainName)).toContain(`{"Ref":"${gateway}"},".execute-api.`);
    expect(apiOrigin).toMatchObject({ CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } });
  });

  it('finds its pages by a function, and leaves the API’s 403 and 404 as they are', () => {
    const config = distributionIn(edge);
    expect(config).not.toHaveProperty('CustomErrorResponses');
    for (const { FunctionAssociations } of config.CacheBehaviors)
      expect(FunctionAssociations).toMatchObject([{ EventType: 'viewer-request' }]);
    expect(config.DefaultCacheBehavior.FunctionAssociations).toEqual([]);
    edge.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    });
  });

  it('sends strict headers', () => {
    const { CacheBehaviors, DefaultCacheBehavior } = distributionIn(edge);
    const policies = resources(edge, 'AWS::CloudFront::ResponseHeadersPolicy', Policy);
    const headersOf = (behavior: z.infer<typeof Behavior> | undefined) =>
      policies.get(behavior?.ResponseHeadersPolicyId.Ref ?? '')?.ResponseHeadersPolicyConfig
        .SecurityHeadersConfig;
    const transport = {
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      ContentTypeOptions: { Override: true },
    };
    for (const page of CacheBehaviors)
      expect(headersOf(page)).toMatchObject({
        ...transport,
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        ContentSecurityPolicy: { Override: true },
      });
    expect(headersOf(DefaultCacheBehavior)).toMatchObject(transport);
    const { ContentSecurityPolicy: policy } = z
      .object({ ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }) })
      .parse(headersOf(CacheBehaviors[0]));
    const directives = policy.ContentSecurityPolicy.split('; ');
    const { origin } = new URL(readSettings(name).issuer);
    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        `connect-src 'self' ${origin}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(policy.ContentSecurityPolicy).not.toMatch(/unsafe|\*/);
  });

  it('is in a private bucket that the distribution alone reads', () => {
    const { Origins, OriginGroups } = distributionIn(edge);
    edge.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      WebsiteConfiguration: Match.absent(),
    });
    edge.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    });
    const members = OriginGroups.Items[0]?.Members.Items.map(({ OriginId }) => OriginId) ?? [];
    const files = members.map((id) => Origins.find(({ Id }) => Id === id));
    expect(files.map((origin) => origin?.OriginPath)).toEqual(['/current', '/kept']);
    for (const origin of files) expect(origin).toHaveProperty('OriginAccessControlId');
    const policies = resources(
      edge,
      'AWS::S3::BucketPolicy',
      z.object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) }),
    );
    const allowed = [...policies.values()].flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow'),
    );
    expect(allowed).toMatchObject([
      {
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      },
    ]);
  });

  it('caches hashed files for a year and the others not at all, and keeps those of earlier releases', () => {
    const deployments = [...resources(edge, 'Custom::CDKBucketDeployment', Deployment).values()];
    const immutable = { 'cache-control': 'public, max-age=31536000, immutable' };
    const onlyHashed = { Exclude: ['*'], Include: ['assets/*'], SystemMetadata: immutable };
    expect(deployments).toMatchObject([
      { DestinationBucketKeyPrefix: 'kept/console', Prune: false, ...onlyHashed },
      { DestinationBucketKeyPrefix: 'current/console', Prune: true, ...onlyHashed },
      {
        DestinationBucketKeyPrefix: 'current/console',
        Prune: true,
        Exclude: ['assets/*'],
        SystemMetadata: { 'cache-control': 'no-cache' },
      },
    ]);
    edge.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [{ Prefix: 'kept/', ExpirationInDays: 400, Status: 'Enabled' }],
      },
    });
    const [kept, assets, pages] = Object.entries(edge.findResources('Custom::CDKBucketDeployment'));
    expect(assets?.[1]['DependsOn']).toContain(kept?.[0]);
    expect(pages?.[1]['DependsOn']).toContain(assets?.[0]);
  });

  it('gets the issuer and its client in config.json at deployment', () => {
    const pages = [...resources(edge, 'Custom::CDKBucketDeployment', Deployment).values()].at(-1);
    const folders = (pages?.SourceObjectKeys ?? []).map((key) =>
      join(stacks.app.outdir, `asset.${key.replace(/\.zip$/, '')}`),
    );
    const json: unknown = JSON.parse(readFileSync(join(folders[1] ?? '', 'config.json'), 'utf8'));
    const { issuer, console: { domain: _domain, webAclArn: _acl, ...client } = {} } = readSettings(name);
    expect(json).toEqual({ issuer, ...client });
    expect(ConsoleConfig.parse(json).clientId).not.toBe('');
  });
});
