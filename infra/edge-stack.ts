import { CfnOutput, Fn, RemovalPolicies, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { DomainName, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ConsoleDistribution } from './constructs/console/console-distribution.ts';
import { MailIdentity } from './constructs/mail-identity.ts';
import type { Settings } from './settings.ts';

export interface EdgeStackProps extends StackProps {
  /** Whether the access log is deleted with the stack. */
  readonly disposable: boolean;
  readonly settings: Pick<Settings, 'issuer' | 'domain' | 'mail' | 'console'>;
  /** The folder with the console's files. */
  readonly consoleFolder: string;
}

/**
 * What others rely on: the addresses of the API and the console, the access log, and the bus with the rules of its
 * subscribers. The service stack adds the routes, and publishes.
 */
export class EdgeStack extends Stack {
  readonly apiId: string;
  readonly accessLog: LogGroup;
  readonly eventBus: EventBus;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { disposable, settings, consoleFolder, ...stackProps } = props;
    super(scope, id, { description: 'VoIP contact changes: address', ...stackProps });
    const { issuer, domain, mail, console } = settings;
    // A web ACL belongs to the distribution, so the API's other address would go around it.
    const isGuarded = console?.webAclArn !== undefined;
    const api = new HttpApi(this, 'Gateway', {
      apiName: id,
      createDefaultStage: false,
      ...(isGuarded && { disableExecuteApiEndpoint: true }),
    });
    this.apiId = api.apiId;
    if (domain !== undefined) this.#domain(domain);
    if (console !== undefined) {
      const { region, urlSuffix } = this;
      const own = `${api.apiId}.execute-api.${region}.${urlSuffix}`;
      const apiDomain = isGuarded && domain !== undefined ? domain.name : own;
      new ConsoleDistribution(this, 'Console', { issuer, console, folder: consoleFolder, apiDomain });
    }
    if (mail !== undefined) new MailIdentity(this, 'Mail', mail);
    this.eventBus = new EventBus(this, 'Events', { eventBusName: `${id}-events` });
    new CfnOutput(this, 'EventBusName', { value: this.eventBus.eventBusName });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      // API Gateway needs no resource policy below this prefix, whose size is limited. The stack's own id makes the
      // name new, so that a stack made anew does not meet the log that its predecessor left.
      logGroupName: `/aws/vendedlogs/apis/${id}/${Fn.select(2, Fn.split('/', this.stackId))}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    if (!disposable) RemovalPolicies.of(this).retain({ applyToResourceTypes: ['AWS::Logs::LogGroup'] });
  }

  #domain({ name, certificateArn }: NonNullable<Settings['domain']>): void {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const domain = new DomainName(this, 'Domain', { domainName: name, certificate });
    // Where the DNS record of the domain points to.
    new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName });
  }
}
