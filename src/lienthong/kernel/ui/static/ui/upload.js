// A chosen file is sent at once, each with its progress; the server keeps it for this form, which then sends its token.
// A form waits for files that are on their way. What the network lost is sent again on demand, or with the form.
(() => {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const items = new WeakMap(); // form -> the files it waits for
  const goers = new WeakMap(); // form -> the button that would have sent it, and the row of a file refused since

  const ask = (method, address, { body, progress } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable && progress) progress((event.loaded / event.total) * 100);
      });
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", reject);
      request.addEventListener("abort", reject);
      request.send(body);
    });

  const enhance = (box) => {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector(".upload-list");
    const status = box.querySelector("[role=status]");
    const form = input.form;
    const words = box.dataset;
    const under = items.get(form) ?? new Set();
    items.set(form, under);
    const say = (sentence, name = "") => {
      status.textContent = name ? `${sentence}: ${name}` : sentence;
    };

    const line = (name) => {
      const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector(".upload-name").textContent = name;
      row.querySelector("progress").setAttribute("aria-label", `${words.sending}: ${name}`);
      for (const button of row.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent}: ${name}`);
      list.append(row);
      return row;
    };

    const received = (row, { token: kept, name, about }) => {
      row.querySelector("progress").remove();
      row.querySelector(".second").textContent = about;
      const carrier = document.createElement("input");
      Object.assign(carrier, { type: "hidden", name: `${words.field}-kept`, value: kept });
      row.append(carrier);
      row.querySelector("[data-remove]").addEventListener("click", () => {
        ask("DELETE", `${words.upload}${kept}/`).catch(() => {});
        remove(row, name);
      });
    };

    const remove = (row, name) => {
      row.remove();
      say(words.removed, name);
      input.focus();
    };

    const wrong = (row, sentence, name) => {
      const place = row.querySelector(".upload-error");
      place.hidden = false;
      place.querySelector("span").textContent = sentence;
      row.querySelector("progress").hidden = true;
      say(`${words.refused}: ${name}`, sentence);
    };

    const start = (file) => {
      const row = line(file.name);
      const item = { state: "", row };
      const again = row.querySelector("[data-again]");
      const drop = () => {
        if (!under.delete(item)) return;
        remove(row, file.name);
        settle(form);
      };
      const send = async () => {
        Object.assign(item, { state: "sending" });
        row.querySelector(".upload-error").hidden = true;
        row.querySelector("progress").hidden = false;
        again.hidden = true;
        say(words.sending, file.name);
        const body = new FormData();
        body.append("file", file);
        const address = `${words.upload}?${new URLSearchParams({ form: words.form, field: words.field })}`;
        const bar = row.querySelector("progress");
        const answer = await ask("POST", address, { body, progress: (done) => (bar.value = done) }).catch(() => null);
        if (!under.has(item)) {
          if (answer?.status === 201) ask("DELETE", `${words.upload}${answer.response.token}/`).catch(() => {});
          return;
        }
        if (answer?.status === 201) {
          under.delete(item);
          row.querySelector("[data-remove]").removeEventListener("click", drop);
          received(row, answer.response);
          say(words.received, file.name);
        } else if ([404, 422].includes(answer?.status) && answer.response?.title) {
          item.state = "refused";
          wrong(row, answer.response.title, file.name);
          if (goers.has(form)) goers.get(form).refused = row;
        } else {
          item.state = "failed";
          again.hidden = false;
          wrong(row, answer?.response?.title || words.failed, file.name);
        }
        settle(form);
      };
      item.send = send;
      under.add(item);
      row.querySelector("[data-remove]").addEventListener("click", drop);
      again.addEventListener("click", send);
      send();
    };

    for (const row of list.querySelectorAll("li[data-token]")) {
      if (!row.querySelector("input").checked) continue;
      const name = row.querySelector(".upload-name").textContent;
      received(line(name), { token: row.dataset.token, name, about: row.querySelector(".second").textContent });
      row.remove();
    }
    input.addEventListener("change", () => {
      [...input.files].forEach(start);
      input.value = "";
    });
    box.addEventListener("lt:waiting", () => say(words.waiting));
    box.addEventListener("lt:stopped", () => say(words.stopped));
  };

  const pending = (form) => [...(items.get(form) ?? [])].filter((item) => item.state !== "refused");
  const tell = (form, what) => form.querySelectorAll("[data-upload]").forEach((box) => box.dispatchEvent(new CustomEvent(what)));

  // Called whenever a file came to its end: sends the form that waited, unless something was not sent.
  const settle = (form) => {
    const left = pending(form);
    if (!goers.has(form) || left.some((item) => item.state === "sending")) return;
    const { submitter, refused } = goers.get(form);
    goers.delete(form);
    submitter?.removeAttribute("aria-busy");
    const stop = left[0]?.row.querySelector("[data-again]") ?? refused?.querySelector("[data-remove]");
    if (stop) {
      tell(form, "lt:stopped");
      stop.focus();
    } else form.requestSubmit(submitter);
  };

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const waiting = pending(form);
      if (!waiting.length) return;
      event.preventDefault();
      event.stopPropagation();
      if (goers.has(form)) return;
      goers.set(form, { submitter: event.submitter });
      event.submitter?.setAttribute("aria-busy", "true");
      tell(form, "lt:waiting");
      waiting.filter((item) => item.state === "failed").forEach((item) => item.send());
    },
    true,
  );

  window.addEventListener("beforeunload", (event) => {
    const busy = [...document.forms].some((form) => pending(form).some((item) => item.state === "sending"));
    if (busy) event.preventDefault();
  });

  document.querySelectorAll("[data-upload]").forEach(enhance);
})();
