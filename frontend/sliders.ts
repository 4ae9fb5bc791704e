// The word under a slider follows it; a slider that was moved is somebody's note from then on.

export function watchSliders(): void {
  document.addEventListener("input", follow);
}

function follow(event: Event): void {
  const slider = event.target;
  if (!(slider instanceof HTMLInputElement) || !slider.dataset.scale) return;
  const code = slider.dataset.code ?? "";
  const words = slider.dataset.scale.split("|");
  const form = slider.form;
  const place = form?.querySelector(`[data-word="${code}"]`);
  if (place) place.textContent = words[Number(slider.value) - Number(slider.min)] ?? "";
  form?.querySelector(`[data-proposed="${code}"]`)?.remove();
  const touched = form?.querySelector<HTMLInputElement>("[data-touched]");
  if (touched) touched.value = [...new Set([...touched.value.split(",").filter(Boolean), code])].join(",");
}
