// What is typed is kept: on this machine at once, at the server at every pause. It comes back with the page, and goes
// when the form was sent (its key became an act), when it is discarded, or when one signs out.
(() => {
  const account = document.body.dataset.account;
  const address = document.body.dataset.drafts;
  const PREFIX = "lt:draft:";
  const PAUSE = 1200;
  const words = document.querySelector("template[data-draft-words]")?.content.firstElementChild.dataset ?? {};

  const store = {
    read(form) {
      try {
        return JSON.parse(localStorage.getItem(PREFIX + account + ":" + form));
      } catch {
        return null;
      }
    },
    write(form, draft) {
      try {
        localStorage.setItem(PREFIX + account + ":" + form, JSON.stringify(draft));
      } catch {
        // full or forbidden: the server still keeps it
      }
    },
    forget(form) {
      try {
        localStorage.removeItem(PREFIX + account + ":" + form);
      } catch {
        // nothing was kept
      }
    },
    clear(but) {
      try {
        for (const name of Object.keys(localStorage)) {
          if (name.startsWith(PREFIX) && !(but && name.startsWith(PREFIX + but + ":"))) localStorage.removeItem(name);
        }
      } catch {
        // nothing was kept
      }
    },
  };

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) store.clear();
  });
  if (!account || !address) return;
  store.clear(account);

  const SKIPPED = new Set(["csrfmiddlewaretoken", "key", "seen"]);
  const kept = (control) =>
    control.name && !SKIPPED.has(control.name) && !control.closest("[data-no-draft]") &&
    !["password", "file", "hidden", "submit", "button"].includes(control.type);

  const fieldsOf = (form) => {
    const fields = {};
    for (const control of form.elements) {
      if (!kept(control)) continue;
      fields[control.name] ??= [];
      if (control.type === "checkbox" || control.type === "radio") {
        if (control.checked) fields[control.name].push(control.value);
      } else if (control.multiple) {
        fields[control.name].push(...[...control.selectedOptions].map((option) => option.value));
      } else {
        fields[control.name].push(control.value);
      }
    }
    return fields;
  };

  const fill = (form, fields) => {
    const taken = {};
    for (const control of form.elements) {
      if (!kept(control) || !(control.name in fields)) continue;
      const values = fields[control.name];
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
      else {
        const at = taken[control.name] ?? 0;
        taken[control.name] = at + 1;
        if (at < values.length) control.value = values[at];
      }
    }
    form.dispatchEvent(new Event("filled"));
  };

  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const ask = (form, options = {}, more = "") =>
    fetch(address + "?form=" + encodeURIComponent(form) + more, {
      credentials: "same-origin",
      redirect: "error",
      ...options,
      headers: { "X-CSRFToken": token(), Accept: "application/json", "Content-Type": "application/json" },
    });
  const clock = (moment) =>
    new Date(moment).toLocaleString("vi-VN", {
      timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
    });

  const watch = async (form) => {
    const name = form.dataset.draft;
    const key = form.elements.namedItem("key");
    const line = document.createElement("p");
    line.className = "draft";
    line.setAttribute("role", "status");
    form.prepend(line);
    const empty = JSON.stringify(fieldsOf(form));
    let timer = 0;
    let last = "";
    let sending = false;

    const tell = (sentence, look = "") => {
      line.textContent = sentence;
      line.className = ("draft " + look).trim();
    };
    const drop = async () => {
      clearTimeout(timer);
      store.forget(name);
      form.reset();
      tell("");
      last = "";
      await ask(name, { method: "DELETE" }).catch(() => {});
    };
    const save = async () => {
      const fields = fieldsOf(form);
      const text = JSON.stringify(fields);
      if (text === last || sending) return;
      last = text;
      try {
        const answer = await ask(name, { method: "POST", body: JSON.stringify({ key: key?.value ?? "", fields }) });
        if (!answer.ok) throw new Error(String(answer.status));
        tell((words.saved || "") + " " + clock((await answer.json()).saved_at));
      } catch {
        last = "";
        tell(words.local || "", "kept");
      }
    };
    const changed = () => {
      store.write(name, { key: key?.value ?? "", fields: fieldsOf(form), saved_at: new Date().toISOString() });
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    };

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => {
      sending = true;
      clearTimeout(timer);
      if (JSON.stringify(fieldsOf(form)) !== empty) {
        store.write(name, { key: key?.value ?? "", fields: fieldsOf(form), saved_at: new Date().toISOString() });
      }
    });
    window.addEventListener("online", () => {
      if (line.classList.contains("kept")) save();
    });
    window.addEventListener("pageshow", () => {
      sending = false;
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && timer) save();
    });

    if (form.querySelector(".error-summary")) return;
    const own = store.read(name);
    let draft = own;
    try {
      const answer = await ask(name, {}, own?.key ? "&key=" + encodeURIComponent(own.key) : "");
      if (answer.ok) {
        const { draft: theirs, sent } = await answer.json();
        if (sent) {
          store.forget(name);
          draft = null;
        }
        if (theirs && (!draft || Date.parse(theirs.saved_at) > Date.parse(draft.saved_at))) draft = theirs;
      }
    } catch {
      // without a network there is still what this machine kept
    }
    if (!draft || JSON.stringify(draft.fields) === empty || JSON.stringify(fieldsOf(form)) !== empty) return;
    fill(form, draft.fields);
    if (key && draft.key) key.value = draft.key;
    last = JSON.stringify(fieldsOf(form));
    tell((words.restored || "") + " " + clock(draft.saved_at) + ".", "restored");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = words.discard || "";
    button.addEventListener("click", drop);
    line.append(" ", button);
  };

  document.querySelectorAll("form[data-draft]:not([data-draft=''])").forEach(watch);
})();
