// A passkey: the device is asked, and what it answers is sent with the form. Coding to JSON is the library's (webauthn-json).
(() => {
  const json = window.webauthnJSON;
  const possible = Boolean(json?.supported()) && window.isSecureContext;

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
    return (await answer.json()).options;
  };

  const ask = async (form) => {
    const asked = await options(form);
    const answer = form.dataset.passkey === "create" ? await json.create(asked) : await json.get(asked);
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    if ("onlyWithPasskeys" in form.dataset) form.hidden = !possible;
    form.addEventListener("submit", async (event) => {
      const name = form.elements.name;
      if (name instanceof HTMLElement && !name.value.trim()) return; // the server says what is missing
      event.preventDefault();
      trouble.hidden = true;
      try {
        await ask(form);
      } catch {
        trouble.hidden = false; // given up, timed out, or no such device
      }
    });
  }
})();
