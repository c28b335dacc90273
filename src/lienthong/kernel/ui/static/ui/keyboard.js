// Keys for lists: j and k walk the rows, n and p turn the page, / goes to the search, ? tells. Can be switched off.
(() => {
  const sheet = document.getElementById("keys");
  const wanted = () => {
    try {
      return localStorage.getItem("lt:keys") !== "off";
    } catch {
      return true;
    }
  };
  const links = () => [...document.querySelectorAll("[data-list] tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);

  const walk = (step) => {
    const all = links();
    if (!all.length) return;
    const row = document.activeElement?.closest("tr");
    const here = all.findIndex((link) => link.closest("tr") === row);
    all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + step))].focus();
  };
  const search = () => {
    const box = document.querySelector("[data-list-search]") || document.querySelector("[data-slash]");
    box?.focus();
    box?.select?.();
  };
  const acts = {
    j: () => walk(1),
    k: () => walk(-1),
    n: () => document.querySelector("[data-next-page]")?.click(),
    p: () => document.querySelector("[data-previous-page]")?.click(),
    "/": search,
    "?": () => sheet?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || sheet?.open || !wanted()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) sheet?.showModal();
  });
  const box = sheet?.querySelector("[data-keys-on]");
  if (box) {
    box.checked = wanted();
    box.addEventListener("change", () => localStorage.setItem("lt:keys", box.checked ? "on" : "off"));
  }
})();
