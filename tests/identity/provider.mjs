// A provider of identity of our own for the tests: a certified server, in a process of its own.
//
//   node tests/identity/provider.mjs PORT CLIENT SECRET RETURN_ADDRESS
//
// Anybody signs in under the name they type. Some names make it lie, once everything else is right:
// its tokens are then signed with its own key, and wrong in one point only.
import { generateKeyPairSync } from "node:crypto";
import { CompactSign, decodeJwt, importJWK } from "jose";
import { Provider } from "oidc-provider";

const [port, clientId, secret, back] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...privateKey.export({ format: "jwk" }), kid: "tests", alg: "RS256", use: "sig" };

const LIES = {
  "wrong-nonce": (claims) => ({ ...claims, nonce: "another" }),
  "wrong-audience": (claims) => ({ ...claims, aud: "another" }),
  "other-issuer": (claims) => ({ ...claims, iss: "http://localhost:1" }),
  expired: (claims) => ({ ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 }),
  unsigned: (claims) => claims,
};

const provider = new Provider(issuer, {
  clients: [{
    client_id: clientId,
    client_secret: secret,
    redirect_uris: [back],
    token_endpoint_auth_method: "client_secret_basic",
  }],
  jwks: { keys: [jwk] },
  cookies: { keys: ["tests only"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: LIES[id] ? "alice@example.org" : id.replace("unverified-", ""),
      email_verified: !id.startsWith("unverified-"),
    }),
  }),
});

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== "/token" || !ctx.body?.id_token) return;
  const claims = decodeJwt(ctx.body.id_token);
  const lie = LIES[claims.sub];
  if (!lie) return;
  const header = { alg: "RS256", kid: "tests" };
  const key = claims.sub === "unsigned"
    ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
    : await importJWK(jwk, "RS256");
  const payload = new TextEncoder().encode(JSON.stringify(lie(claims)));
  ctx.body = { ...ctx.body, id_token: await new CompactSign(payload).setProtectedHeader(header).sign(key) };
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
