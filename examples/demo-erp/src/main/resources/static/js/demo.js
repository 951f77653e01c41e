// Makes pages livelier; every page also works without it. No library, no inline code.
"use strict";

(function tabs() {
  for (const list of document.querySelectorAll("[data-tabs]")) {
    const all = [...list.querySelectorAll("[role=tab]")];
    const select = (tab, focus) => {
      for (const one of all) {
        const on = one === tab;
        one.setAttribute("aria-selected", String(on));
        one.tabIndex = on ? 0 : -1;
        document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
      }
      if (focus) tab.focus();
      tab.dispatchEvent(new CustomEvent("tab-selected", { bubbles: true }));
    };
    list.addEventListener("click", event => {
      const tab = event.target.closest("[role=tab]");
      if (tab) select(tab, false);
    });
    list.addEventListener("keydown", event => {
      const at = all.indexOf(event.target.closest("[role=tab]"));
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      select(all[(next + all.length) % all.length], true);
    });
    list.select = id => { const tab = all.find(one => one.getAttribute("aria-controls") === id); if (tab) select(tab, false); };
  }
})();

(function menu() {
  const narrow = matchMedia("(max-width: 52rem)");
  const menu = document.querySelector("[data-menu]");
  if (menu) {
    const fit = () => { menu.open = !narrow.matches; };
    narrow.addEventListener("change", fit);
    fit();
  }
})();

// What went wrong is read first.
(function summary() {
  const summary = document.querySelector("[data-summary]");
  if (summary) summary.focus();
})();

// Parts of a page that renew themselves: <div data-refresh="seconds" id="…">
(function refresh() {
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const again = async () => {
      try {
        if (!document.hidden && !part.contains(document.activeElement)) {
          const response = await fetch(location.href, { headers: { "X-Part": part.id } });
          const page = new DOMParser().parseFromString(await response.text(), "text/html");
          const fresh = page.getElementById(part.id);
          if (fresh && !part.contains(document.activeElement)) {
            part.replaceChildren(...document.adoptNode(fresh).childNodes);
            if (fresh.dataset.refresh === "") return;
          }
        }
      } catch { /* the next round asks again */ }
      setTimeout(again, Number(part.dataset.refresh) * 1000);
    };
    if (part.dataset.refresh) setTimeout(again, Number(part.dataset.refresh) * 1000);
  }
})();
