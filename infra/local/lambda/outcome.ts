/** How an invocation ended. The payload is the JSON of the returned value; `undefined` where nothing was returned. */
export type Outcome =
  | { readonly ok: true; readonly payload: string | undefined }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: string | undefined;
    };

/** Runs a function for an event. Never rejects: a failure of the function is an outcome. */
export type Invoke = (event: unknown) => Promise<Outcome>;
