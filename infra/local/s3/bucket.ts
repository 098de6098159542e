import { permits, type ResourceStatement } from '../iam/resource-policy.ts';

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string | undefined;
  readonly etag: string;
}

/** A bucket, its policy, and the objects that deployments have put there. */
export class Bucket {
  readonly name: string;
  readonly arn: string;
  /** The name of the bucket's host, as an origin has it. */
  readonly domain: string;
  readonly #statements: readonly ResourceStatement[];
  readonly #objects = new Map<string, StoredObject>();

  constructor(
    { name, arn, domain }: Pick<Bucket, 'name' | 'arn' | 'domain'>,
    statements: readonly ResourceStatement[],
  ) {
    this.name = name;
    this.arn = arn;
    this.domain = domain;
    this.#statements = statements;
  }

  put(key: string, object: StoredObject): void {
    this.#objects.set(key, object);
  }

  /**
   * Reads an object for a distribution.
   * @param distribution the ARN of the distribution that signs its requests, or undefined if it does not
   * @returns undefined if the policy does not allow it, or there is no such object: S3 answers 403 for both to whom
   * may not list the bucket
   */
  read(key: string, distribution: string | undefined): StoredObject | undefined {
    if (distribution === undefined) return undefined;
    const allowed = permits(this.#statements, {
      service: 'cloudfront.amazonaws.com',
      action: 's3:GetObject',
      resource: `${this.arn}/${key}`,
      context: { 'aws:SourceArn': distribution, 'aws:SourceAccount': '', 'aws:SecureTransport': 'true' },
    });
    return allowed ? this.#objects.get(key) : undefined;
  }
}
