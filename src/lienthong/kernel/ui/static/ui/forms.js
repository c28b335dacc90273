// A form is sent once: the button that sent it waits, until the answer is there or the page comes back.
(() => {
  const sent = new WeakSet();

  const release = (form) => {
    sent.delete(form);
    for (const button of form.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    sent.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) release(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach(release);
  });
})();

// A question that belongs to some answers of another is asked only then; what was typed waits, and is not sent.
(() => {
  const ask = (form) => {
    const given = new FormData(form);
    for (const field of form.querySelectorAll("[data-only-for]")) {
      const asked = field.dataset.answers.split(" ").includes(given.get(field.dataset.onlyFor));
      field.hidden = !asked;
      for (const control of field.querySelectorAll("input, select, textarea, button")) control.disabled = !asked;
    }
  };
  for (const form of document.querySelectorAll("form:has([data-only-for])")) {
    form.addEventListener("change", () => ask(form));
    form.addEventListener("filled", () => ask(form));
    form.addEventListener("reset", () => setTimeout(() => ask(form)));
    window.addEventListener("pageshow", () => ask(form));
    ask(form);
  }
})();
