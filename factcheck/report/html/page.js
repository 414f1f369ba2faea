// Comforts of the report: filters, keys, copying, light and dark.  Without it the page reads as well.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const panels = all(".panel");
  const figures = all(".figure");
  const controls = one(".controls");
  let selected = null;

  root.classList.add("scripted");
  all(".copy, .theme, .keys").forEach((element) => { element.hidden = false; });
  if (controls) controls.hidden = panels.length === 0;

  const figureOf = (panel) => figures.find((figure) => figure.dataset.claims.split(" ").includes(panel.id));
  const isShown = (panel) => !panel.hidden;

  const unfold = (panel) => { const fold = panel.closest(".fold"); if (fold) fold.open = true; };

  function select(panel, from) {
    if (selected) selected.classList.remove("selected");
    figures.forEach((figure) => { figure.classList.remove("selected"); figure.removeAttribute("aria-current"); });
    selected = panel;
    if (!panel) return;
    panel.hidden = false;
    unfold(panel);
    panel.open = true;
    panel.classList.add("selected");
    const figure = figureOf(panel);
    if (figure) {
      figure.classList.add("selected");
      figure.setAttribute("aria-current", "true");
      if (from !== "text") figure.scrollIntoView({ block: "nearest" });
    }
    const summary = panel.querySelector("summary");
    summary.focus({ preventScroll: true });
    panel.scrollIntoView({ block: from === "panel" ? "nearest" : "start" });
  }

  function step(by) {
    const shown = panels.filter(isShown);
    if (!shown.length) return;
    const at = shown.indexOf(selected);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    select(shown[next]);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const panel = link && document.getElementById(link.hash.slice(1));
    if (panel && panel.classList.contains("panel")) {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      select(panel, "text");
    } else if (link && link.hash.endsWith("-text") && selected) {
      select(null);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "Escape" && selected) {
      const figure = figureOf(selected);
      select(null);
      if (figure) { figure.focus(); figure.scrollIntoView({ block: "nearest" }); }
    }
  });

  // filters: none pressed shows all, else the pressed ones
  const filters = all(".filter");
  function filter() {
    const wanted = new Set(filters.filter((each) => each.getAttribute("aria-pressed") === "true").map((each) => each.dataset.verdict));
    panels.forEach((panel) => { panel.hidden = wanted.size > 0 && !wanted.has(panel.dataset.verdict); });
    all(".part").forEach((part) => {
      const shown = all(".panel", part).filter(isShown);
      part.hidden = wanted.size > 0 && !shown.length;
      if (wanted.size) shown.forEach(unfold);
    });
    figures.forEach((figure) => {
      const shown = figure.dataset.claims.split(" ").some((id) => isShown(document.getElementById(id)));
      figure.classList.toggle("muted", !shown);
    });
    one(".shown").textContent = wanted.size ? `${panels.filter(isShown).length} of ${panels.length} figures shown` : "";
    if (selected && !isShown(selected)) select(null);
  }
  filters.forEach((button) => button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filter();
  }));

  const everything = one(".all");
  if (everything) everything.addEventListener("click", () => {
    const open = everything.getAttribute("aria-expanded") !== "true";
    [...panels, ...all(".fold")].forEach((each) => { each.open = open; });
    everything.setAttribute("aria-expanded", String(open));
    everything.textContent = open ? "Fold all" : "Open all";
  });

  // copying: the clipboard where the browser lets a page have it, else the old way
  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }
  all(".copy").forEach((button) => button.addEventListener("click", async () => {
    const done = await copy(button.parentElement.querySelector(".correction").textContent);
    button.textContent = done ? "Copied" : "Select it and press Ctrl-C";
    button.focus();
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  }));

  // light and dark
  const theme = one(".theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const named = () => { if (theme) theme.textContent = isDark() ? "Light" : "Dark"; };
  if (theme) theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; named(); });
  prefersDark.addEventListener("change", named);
  named();

  // paper has nothing to click on
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...panels, ...all(".fold")].filter((each) => !each.open); folded.forEach((panel) => { panel.open = true; }); });
  addEventListener("afterprint", () => { folded.forEach((panel) => { panel.open = false; }); });

  const target = () => {
    const panel = location.hash && document.getElementById(location.hash.slice(1));
    if (panel && panel.classList.contains("panel")) select(panel);
  };
  addEventListener("hashchange", target);
  target();
})();
