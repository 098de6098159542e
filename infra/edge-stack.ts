import { CfnOutput, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { DomainName, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { MailIdentity } from './constructs/mail-identity.ts';
import type { Settings } from './environments.ts';

export interface EdgeStackProps extends StackProps {
  /** Whether the access log is deleted with the stack. */
  readonly disposable: boolean;
  readonly domain?: Settings['domain'];
  readonly mail?: Settings['mail'];
}

/**
 * What others rely on: the API's address and access log, and the bus with the rules of its subscribers. The service
 * stack adds the routes, and publishes.
 */
export class EdgeStack extends Stack {
  readonly apiId: string;
  readonly accessLog: LogGroup;
  readonly eventBus: EventBus;

  constructor(scope: Construct, id: string, { disposable, domain, mail, ...props }: EdgeStackProps) {
    super(scope, id, { description: 'VoIP contact changes: address', ...props });
    const api = new HttpApi(this, 'Gateway', { apiName: id, createDefaultStage: false });
    this.apiId = api.apiId;
    if (domain !== undefined) this.#domain(domain);
    if (mail !== undefined) new MailIdentity(this, 'Mail', mail);
    this.eventBus = new EventBus(this, 'Events', { eventBusName: `${id}-events` });
    new CfnOutput(this, 'EventBusName', { value: this.eventBus.eventBusName });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      // API Gateway needs no resource policy below this prefix, whose size is limited. The stack's own id makes the
      // name new, so that a stack made anew does not meet the log that its predecessor left.
      logGroupName: `/aws/vendedlogs/apis/${id}/${Fn.select(2, Fn.split('/', this.stackId))}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  #domain({ name, certificateArn }: NonNullable<Settings['domain']>): void {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const domain = new DomainName(this, 'Domain', { domainName: name, certificate });
    // Where the DNS record of the domain points to.
    new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName });
  }
}
