/** The values of the pseudo parameters. */
export const place = {
  region: 'eu-west-3',
  account: '000000000000',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
} as const;

export function arn(service: string, resource: string, options: { global?: boolean } = {}): string {
  const region = options.global === true ? '' : place.region;
  return `arn:${place.partition}:${service}:${region}:${place.account}:${resource}`;
}
