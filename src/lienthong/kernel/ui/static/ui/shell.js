// The frame: the menu of a phone, menus that close, notices that close, the word when the network is gone.
(() => {
  const closeDrops = (except) => {
    for (const drop of document.querySelectorAll("details[data-drop][open]")) {
      if (drop !== except) drop.open = false;
    }
  };

  document.addEventListener("click", (event) => {
    closeDrops(event.target.closest("details[data-drop]"));
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest(".notice").remove();
    const opener = event.target.closest(".menu-button");
    if (opener) {
      const side = document.getElementById("menu");
      const open = side.toggleAttribute("data-open");
      opener.setAttribute("aria-expanded", String(open));
      if (open) side.querySelector("a")?.focus();
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  // What was not filled in does not stand in the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.matches("form.filters")) return;
    const filled = event.detail.formData ?? event.detail.parameters;
    for (const [name, value] of [...filled.entries()]) if (value === "") filled.delete(name);
  });

  // An answer that is a whole page (signed out, an error) never lands inside a part of this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.getResponseHeader("HX-Retarget")) return;
    const whole = /^\s*<!doctype/i.test(xhr.responseText.slice(0, 100));
    if (xhr.status < 400 && !whole) return;
    event.detail.shouldSwap = false;
    if (xhr.status < 400) location.assign(xhr.responseURL);
    else document.getElementById("notices")?.replaceChildren(trouble());
  });
  document.addEventListener("htmx:sendError", () => document.getElementById("notices")?.replaceChildren(trouble()));
  const trouble = () => document.querySelector("template[data-trouble]").content.firstElementChild.cloneNode(true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const drop = document.activeElement?.closest("details[data-drop][open]");
    closeDrops(null);
    drop?.querySelector("summary")?.focus();
  });

  document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-focus]")?.focus());

  // The part that is open stands in sight where the parts of a page slide in one row.
  for (const row of document.querySelectorAll(".tabs ul")) {
    const open = row.querySelector("[aria-current]");
    if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }

  // What folds on a phone comes open, for those without scripts; on a desk it stays so.
  const phone = window.matchMedia("(max-width: 599.98px)");
  const fold = () => {
    for (const part of document.querySelectorAll(".phone-fold")) {
      part.open = !phone.matches || part.matches(":has(:target)");
      part.querySelector("summary").tabIndex = phone.matches ? 0 : -1;
    }
  };
  fold();
  phone.addEventListener("change", fold);
  document.addEventListener("click", (event) => {
    if (!phone.matches && event.target.closest(".phone-fold > summary")) event.preventDefault();
  });

  const words = document.querySelector("template[data-offline]");
  const notice = words?.content.firstElementChild.cloneNode(true);
  const tell = () => {
    if (notice) notice.hidden = navigator.onLine;
  };
  if (notice) document.body.append(notice);
  tell();
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
})();
