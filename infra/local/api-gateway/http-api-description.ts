import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const apiProperties = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Description: ignored,
  DisableExecuteApiEndpoint: ignored,
  IpAddressType: ignored,
  Tags: ignored,
});

const throttle = z.strictObject({
  ThrottlingRateLimit: z.number().positive().optional(),
  ThrottlingBurstLimit: z.int().positive().optional(),
  DetailedMetricsEnabled: ignored,
});

const stageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: throttle.default({}),
  RouteSettings: z.record(z.string(), throttle).default({}),
  AccessLogSettings: z.strictObject({ DestinationArn: ignored, Format: z.string() }).optional(),
  Description: ignored,
  Tags: ignored,
});

const routeProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: ignored,
});

const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  IntegrationMethod: ignored,
  ConnectionType: z.literal('INTERNET').optional(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.int().min(50).max(30_000).default(30_000),
  Description: ignored,
});

const authorizerProperties = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.string().regex(/^\$request\.header\.authorization$/i)]),
  JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

export interface JwtRule {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** The token needs one of these. If empty, any valid token is accepted. */
  readonly scopes: readonly string[];
}

export interface RouteDescription {
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly jwt: JwtRule | undefined;
  readonly throttle: { readonly ratePerSecond: number | undefined; readonly burst: number | undefined };
}

export interface HttpApiDescription {
  readonly id: string;
  readonly routes: readonly RouteDescription[];
  readonly accessLogFormat: string | undefined;
}

/** Reads the assembly's only HTTP API. More than one would need more ports. */
export function readHttpApi(resources: readonly Resource[]): HttpApiDescription {
  const apis = ofType(resources, 'AWS::ApiGatewayV2::Api');
  const stages = ofType(resources, 'AWS::ApiGatewayV2::Stage');
  const [api, stage] = [apis[0], stages[0]];
  if (api === undefined || stage === undefined || apis.length > 1 || stages.length > 1) {
    throw new Refusal(`one HTTP API with one stage runs here, not ${apis.length} with ${stages.length}`);
  }
  readProperties(api, apiProperties);
  const settings = readProperties(stage, stageProperties);
  return {
    id: api.identity.reference,
    accessLogFormat: settings.AccessLogSettings?.Format,
    routes: ofType(resources, 'AWS::ApiGatewayV2::Route').map((resource) => {
      const route = readProperties(resource, routeProperties);
      const integration = readProperties(
        find(resources, 'AWS::ApiGatewayV2::Integration', route.Target.replace('integrations/', '')),
        integrationProperties,
      );
      const limits = { ...settings.DefaultRouteSettings, ...settings.RouteSettings[route.RouteKey] };
      return {
        key: route.RouteKey,
        functionArn:
          /functions\/(arn:[^/]+)\/invocations$/.exec(integration.IntegrationUri)?.[1] ??
          integration.IntegrationUri,
        timeoutMilliseconds: integration.TimeoutInMillis,
        jwt: route.AuthorizationType === 'JWT' ? readJwtRule(resources, route) : undefined,
        throttle: { ratePerSecond: limits.ThrottlingRateLimit, burst: limits.ThrottlingBurstLimit },
      };
    }),
  };
}

function readJwtRule(resources: readonly Resource[], route: z.infer<typeof routeProperties>): JwtRule {
  const resource = find(resources, 'AWS::ApiGatewayV2::Authorizer', route.AuthorizerId ?? '');
  const { JwtConfiguration } = readProperties(resource, authorizerProperties);
  return {
    issuer: JwtConfiguration.Issuer,
    audiences: JwtConfiguration.Audience,
    scopes: route.AuthorizationScopes,
  };
}

function find(resources: readonly Resource[], type: string, id: string): Resource {
  const found = ofType(resources, type).find(({ identity }) => identity.reference === id);
  if (found === undefined) throw new Refusal(`the assembly has no ${type} ${id}`);
  return found;
}
