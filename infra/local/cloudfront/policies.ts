/** The managed policies that are supported. Another one is refused. */
export const cachePolicies: Readonly<Record<string, { readonly compresses: boolean }>> = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { compresses: true },
  // CachingDisabled: it does not tell representations apart by their encoding, so nothing is compressed.
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { compresses: false },
};

/** What an origin gets of the viewer's request. */
export interface Passed {
  readonly query: boolean;
  readonly headers: boolean;
  readonly host: boolean;
}

export const nothingPassed: Passed = { query: false, headers: false, host: false };

export const originRequestPolicies: Readonly<Record<string, Passed>> = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { query: true, headers: true, host: true },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { query: true, headers: true, host: false },
};
