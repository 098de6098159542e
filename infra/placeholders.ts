import { domainOf, regionOf, type Settings } from './settings.ts';

/** Accounts of examples in AWS's documentation. */
const exampleAccounts = /^(?:0{12}|1{12}|123456789012)$/;
/** The names that nobody can own (RFC 2606). */
const exampleHost = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$/;

const isExample = (url: string): boolean => exampleHost.test(new URL(url).hostname);

/** What of the settings is only an example, or does not fit together. */
export function placeholdersIn({
  account,
  region,
  issuer,
  memberEndpoint,
  domain,
  mail,
  console,
}: Settings): string[] {
  return [
    ...(account === undefined ? ['account is not set'] : []),
    ...(account !== undefined && exampleAccounts.test(account)
      ? [`account is a placeholder: ${account}`]
      : []),
    ...(region === undefined ? ['region is not set'] : []),
    ...(isExample(issuer) ? [`issuer is a placeholder: ${issuer}`] : []),
    ...(memberEndpoint !== undefined && isExample(memberEndpoint)
      ? [`memberEndpoint is a placeholder: ${memberEndpoint}`]
      : []),
    ...(domain !== undefined && exampleHost.test(domain.name)
      ? [`domain.name is a placeholder: ${domain.name}`]
      : []),
    ...(mail !== undefined && exampleHost.test(domainOf(mail.from))
      ? [`mail.from is a placeholder: ${mail.from}`]
      : []),
    ...(mail !== undefined && isExample(mail.consoleUrl)
      ? [`mail.consoleUrl is a placeholder: ${mail.consoleUrl}`]
      : []),
    ...(console?.domain !== undefined && exampleHost.test(console.domain.name)
      ? [`console.domain.name is a placeholder: ${console.domain.name}`]
      : []),
    ...(domain !== undefined && regionOf(domain.certificateArn) !== region
      ? [`domain.certificateArn is of another region: ${domain.certificateArn}`]
      : []),
  ];
}
