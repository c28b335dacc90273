// A form with files is sent with its progress shown; the page that answers is then put in place of this one.
(() => {
  const bar = (form) => {
    const progress = document.createElement("progress");
    progress.max = 100;
    progress.value = 0;
    progress.setAttribute("aria-label", form.dataset.sending || "");
    (form.querySelector(".form-actions") || form).append(progress);
    return progress;
  };

  const send = (form, submitter) => {
    const data = new FormData(form, submitter);
    const progress = bar(form);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("load", () => {
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = answer.getElementById("main");
      if (!main) {
        location.assign(request.responseURL || form.action);
        return;
      }
      const address = request.responseURL || form.action;
      if (address === location.href) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      document.title = answer.title;
      document.getElementById("main").replaceWith(main);
      window.htmx?.process(main);
      document.dispatchEvent(new CustomEvent("lt:page"));
      (main.querySelector("[data-focus]") || main).focus();
    });
    request.addEventListener("error", () => {
      progress.remove();
      form.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
      document.dispatchEvent(new CustomEvent("lt:failed", { detail: form }));
    });
    request.send(data);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.enctype !== "multipart/form-data" || form.method !== "post") return;
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!files) return;
    event.preventDefault();
    send(form, event.submitter);
  });
})();
