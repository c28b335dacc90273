// A long list becomes a box to type in: a combobox with a list below, over the select or the ticks that stay the form's.
// Words are found without marks, as everywhere (kernel/search/folding.py). Keys: arrows, Enter, Escape, Tab takes what is lit.
(() => {
  const told = document.querySelector("template[data-chooser-words]")?.content.firstElementChild.dataset ?? {};
  const say = (sentence, words) => `${sentence ?? ""} ${words}`;
  const fold = (text) =>
    text.replace(/[ĐÐđð]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  const itemOf = (words, data, control, flag) => {
    const second = data.second ?? "";
    const name = ` ${fold(words)}`;
    const also = ` ${fold(data.also ?? "")}`;
    return {
      words, second, name, also, all: `${name}${also} ${fold(second)}`, control,
      get chosen() { return control[flag]; },
      set chosen(on) { control[flag] = on; },
    };
  };
  const itemsOf = (native) =>
    native.matches("select")
      ? [...native.options].map((option) => itemOf(option.dataset.words ?? option.text, option.dataset, option, "selected"))
      : [...native.querySelectorAll("input")].map((tick) =>
          itemOf(tick.dataset.words ?? tick.closest("label").textContent.trim(), tick.dataset, tick, "checked"));

  // What begins with the words typed, then what is called so, then what is found by its second line.
  const rank = (item, typed, parts) => {
    if (!parts.every((part) => item.all.includes(` ${part}`))) return 0;
    if (`${item.name} `.startsWith(` ${typed}`) || item.also.split(" ").includes(typed)) return 3;
    return parts.every((part) => item.name.includes(` ${part}`)) ? 2 : 1;
  };
  const matches = (items, text) => {
    const typed = fold(text);
    if (!typed) return text.trim() ? [] : items;
    const parts = typed.split(" ");
    return items.map((item) => [rank(item, typed, parts), item]).filter(([found]) => found)
      .sort(([one], [other]) => other - one).map(([, item]) => item);
  };

  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  let made = 0;

  const enhance = (native) => {
    const several = !native.matches("select");
    const items = itemsOf(native);
    const none = several ? null : items.find((item) => item.control.value === "");
    const id = native.id || `chooser-${(made += 1)}`;
    const legend = native.closest("fieldset")?.querySelector("legend");
    const label = several ? legend : document.querySelector(`label[for="${id}"]`);
    if (label) label.id ||= `${id}-label`;

    const input = make("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-labelledby": label?.id ?? "", placeholder: told.hint ?? "",
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (native.hasAttribute(name)) input.setAttribute(name, native.getAttribute(name));
    }
    const list = make("ul", { id: `${id}-list`, role: "listbox", class: "chooser-list", hidden: "", "aria-labelledby": label?.id ?? "" });
    if (several) list.setAttribute("aria-multiselectable", "true");
    const chips = make("ul", { class: "chooser-chips", "aria-labelledby": label?.id ?? "" });
    const second = make("p", { class: "chooser-second" });
    const status = make("p", { class: "visually-hidden", role: "status" });
    const nothing = make("p", { class: "chooser-nothing" }, told.none ?? "");
    const box = make("div", { class: "chooser-box" }, input, list);
    const whole = make("div", { class: "chooser" }, several ? chips : box, several ? box : second, status);
    native.removeAttribute("id");
    native.hidden = true;
    native.after(whole);

    let shown = [];
    let lit = null;
    const open = () => !list.hidden;
    const rowOf = (item) => {
      item.row ??= make("li", { role: "option", id: `${id}-${items.indexOf(item)}` },
        make("span", {}, item.words), ...(item.second ? [make("span", { class: "second" }, item.second)] : []));
      item.row.setAttribute("aria-selected", String(item.chosen));
      return item.row;
    };
    const light = (item) => {
      lit?.row?.classList.remove("lit");
      lit = item ?? null;
      lit?.row.classList.add("lit");
      if (lit) input.setAttribute("aria-activedescendant", lit.row.id);
      else input.removeAttribute("aria-activedescendant");
      lit?.row.scrollIntoView({ block: "nearest" });
    };
    const search = (typed) => {
      shown = matches(items, typed);
      nothing.remove();
      list.replaceChildren(...shown.map(rowOf));
      list.hidden = !shown.length;
      if (!shown.length) box.append(nothing);
      input.setAttribute("aria-expanded", String(open()));
      light(typed.trim() ? shown[0] : shown.find((item) => item.chosen));
      status.textContent = shown.length ? say(told.count, shown.length) : told.none;
    };
    const close = () => {
      list.hidden = true;
      nothing.remove();
      input.setAttribute("aria-expanded", "false");
      light(null);
    };
    const chip = (item) => {
      const button = make("button", { type: "button", "aria-label": say(told.remove, item.words) }, "×");
      button.addEventListener("click", () => {
        choose(item);
        input.focus();
      });
      return make("li", {}, make("span", {}, item.words), button);
    };
    const show = () => {
      const chosen = items.filter((item) => item.chosen);
      if (several) chips.replaceChildren(...chosen.map(chip));
      else second.textContent = chosen[0]?.second ?? "";
      input.value = several || !chosen[0] || chosen[0] === none ? "" : chosen[0].words;
      if (none) input.placeholder = /\p{L}/u.test(none.words) ? none.words : told.hint ?? "";
      for (const item of items) item.row?.setAttribute("aria-selected", String(item.chosen));
    };
    const choose = (item) => {
      item.chosen = several ? !item.chosen : true;
      show();
      status.textContent = say(item.chosen ? told.chosen : told.removed, item.words);
      (several ? item.control : native).dispatchEvent(new Event("change", { bubbles: true }));
      if (!several) close();
      else if (open()) {
        search("");
        light(item);
      }
    };
    const leave = () => {
      if (none && !input.value.trim() && !none.chosen) choose(none);
      close();
      show();
    };
    const step = (by) => {
      if (!open()) return search("");
      const here = shown.indexOf(lit);
      light(shown[here < 0 && by < 0 ? shown.length - 1 : Math.max(0, Math.min(shown.length - 1, here + by))]);
    };

    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      PageDown: () => open() && step(8),
      PageUp: () => open() && step(-8),
      Enter: () => (open() ? lit && choose(lit) : search("")),
      Escape: () => {
        close();
        show();
      },
    };
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Tab" && open() && lit && input.value.trim() && !lit.chosen) choose(lit);
      if (event.key === "Backspace" && several && !input.value) {
        const last = items.filter((item) => item.chosen).pop();
        if (last) choose(last);
      }
      if (!(event.key in keys) || (event.key === "Escape" && !open() && !nothing.isConnected)) return;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    });
    input.addEventListener("input", () => search(input.value));
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => open() || search(""));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (row) choose(shown.find((item) => item.row === row));
    });
    whole.addEventListener("focusout", (event) => {
      if (!whole.contains(event.relatedTarget)) leave();
    });
    const again = () => setTimeout(show);
    native.closest("form")?.addEventListener("reset", again);
    native.closest("form")?.addEventListener("filled", again);
    window.addEventListener("pageshow", again);
    show();
  };

  const enhanceAll = (root) => {
    for (const native of root.querySelectorAll(".choose:not([hidden])")) enhance(native);
  };
  enhanceAll(document);
  document.addEventListener("htmx:load", (event) => enhanceAll(event.detail.elt));
})();
