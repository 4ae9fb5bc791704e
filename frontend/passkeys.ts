// Passkeys: a form asks the server what to ask the browser, and sends what the browser answers.
// `data-passkey` is "create" or "get"; a form that only serves passkeys is hidden without script.

type Json = Record<string, unknown>;

export function watchPasskeys(): void {
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void answer(form);
    });
  }
}

async function answer(form: HTMLFormElement): Promise<void> {
  const error = form.querySelector<HTMLElement>("[data-passkey-error]");
  if (error) error.hidden = true;
  try {
    const field = form.elements.namedItem("answer") as HTMLInputElement;
    field.value = JSON.stringify(await credential(form));
  } catch {
    if (error) error.hidden = false;
    return;
  }
  form.submit();
}

async function credential(form: HTMLFormElement): Promise<Json> {
  const token = (form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement).value;
  const response = await fetch(form.dataset.options ?? "", {
    method: "POST",
    headers: { "X-CSRFToken": token },
  });
  if (!response.ok) throw new Error(response.statusText);
  const { publicKey } = (await response.json()) as { publicKey: Json };
  const options = withBytes(publicKey);
  const found =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: options as unknown as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: options as unknown as PublicKeyCredentialRequestOptions });
  if (!(found instanceof PublicKeyCredential)) throw new Error("no credential");
  return told(found);
}

/** Bytes travel as base64url: of the challenge, of the user, and of the keys named in lists. */
function withBytes(options: Json): Json {
  const named = (list: unknown): Json[] =>
    ((list as Json[] | undefined) ?? []).map((one) => ({ ...one, id: bytes(one.id as string) }));
  const user = options.user as Json | undefined;
  return {
    ...options,
    challenge: bytes(options.challenge as string),
    ...(user && { user: { ...user, id: bytes(user.id as string) } }),
    ...(options.allowCredentials ? { allowCredentials: named(options.allowCredentials) } : {}),
    ...(options.excludeCredentials ? { excludeCredentials: named(options.excludeCredentials) } : {}),
  };
}

function told(found: PublicKeyCredential): Json {
  const { response } = found;
  const parts: Json = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts.attestationObject = text(response.attestationObject);
  } else if (response instanceof AuthenticatorAssertionResponse) {
    parts.authenticatorData = text(response.authenticatorData);
    parts.signature = text(response.signature);
    parts.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return {
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    response: parts,
    clientExtensionResults: found.getClientExtensionResults(),
  };
}

function bytes(base64url: string): Uint8Array {
  const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
