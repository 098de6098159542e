import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer may be an error of the service. */
export async function overTheWire(
  upstream: Upstream,
  { target, contentType }: { target: string; contentType: string },
  input: unknown,
): Promise<WireAnswer> {
  const answer = await upstream.send(target, contentType, JSON.stringify(input));
  return {
    status: answer.status,
    headers: { 'content-type': contentType },
    body: answer.body.toString('utf8'),
  };
}
