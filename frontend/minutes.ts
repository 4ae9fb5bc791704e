// How long the page was on the screen, told once it is left: a sum by page and by kind of reader,
// without who nor when. `data-page-time` is the mark of the page.

const LONGEST = 15 * 60 * 1000;

export function watchMinutes(): void {
  const mark = document.body.dataset.pageTime;
  if (!mark) return;
  let since = document.hidden ? null : performance.now();
  let waiting = 0;
  let told = 0;
  let isFirst = true;
  const stop = (): void => {
    if (since !== null) waiting += performance.now() - since;
    since = null;
    const seconds = Math.round(Math.min(waiting, LONGEST - told) / 1000);
    if (seconds < 1) return;
    const body = new FormData();
    body.append("mark", mark);
    body.append("seconds", String(seconds));
    if (!isFirst) body.append("again", "1");
    navigator.sendBeacon("/temps", body);
    told += waiting;
    waiting = 0;
    isFirst = false;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop();
    else since = performance.now();
  });
  // A page kept aside by the browser comes back through pageshow.
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", () => {
    since ??= performance.now();
  });
}
