/** The result of an invocation. The payload is the returned value as JSON, or undefined if there is none. */
export type Outcome =
  | { readonly ok: true; readonly payload: string | undefined }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: string | undefined;
    };

/** Runs a function for an event. Never rejects: a function's failure is a result. */
export type Invoke = (event: unknown) => Promise<Outcome>;
