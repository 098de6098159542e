import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as GatewayApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../environments.ts';
import type { OperationFunction } from './api-functions.ts';

export interface HttpApiProps {
  readonly settings: Pick<
    Settings,
    'issuer' | 'audience' | 'throttling' | 'contactsScope' | 'operatorScope' | 'rolesAsScopes'
  >;
  readonly operations: readonly OperationFunction[];
}

/** No token and no body. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    routeKey: AccessLogField.contextRouteKey(),
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
  }),
);

const acknowledgeOpen = (route: HttpRoute): void =>
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'The contract makes this route public. It reads no data.',
  });

/** The contract's operations behind API Gateway, which verifies the issuer's tokens. */
export class HttpApi extends Construct {
  readonly url: string;
  readonly #api: GatewayApi;

  constructor(scope: Construct, id: string, { settings, operations }: HttpApiProps) {
    super(scope, id);
    const api = new GatewayApi(this, 'Gateway', { createDefaultStage: false });
    const authorizer = new HttpJwtAuthorizer('Tokens', settings.issuer, {
      jwtAudience: [settings.audience].flat(),
    });
    const { contactsScope, operatorScope, rolesAsScopes } = settings;
    // API Gateway does not read roles: then the functions alone check what a token permits.
    const authorizationScopes = rolesAsScopes ? [] : [contactsScope, operatorScope];
    for (const { operation, answeredBy } of operations) {
      const { operationId, method, path, access } = operation;
      const routes = api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration: new HttpLambdaIntegration(operationId, answeredBy.function),
        ...(access !== 'open' && { authorizer, authorizationScopes }),
      });
      if (access === 'open') routes.forEach(acknowledgeOpen);
    }
    this.#api = api;
    const stage = this.#stage(api, settings.throttling);
    this.url = stage.url;
  }

  /** The number of 5xx answers in five minutes, including API Gateway's own. */
  serverErrors(): Metric {
    return this.#api.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) });
  }

  /** Latency in milliseconds: p50 and p99. */
  latencies(): Metric[] {
    return ['p50', 'p99'].map((statistic) =>
      this.#api.metricLatency({ statistic, period: Duration.minutes(1), label: statistic }),
    );
  }

  #stage(api: GatewayApi, { ratePerSecond, burst }: Settings['throttling']): HttpStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: ratePerSecond, burstLimit: burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }
}
