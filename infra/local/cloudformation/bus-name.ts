/** The bus that every account has. */
export const defaultBus = 'default';

/** The name of a bus that is given by its name or its ARN, or left out. */
export function busName(nameOrArn: string | undefined): string {
  return nameOrArn?.replace(/^arn:.*:event-bus\//, '') ?? defaultBus;
}
