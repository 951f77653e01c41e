// The bar above a content: one stop of the Tab key, arrow keys within.

import { element } from "./dom.js";

/**
 * @typedef {object} Tool
 * @property {string} name also the key of its word
 * @property {string} [icon] what to draw; without it, the word is shown
 * @property {string} [key]
 * @property {() => void} run
 * @property {() => boolean} [pressed] only of those that are on or off
 * @property {() => boolean} [enabled]
 * @property {boolean} [popup]
 */

const SVG = "http://www.w3.org/2000/svg";

/** Drawn in a square of 20, by lines. */
const ICONS = /** @type {Record<string, string>} */ ({
    bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
    italic: "M9 4h6M5 16h6M12 4L8 16",
    heading: "M4 4v12M11 4v12M4 10h7M14 10.5a1.8 1.8 0 1 1 3 1.6L14 16h3.5",
    "bullet-list": "M8 5h9M8 10h9M8 15h9M3.5 5h.5M3.5 10h.5M3.5 15h.5",
    "numbered-list": "M9 5h8M9 10h8M9 15h8M3 3.5l1.2-.6V7M3 12.5c.5-1 2.2-.8 2 .5L3 16.5h2.3",
    undo: "M7 5L3.5 8.5L7 12M4 8.5h8a4 4 0 0 1 0 8h-2",
    redo: "M13 5l3.5 3.5L13 12M16 8.5H8a4 4 0 0 0 0 8h2",
    code: "M7 6l-4 4l4 4M13 6l4 4l-4 4",
});

function icon(/** @type {string} */ name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
}

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

function keyName(/** @type {string} */ key) {
    const parts = key.split("-").map(part => part === "Mod" ? (MAC ? "⌘" : "Ctrl") : part === "Shift" && MAC ? "⇧" : part.length === 1 ? part.toUpperCase() : part);
    return parts.join(MAC ? "" : "+");
}

/**
 * @param {(Tool | null)[]} tools `null` begins a new group
 * @param {string} label
 * @param {(key: string) => string} word
 * @param {() => void} leave back to the content
 */
export function createToolbar(tools, label, word, leave) {
    /** @type {Map<Tool, HTMLButtonElement>} */
    const buttons = new Map();
    const bar = element("div", { class: "toolbar", role: "toolbar", "aria-label": label });
    let group = element("div", { class: "group" });
    bar.append(group);
    for (const tool of tools) {
        if (!tool) {
            group = element("div", { class: "group" });
            bar.append(group);
            continue;
        }
        const name = word(tool.name);
        const button = element("button", {
            type: "button",
            class: tool.icon ? "icon" : "text",
            "data-tool": tool.name,
            title: tool.key ? `${name} (${keyName(tool.key)})` : name,
            "aria-label": tool.icon ? name : null,
            "aria-keyshortcuts": tool.key?.replace("Mod", MAC ? "Meta" : "Control").replaceAll("-", "+"),
            "aria-haspopup": tool.popup ? "dialog" : null,
            tabindex: "-1",
            onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: () => button.getAttribute("aria-disabled") !== "true" && tool.run(),
            onfocus: () => stop(button),
        });
        button.append(tool.icon ? icon(tool.icon) : name);
        group.append(button);
        buttons.set(tool, button);
    }
    const all = [...buttons.values()];

    function stop(/** @type {HTMLButtonElement} */ button) {
        all.forEach(one => {
            one.tabIndex = one === button ? 0 : -1;
        });
    }

    stop(all[0]);
    bar.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        const at = all.findIndex(button => button.tabIndex === 0);
        const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
        if (next !== undefined) {
            event.preventDefault();
            all[(next + all.length) % all.length].focus();
        } else if (event.key === "Escape") {
            event.preventDefault();
            leave();
        }
    });

    return {
        bar,
        focus: () => all.find(button => button.tabIndex === 0)?.focus(),
        button: (/** @type {string} */ name) => all.find(button => button.dataset.tool === name),
        update() {
            buttons.forEach((button, tool) => {
                if (tool.pressed) {
                    button.setAttribute("aria-pressed", String(tool.pressed()));
                }
                if (tool.enabled) {
                    button.setAttribute("aria-disabled", String(!tool.enabled()));
                }
            });
        },
    };
}
