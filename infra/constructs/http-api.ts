import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnApiMapping,
  CfnStage,
  HttpApi as GatewayApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { LogQueryWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EdgeStack } from '../edge-stack.ts';
import type { Settings } from '../settings.ts';
import type { OperationFunction } from './api-functions.ts';
import { Refusals } from './refusals.ts';

export interface HttpApiProps {
  readonly settings: Pick<
    Settings,
    | 'issuer'
    | 'domain'
    | 'audience'
    | 'nicClaim'
    | 'throttling'
    | 'contactsScope'
    | 'operatorScope'
    | 'rolesAsScopes'
  >;
  readonly edge: Pick<EdgeStack, 'apiId' | 'accessLog'>;
  readonly operations: readonly OperationFunction[];
}

/** No token and no body. API Gateway names only claims that are words; the functions' lines name every caller. */
const accessLogFormat = (nicClaim: string): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      time: AccessLogField.contextRequestTime(),
      sourceIp: AccessLogField.contextIdentitySourceIp(),
      ...(/^\w+$/.test(nicClaim) && { caller: AccessLogField.contextAuthorizerClaims(nicClaim) }),
      routeKey: AccessLogField.contextRouteKey(),
      status: AccessLogField.contextStatus(),
      responseLength: AccessLogField.contextResponseLength(),
      responseLatency: AccessLogField.contextResponseLatency(),
      integrationLatency: AccessLogField.contextIntegrationLatency(),
      integrationError: AccessLogField.contextIntegrationErrorMessage(),
      authorizerError: AccessLogField.contextAuthorizerError(),
    }),
  );

const acknowledgeOpen = (route: HttpRoute): void =>
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'The contract makes this route public. It reads no data.',
  });

/** The contract's operations behind the edge's address. API Gateway verifies the issuer's tokens. */
export class HttpApi extends Construct {
  readonly url: string;
  readonly #api: IHttpApi;
  readonly #refusals: Refusals;

  constructor(scope: Construct, id: string, { settings, edge, operations }: HttpApiProps) {
    super(scope, id);
    // As imported, so that CDK puts routes, integrations and authorizer into this stack.
    this.#api = GatewayApi.fromHttpApiAttributes(this, 'Gateway', { httpApiId: edge.apiId });
    const authorizer = new HttpJwtAuthorizer('Tokens', settings.issuer, {
      jwtAudience: [settings.audience].flat(),
    });
    const { contactsScope, operatorScope, rolesAsScopes } = settings;
    // API Gateway does not read roles: then the functions alone check what a token permits.
    const authorizationScopes = rolesAsScopes ? [] : [contactsScope, operatorScope];
    const routes = operations.map(({ operation, answeredBy }) => {
      const { operationId, method, path, access } = operation;
      const route = new HttpRoute(this, operationId, {
        httpApi: this.#api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: new HttpLambdaIntegration(operationId, answeredBy.function),
        ...(access !== 'open' && { authorizer, authorizationScopes }),
      });
      if (access === 'open') acknowledgeOpen(route);
      return route;
    });
    this.#refusals = new Refusals(this, 'Refusals', edge);
    const stage = this.#stage(edge.accessLog, settings);
    // A stage may set the rates of routes that exist, and of no others.
    stage.node.addDependency(...routes);
    addRates(stage, operations, settings.throttling);
    this.url = settings.domain === undefined ? stage.url : this.#mapped(settings.domain, stage);
  }

  /** The number of 5xx answers in five minutes, including API Gateway's own. */
  serverErrors(): Metric {
    return this.#api.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) });
  }

  /** The number of refused requests in five minutes. */
  refusals(): Metric {
    return this.#refusals.count();
  }

  /** The callers that were refused most. */
  refusalsByCaller(): LogQueryWidget {
    return this.#refusals.byCaller();
  }

  /** Latency in milliseconds: p50 and p99. */
  latencies(): Metric[] {
    return ['p50', 'p99'].map((statistic) =>
      this.#api.metricLatency({ statistic, period: Duration.minutes(1), label: statistic }),
    );
  }

  /** By the domain's name, not an export of the edge stack: an export in use could not be removed with the domain. */
  #mapped({ name }: NonNullable<Settings['domain']>, stage: HttpStage): string {
    const { apiId } = this.#api;
    const mapping = new CfnApiMapping(this, 'Mapping', { apiId, domainName: name, stage: stage.stageName });
    mapping.node.addDependency(stage);
    return `https://${name}`;
  }

  #stage(accessLog: ILogGroup, { nicClaim, throttling }: HttpApiProps['settings']): HttpStage {
    return new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttling.ratePerSecond, burstLimit: throttling.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: accessLogFormat(nicClaim),
      },
    });
  }
}

/** Gives each open route and each route that writes a rate of its own. */
function addRates(
  stage: HttpStage,
  operations: readonly OperationFunction[],
  { open, writes }: Settings['throttling'],
): void {
  const { defaultChild } = stage.node;
  if (!(defaultChild instanceof CfnStage)) throw new Error('The stage has no resource of its own.');
  const rates = operations.flatMap(({ operation: { method, path, access } }) => {
    const rate = access === 'open' ? open : method === 'GET' ? undefined : writes;
    return rate === undefined
      ? []
      : [
          [
            `${method} ${path}`,
            { ThrottlingRateLimit: rate.ratePerSecond, ThrottlingBurstLimit: rate.burst },
          ] as const,
        ];
  });
  // CDK has no property for it: its keys would be made lower case.
  defaultChild.addPropertyOverride('RouteSettings', Object.fromEntries(rates));
}
