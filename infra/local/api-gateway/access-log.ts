export type LogContext = Readonly<Record<string, string | number | undefined>>;

/** Formats a line of the access log. An unknown value is a dash, as on AWS. */
export function accessLogLine(format: string, context: LogContext): string {
  return format.replaceAll(/\$context\.([\w.-]*\w)/g, (_match, name: string) => {
    const value = context[name];
    // The format puts values inside JSON strings, which a quote would end.
    return value === undefined || value === '' ? '-' : String(value).replaceAll(/["\\\n]/g, ' ');
  });
}
