/** The values of `$context` that an access log may name. */
export type LogContext = Readonly<Record<string, string | number | undefined>>;

/** One line of the access log; what is not known is a dash, as on AWS. */
export function accessLogLine(format: string, context: LogContext): string {
  return format.replaceAll(/\$context\.([\w.-]*\w)/g, (_match, name: string) => {
    const value = context[name];
    // Within a text of JSON, quotes would end it.
    return value === undefined || value === '' ? '-' : String(value).replaceAll(/["\\\n]/g, ' ');
  });
}
