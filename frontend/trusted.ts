// htmx under Trusted Types: fragments come from our own server and Django escapes them; the scripts
// inside them may only be data, as Content-Security-Policy refuses the others anyway.
import htmx from "htmx.org";

interface Policies {
  createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown;
}
interface HtmxInternals {
  initSecurity(policy: unknown): void;
}

const dataOnly = (text: string): string => {
  JSON.parse(text);
  return text;
};
const policies = (window as { trustedTypes?: Policies }).trustedTypes;

if (policies) {
  const policy = policies.createPolicy("fragments", {
    createHTML: (text) => text,
    createScript: dataOnly,
  });
  htmx.registerExtension("trusted", {
    init: (internals: HtmxInternals) => internals.initSecurity(policy),
  });
  // ECharts empties its drawing by assigning an empty string: that, and nothing else, is let through.
  policies.createPolicy("default", {
    createHTML: (text) => {
      if (text === "" || text === "null") return "";
      throw new TypeError("HTML refused outside of fragments");
    },
  });
}
