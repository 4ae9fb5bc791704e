// The flash of a site is kept on this device as it is typed, and sent until the server says that it
// has it. One key goes with it through drops, reloads and repeats: however often it is sent, it is
// filed once.

interface Kept { key: string; fields: Record<string, string>; wanted: boolean }

const AGAIN = [2_000, 5_000, 15_000, 30_000, 60_000];
const PATIENCE = 20_000;
const TYPING = 1_500;
const OWN = new Set(["csrfmiddlewaretoken", "key", "week"]);

export function watchFlash(): void {
  // What is filed has nothing left to keep here, whichever device told it.
  for (const part of document.querySelectorAll<HTMLElement>("[data-flash-filed]")) erase(part.dataset.flashFiled);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-flash]")) new Flash(form);
}

const PLACE = "timonerie-flash:";

function erase(name = ""): void {
  try {
    localStorage.removeItem(PLACE + name);
  } catch {
    // Nothing was kept there.
  }
}

class Flash {
  private readonly place: string;
  private tries = 0;
  private isSending = false;
  private timer = 0;
  private typing = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.place = PLACE + (form.dataset.flash ?? "");
    const kept = this.read();
    if (kept) this.resume(kept);
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.want();
    });
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => this.retry());
    this.forgetter?.addEventListener("click", () => this.forget());
  }

  /** What was begun here before the page was opened again; the server's own words come after a refusal. */
  private resume(kept: Kept): void {
    if (!("flashRefused" in this.form.dataset)) {
      for (const [name, value] of Object.entries(kept.fields)) this.field(name, value);
      this.field("key", kept.key);
    }
    this.tell("kept");
    if (kept.wanted) void this.send();
  }

  private typed(): void {
    this.keep(this.read()?.wanted ?? false);
    if (!this.isSending) this.tell("kept");
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.draft(), TYPING);
  }

  private want(): void {
    this.tries = 0;
    clearTimeout(this.typing);
    this.keep(true);
    void this.send();
  }

  private retry(): void {
    if (document.visibilityState === "hidden" || !this.read()?.wanted) return;
    this.tries = 0;
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.timer);
    this.tell("sending");
    const answer = await this.post(this.form.action);
    this.isSending = false;
    if (!answer || answer.status >= 500 || answer.status === 429) this.wait();
    else if (answer.ok) await this.sent(answer);
    else if (answer.status === 422) this.refused();
    else this.tell(answer.status === 410 ? "gone" : "away");
  }

  private wait(): void {
    this.tell("waits");
    const delay = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    this.timer = window.setTimeout(() => this.read()?.wanted && void this.send(), delay);
  }

  private async sent(answer: Response): Promise<void> {
    const told = (await answer.json()) as { url: string };
    this.erase();
    this.tell("sent");
    location.assign(told.url);
  }

  /** Sent again as a form is, so that the page of the server says why, beside each field. */
  private refused(): void {
    this.keep(false);
    this.form.submit();
  }

  private async draft(): Promise<void> {
    const address = this.form.dataset.flashDraft;
    if (address && !this.isSending) await this.post(address);
  }

  /** Nothing where the network does not answer. A redirection leads to the sign-in page. */
  private async post(address: string): Promise<Response | null> {
    try {
      return await fetch(address, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Flash": "1" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return null;
    }
  }

  private forget(): void {
    this.erase();
    for (const [name] of this.fields()) this.field(name, "");
    void this.draft();
    if (this.state) this.state.hidden = true;
    if (this.forgetter) this.forgetter.hidden = true;
  }

  private tell(word: "kept" | "waits" | "sending" | "sent" | "away" | "gone"): void {
    if (!this.state) return;
    this.state.textContent = this.form.dataset[word] ?? "";
    this.state.dataset.flashState = word;
    this.state.hidden = false;
    if (this.forgetter) this.forgetter.hidden = word === "sending" || word === "sent";
  }

  private get state(): HTMLElement | null {
    return this.form.querySelector("[data-flash-state]");
  }

  private get forgetter(): HTMLElement | null {
    return this.form.querySelector("[data-flash-forget]");
  }

  private fields(): [string, string][] {
    return [...new FormData(this.form)].flatMap(([name, value]) =>
      OWN.has(name) || typeof value !== "string" ? [] : [[name, value] as [string, string]],
    );
  }

  private field(name: string, value: string): void {
    const found = this.form.elements.namedItem(name);
    if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.value = value;
  }

  private get key(): string {
    const found = this.form.elements.namedItem("key");
    return found instanceof HTMLInputElement ? found.value : "";
  }

  private keep(wanted: boolean): void {
    const kept: Kept = { key: this.key, fields: Object.fromEntries(this.fields()), wanted };
    try {
      localStorage.setItem(this.place, JSON.stringify(kept));
    } catch {
      // A device without room, or that keeps nothing: the page itself still sends.
    }
  }

  private read(): Kept | null {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  }

  private erase(): void {
    erase(this.form.dataset.flash);
  }
}
