// Before anything is painted: say that scripts run, and put on the theme that was chosen on this machine.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("lt:theme") || "system";
    } catch {
      return "system";
    }
  };
  const wear = () => {
    const choice = chosen();
    root.dataset.bsTheme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    for (const button of document.querySelectorAll("button[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === choice));
    }
  };
  root.classList.add("js");
  wear();
  dark.addEventListener("change", wear);
  document.addEventListener("DOMContentLoaded", wear);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-theme]");
    if (!button) return;
    try {
      localStorage.setItem("lt:theme", button.dataset.theme);
    } catch {
      // a browser that keeps nothing still follows the machine
    }
    wear();
  });
})();
