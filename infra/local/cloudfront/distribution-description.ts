import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';
import { arn } from '../cloudformation/place.ts';
import { wildcard } from '../iam/wildcard.ts';
import { Refusal } from '../lib/refusal.ts';
import { readViewerFunctions, type ViewerFunction } from './viewer-function.ts';
import { cachePolicies, nothingPassed, originRequestPolicies, type Passed } from './policies.ts';
import { readResponseHeaders, type AddedHeader } from './response-headers.ts';

const quantity = z.int();

const behavior = z.strictObject({
  TargetOriginId: z.string(),
  PathPattern: z.string().optional(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: ignored,
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  Compress: z.boolean().default(false),
  // The engine speaks HTTP, on this machine alone.
  ViewerProtocolPolicy: z.enum(['https-only', 'redirect-to-https']),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .max(1)
    .default([]),
});

const origin = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginAccessControlId: z.string().optional(),
  S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('').optional() }).optional(),
  CustomOriginConfig: z
    .strictObject({ OriginProtocolPolicy: z.literal('https-only'), OriginSSLProtocols: ignored })
    .optional(),
});

const originGroup = z.strictObject({
  Id: z.string(),
  FailoverCriteria: z.strictObject({
    StatusCodes: z.strictObject({ Items: z.array(z.int()), Quantity: quantity }),
  }),
  Members: z.strictObject({
    Items: z.tuple([z.strictObject({ OriginId: z.string() }), z.strictObject({ OriginId: z.string() })]),
    Quantity: quantity,
  }),
});

const properties = z.strictObject({
  DistributionConfig: z.strictObject({
    Enabled: z.literal(true),
    Comment: ignored,
    HttpVersion: ignored,
    IPV6Enabled: ignored,
    PriceClass: ignored,
    DefaultCacheBehavior: behavior,
    CacheBehaviors: z.array(behavior).default([]),
    Origins: z.array(origin),
    OriginGroups: z.strictObject({ Items: z.array(originGroup), Quantity: quantity }).optional(),
  }),
  Tags: ignored,
});

const accessControlProperties = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Name: z.string(),
    Description: ignored,
    OriginAccessControlOriginType: z.literal('s3'),
    SigningBehavior: z.literal('always'),
    SigningProtocol: z.literal('sigv4'),
  }),
});

export interface OriginDescription {
  readonly domain: string;
  /** Put before the path of every request. */
  readonly path: string;
  /** Whether requests are signed in the name of the distribution. */
  readonly signs: boolean;
}

export interface BehaviorDescription {
  readonly matches: (path: string) => boolean;
  readonly methods: readonly string[];
  readonly compresses: boolean;
  readonly passed: Passed;
  readonly added: readonly AddedHeader[];
  readonly viewerFunction: ViewerFunction | undefined;
  /** The origin, or the two of a group: the second is asked if the first answers with one of the codes. */
  readonly origins: readonly OriginDescription[];
  readonly failover: ReadonlySet<number>;
}

export interface DistributionDescription {
  readonly id: string;
  readonly arn: string;
  readonly domain: string;
  /** In the order in which they are tried. The last one matches every path. */
  readonly behaviors: readonly BehaviorDescription[];
}

/** Reads the assembly's distribution, if it has one. More than one would need more ports. */
export function readDistribution(resources: readonly Resource[]): DistributionDescription | undefined {
  const [resource, another] = ofType(resources, 'AWS::CloudFront::Distribution');
  if (another !== undefined) throw new Refusal('one distribution runs here, not several');
  if (resource === undefined) return undefined;
  const { DistributionConfig: config } = readProperties(resource, properties);
  const accessControls = new Set(
    ofType(resources, 'AWS::CloudFront::OriginAccessControl').map((control) => {
      readProperties(control, accessControlProperties);
      return control.identity.attributes['Id'];
    }),
  );
  const origins = new Map(
    config.Origins.map(({ Id, DomainName, OriginPath, OriginAccessControlId }) => [
      Id,
      { domain: DomainName, path: OriginPath, signs: accessControls.has(OriginAccessControlId) },
    ]),
  );
  const groups = new Map((config.OriginGroups?.Items ?? []).map((group) => [group.Id, group]));
  const functions = readViewerFunctions(resources);
  const headers = readResponseHeaders(resources);

  function described(given: z.infer<typeof behavior>): BehaviorDescription {
    const group = groups.get(given.TargetOriginId);
    const ids = group?.Members.Items.map(({ OriginId }) => OriginId) ?? [given.TargetOriginId];
    const [association] = given.FunctionAssociations;
    const { compresses } = known('cache policy', given.CachePolicyId, cachePolicies);
    return {
      matches: matcher(given.PathPattern),
      methods: given.AllowedMethods,
      compresses: given.Compress && compresses,
      passed:
        given.OriginRequestPolicyId === undefined
          ? nothingPassed
          : known('origin request policy', given.OriginRequestPolicyId, originRequestPolicies),
      added:
        given.ResponseHeadersPolicyId === undefined
          ? []
          : known('response headers policy', given.ResponseHeadersPolicyId, headers),
      viewerFunction:
        association === undefined ? undefined : known('function', association.FunctionARN, functions),
      origins: ids.map((id) => known('origin', id, Object.fromEntries(origins))),
      failover: new Set(group?.FailoverCriteria.StatusCodes.Items),
    };
  }

  const { reference: id, attributes } = resource.identity;
  return {
    id,
    arn: arn('cloudfront', `distribution/${id}`, { global: true }),
    domain: attributes['DomainName'] ?? '',
    behaviors: [...config.CacheBehaviors, config.DefaultCacheBehavior].map(described),
  };
}

/** Patterns are case-sensitive, and need no slash at their beginning. */
function matcher(pattern: string | undefined): (path: string) => boolean {
  if (pattern === undefined) return () => true;
  const expression = wildcard(pattern.startsWith('/') ? pattern : `/${pattern}`);
  return (path) => expression.test(path);
}

function known<Value>(kind: string, id: string, all: Readonly<Record<string, Value>>): Value {
  const found = all[id];
  if (found === undefined) throw new Refusal(`the ${kind} ${id} is not known here`);
  return found;
}
