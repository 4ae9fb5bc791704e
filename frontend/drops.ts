// Many files are sent a few at a time, with how far it is; the page is read after the last. What did
// not pass together is sent one by one, so that one file keeps none of the others out.

const TOGETHER = 5;

export function watchDrops(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-few-at-a-time]")) {
    form.addEventListener("submit", (event) => {
      const field = form.querySelector<HTMLInputElement>("input[type=file]");
      if (!field?.files || field.files.length <= TOGETHER) return;
      event.preventDefault();
      void send(form, field, [...field.files]);
    });
  }
}

async function send(form: HTMLFormElement, field: HTMLInputElement, files: File[]): Promise<void> {
  const lost: File[] = [];
  form.querySelector("button[type=submit]")?.setAttribute("disabled", "");
  for (let sent = 0; sent < files.length; sent += TOGETHER) {
    show(form, sent, files.length);
    const few = files.slice(sent, sent + TOGETHER);
    if (await isTaken(form, field.name, few)) continue;
    const missed: File[] = [];
    for (const one of few) if (!(await isTaken(form, field.name, [one]))) missed.push(one);
    lost.push(...missed);
    if (missed.length < few.length) continue;
    lost.push(...files.slice(sent + TOGETHER));
    break;
  }
  if (lost.length) sendPlainly(form, field, lost);
  else location.assign(form.action);
}

function show(form: HTMLFormElement, done: number, total: number): void {
  const part = form.querySelector<HTMLElement>("[data-drop-progress]");
  const bar = part?.querySelector("progress");
  const count = part?.querySelector<HTMLElement>(".progress-count");
  if (!part || !bar || !count) return;
  if (part.hidden) {
    part.hidden = false;
    part.scrollIntoView({ block: "center" });
  }
  [bar.max, bar.value] = [total, done];
  const words = count.dataset.words ?? "";
  count.textContent = words.replace("{done}", String(done)).replace("{total}", String(total));
}

/** Anything but "no content" is a refusal: a redirection may lead to the sign-in page. */
async function isTaken(form: HTMLFormElement, name: string, files: File[]): Promise<boolean> {
  const body = new FormData(form);
  body.delete(name);
  for (const file of files) body.append(name, file);
  try {
    const headers = { "X-Part": "1" };
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
    return answer.status === 204;
  } catch {
    return false;
  }
}

/** What did not pass is sent as a form is, so that the page of the server says why. */
function sendPlainly(form: HTMLFormElement, field: HTMLInputElement, files: File[]): void {
  const left = new DataTransfer();
  for (const file of files) left.items.add(file);
  field.files = left.files;
  form.submit();
}
