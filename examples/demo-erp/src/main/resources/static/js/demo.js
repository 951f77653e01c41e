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

(function settings() {
  const form = document.querySelector("[data-settings]");
  if (!form) return;
  const word = form.dataset;
  const q = (selector, root = form) => root.querySelector(selector);
  const values = () => new URLSearchParams([...new FormData(form)]).toString();
  const start = values();
  let leaving = false;
  let current = null; // the panel whose text is previewed
  let lastText = null; // where a merge field goes

  const isDirty = () => form.dataset.stale === "true" || values() !== start;
  const showDirty = () => {
    const state = q("[data-dirty]");
    const dirty = isDirty();
    const say = dirty ? word.wordUnsaved : word.wordSaved;
    if (state.textContent !== say) state.textContent = say;
    state.classList.toggle("dirty", dirty);
  };
  addEventListener("beforeunload", event => { if (!leaving && isDirty()) event.preventDefault(); });
  form.addEventListener("submit", () => { leaving = true; });

  const post = async (address, extra = {}) => {
    const body = new URLSearchParams([...new FormData(form)]);
    for (const [name, value] of Object.entries(extra)) body.set(name, value);
    const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };

  const fieldOf = path => form.elements.namedItem(path);
  const reveal = path => {
    const panel = [...form.querySelectorAll("[data-panel]")].find(one => path.startsWith(one.dataset.path));
    if (panel) panel.parentElement.querySelector("[data-tabs]").select(panel.id);
    for (let up = fieldOf(path) || panel; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    return panel;
  };
  const goTo = ({ goto: path, line, column }) => {
    const panel = reveal(path);
    const field = fieldOf(path) || (panel && q("[data-text]", panel))
      || [...form.querySelectorAll("[data-mail]")].filter(one => one.dataset.property === path).map(one => q("[data-text]", one))[0];
    if (!field) return;
    field.focus();
    if (Number(line) > 0) {
      const lines = field.value.split("\n");
      const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      const at = before + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
      field.setSelectionRange(at, Math.min(at + 1, field.value.length));
      if (field.tagName === "TEXTAREA") {
        field.scrollTop = Math.max(0, (line - 3) * parseFloat(getComputedStyle(field).lineHeight));
      }
    }
  };
  document.addEventListener("click", event => {
    const to = event.target.closest("[data-goto]");
    if (to) { event.preventDefault(); goTo(to.dataset); }
  });

  // Images: a file becomes the text that the form sends
  for (const file of form.querySelectorAll("[data-image]")) {
    const path = file.dataset.image;
    const state = form.querySelector(`[data-image-state="${path}"]`);
    const remove = form.querySelector(`[data-image-remove="${path}"]`);
    const show = (value, say) => {
      fieldOf(path).value = value;
      state.textContent = say;
      remove.hidden = value === "";
      fieldOf(path).dispatchEvent(new Event("input", { bubbles: true }));
    };
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => show(reader.result, state.dataset.chosen.replace("{0}", chosen.name)));
      reader.readAsDataURL(chosen);
    });
    remove.addEventListener("click", () => { file.value = ""; show("", state.dataset.none); });
  }

  // Problems, while one types
  const showProblems = problems => {
    const byPath = Map.groupBy ? Map.groupBy(problems, one => one.path) : problems.reduce((map, one) => map.set(one.path, [...(map.get(one.path) || []), one]), new Map());
    for (const list of form.querySelectorAll("[data-problems]")) {
      const found = byPath.get(list.dataset.problems) || [];
      const key = JSON.stringify(found);
      if (list.dataset.key !== key) {
        list.dataset.key = key;
        list.replaceChildren(...found.map(problem => {
          const item = document.createElement("li");
          item.className = problem.error ? "error" : "warning";
          if (problem.line > 0) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "where";
            Object.assign(button.dataset, { goto: problem.path, line: problem.line, column: problem.column });
            button.textContent = problem.message;
            item.append(button);
          } else {
            item.textContent = problem.message;
          }
          return item;
        }));
      }
      const field = fieldOf(list.dataset.problems);
      if (field && field.setAttribute) {
        if (found.some(one => one.error)) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
    const errors = problems.filter(one => one.error);
    const count = q("[data-count]");
    const say = errors.length ? word.wordProblems.replace("{0}", errors.length) : word.wordNone;
    if (count.textContent !== say) count.textContent = say;
    count.classList.toggle("has-error", errors.length > 0);
    for (const chip of form.querySelectorAll("[data-chip]")) {
      chip.classList.toggle("has-error", errors.some(one => one.path === chip.dataset.chip || one.path.startsWith(chip.dataset.chip + ".")));
    }
    for (const tab of form.querySelectorAll("[role=tab][data-path]")) {
      tab.classList.toggle("has-error", errors.some(one => one.path.startsWith(tab.dataset.path)));
    }
  };
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    try {
      const problems = await post(word.check);
      if (mine === asked) showProblems(problems);
    } catch { /* the next change asks again */ }
  };

  // Preview
  let previewed = 0;
  const load = () => {
    const frame = q("[data-preview-frame]");
    if (frame.dataset.shown) {
      frame.contentWindow.location.replace(frame.dataset.shown + (frame.classList.contains("no-images") ? "?images=false" : ""));
    }
  };
  for (const view of form.querySelectorAll("[data-view]")) {
    view.addEventListener("click", () => {
      const on = q("[data-preview-frame]").classList.toggle(view.dataset.view);
      view.setAttribute("aria-pressed", String(on));
      load();
    });
  }
  const preview = async () => {
    if (!current) return;
    const mine = ++previewed;
    const mail = current.closest("[data-mail]");
    const title = q("legend h2", mail).textContent + " – " + document.getElementById(current.getAttribute("aria-labelledby")).textContent.trim();
    q("[data-preview-title]").textContent = title;
    try {
      const shown = await post(word.preview, { mail: mail.dataset.code, tag: current.dataset.tag });
      if (mine !== previewed) return;
      const state = q("[data-preview-state]");
      const say = shown.broken ? word.wordBroken : state.dataset.masked;
      if (state.textContent !== say) state.textContent = say;
      q("[data-test-send]").disabled = shown.broken;
      if (shown.broken) return;
      q("[data-preview-from]").textContent = shown.from;
      q("[data-preview-to]").textContent = shown.to;
      q("[data-preview-subject]").textContent = shown.subject;
      q("[data-preview-text]").textContent = shown.text;
      const dropped = q("[data-preview-dropped]");
      dropped.hidden = shown.dropped.length === 0;
      q("ul", dropped).replaceChildren(...shown.dropped.map(one => Object.assign(document.createElement("li"), { textContent: one })));
      q("[data-preview-languages]").replaceChildren(...shown.languages.map(one => Object.assign(document.createElement("li"), { className: "warning", textContent: one })));
      const frame = q("[data-preview-frame]");
      frame.dataset.shown = shown.frame;
      load();
    } catch { /* the next change asks again */ }
  };
  const show = panel => { if (panel && panel !== current) { current = panel; preview(); } };

  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(() => { check(); preview(); }, 300); };

  // Own text or shared text
  const showOrigin = panel => {
    const own = q("input[data-text]", panel).value.trim() !== "" || q("textarea", panel).value.trim() !== "";
    const tag = q("[data-origin]", panel);
    tag.textContent = own ? word.wordOwn : tag.dataset.shared;
    tag.classList.toggle("own", own);
    q("[data-use-shared]", panel).hidden = !own && !panel.kept;
    q("[data-use-shared]", panel).textContent = own ? panel.useShared : word.wordUndo;
    q("[data-copy-shared]", panel).hidden = own;
    q(".dot", document.getElementById(panel.getAttribute("aria-labelledby"))).classList.toggle("on", own);
  };
  for (const panel of form.querySelectorAll("[data-panel]")) {
    const subject = q("input[data-text]", panel), content = q("textarea", panel), format = q("[data-format]", panel);
    panel.useShared = q("[data-use-shared]", panel).textContent;
    q("[data-use-shared]", panel).addEventListener("click", () => {
      if (panel.kept && !subject.value && !content.value) {
        [subject.value, content.value, format.value] = panel.kept;
        panel.kept = null;
      } else {
        panel.kept = [subject.value, content.value, format.value];
        subject.value = content.value = format.value = "";
      }
      changed(panel);
    });
    q("[data-copy-shared]", panel).addEventListener("click", () => {
      subject.value = panel.dataset.sharedSubject;
      content.value = panel.dataset.sharedContent;
      format.value = panel.dataset.sharedFormat;
      panel.kept = null;
      changed(panel);
      content.focus();
    });
  }
  const changed = panel => { if (panel) { current = panel; showOrigin(panel); } showDirty(); later(); };

  form.addEventListener("input", event => {
    const panel = event.target.closest("[data-panel]");
    if (panel) panel.kept = null;
    if (event.target.matches("[data-switch]")) {
      const tag = q("[data-switch-tag]", event.target.closest("[data-mail]"));
      tag.textContent = event.target.checked ? word.wordOn : word.wordOff;
      tag.classList.toggle("good", event.target.checked);
    }
    changed(panel);
  });
  form.addEventListener("focusin", event => {
    if (event.target.matches("[data-text]")) {
      lastText = event.target;
      show(event.target.closest("[data-panel]"));
    }
  });
  form.addEventListener("tab-selected", event => {
    const panel = document.getElementById(event.target.getAttribute("aria-controls"));
    if (panel.matches("[data-panel]")) show(panel);
  });

  // Merge fields
  form.addEventListener("click", event => {
    const insert = event.target.closest("[data-insert]");
    if (insert) {
      const mail = insert.closest("[data-mail]");
      const panel = q("[data-panel]:not([hidden])", mail);
      const field = lastText && panel.contains(lastText) ? lastText : q("textarea", panel);
      const name = insert.dataset.insert.slice(2, -2);
      const text = insert.dataset.list === "true" && field.tagName === "TEXTAREA" ? `{{#${name}}}{{.}} {{/${name}}}` : insert.dataset.insert;
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      changed(panel);
    }
    const showing = event.target.closest("[data-show-preview]");
    if (showing) {
      show(q("[data-panel]:not([hidden])", showing.closest("[data-mail]")));
      const aside = document.getElementById("preview");
      aside.focus({ preventScroll: true });
      aside.scrollIntoView({ block: "nearest" });
    }
  });
  document.addEventListener("click", event => {
    const take = event.target.closest("[data-take]");
    if (!take) return;
    const field = fieldOf(take.dataset.take);
    if (field.type === "checkbox") field.checked = take.dataset.value === "true";
    else field.value = take.dataset.value;
    reveal(take.dataset.take);
    take.textContent = take.dataset.done;
    take.disabled = true;
    changed(field.closest("[data-panel]"));
  });

  q("[data-test-send]").addEventListener("click", async event => {
    const button = event.currentTarget;
    const result = q("[data-test-result]");
    button.disabled = true;
    result.textContent = "…";
    try {
      const answer = await post(word.test, { mail: current.closest("[data-mail]").dataset.code, tag: current.dataset.tag });
      result.textContent = answer.message;
    } catch (refused) {
      result.textContent = refused.message;
    }
    button.disabled = false;
  });

  showDirty();
  current = q("[data-mail] [data-panel]:not([hidden])");
  preview();
})();

// Which section of a long page one looks at
(function sections() {
  const chips = new Map([...document.querySelectorAll(".chips a")].map(chip => [document.querySelector(chip.hash), chip]));
  const visible = new Set();
  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) visible.add(target);
      else visible.delete(target);
    }
    const first = [...chips.keys()].find(section => visible.has(section));
    if (!first) return;
    for (const [section, chip] of chips) {
      if (section === first) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
    const chip = chips.get(first);
    chip.parentElement.scrollLeft = chip.offsetLeft - chip.parentElement.clientWidth / 3;
  }, { rootMargin: "-72px 0px -60% 0px" });
  for (const section of chips.keys()) watch.observe(section);
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
