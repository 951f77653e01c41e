// Merge fields: how they are shown, and the list from which they are inserted.

import { element, newId } from "./dom.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label in the reader's language
 * @property {string} example
 * @property {boolean} [list] has several values
 * @property {boolean} [secret]
 * @property {boolean} [required]
 * @property {boolean} [link] its value is an address
 * @property {boolean} [sometimesAbsent]
 */

/** What is special about a field, in words. */
export function remarks(/** @type {Field} */ field, /** @type {(key: string) => string} */ word) {
    return [
        field.required ? word("field.required") : "",
        field.secret ? word("field.secret") : "",
        field.sometimesAbsent ? word("field.sometimes-absent") : "",
        field.list ? word("field.list") : "",
    ].filter(Boolean);
}

const plain = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those that have every typed word in their label, name or example. */
function matching(/** @type {Field[]} */ fields, /** @type {string} */ typed) {
    const wanted = plain(typed).split(/\s+/).filter(Boolean);
    return fields.filter(field => {
        const words = plain(`${field.label} ${field.name} ${field.example}`);
        return wanted.every(word => words.includes(word));
    });
}

/**
 * A list of fields with a box to search in it: type, arrow keys, Enter.
 *
 * @param {Field[]} fields
 * @param {(key: string) => string} word
 * @param {(field: Field) => void} pick
 * @returns {HTMLElement}
 */
export function fieldList(fields, word, pick) {
    const listId = newId();
    /** @type {Field[]} */
    let shown = [];
    let current = 0;

    const list = element("ul", { id: listId, role: "listbox", "aria-label": word("field.insert"), tabindex: "-1" });
    const none = element("p", { class: "hint", role: "status" });
    const input = element("input", {
        type: "text",
        role: "combobox",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": word("field.search"),
        placeholder: word("field.search"),
        "aria-controls": listId,
        "aria-expanded": "true",
        "aria-autocomplete": "list",
        oninput: () => show(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step && shown.length) {
                event.preventDefault();
                mark((current + step + shown.length) % shown.length);
            } else if (event.key === "Enter") {
                event.preventDefault();
                if (shown[current]) {
                    pick(shown[current]);
                }
            }
        },
    });

    function mark(/** @type {number} */ index) {
        current = index;
        [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
        const option = list.children[index];
        if (option) {
            input.setAttribute("aria-activedescendant", option.id);
            option.scrollIntoView({ block: "nearest" });
        } else {
            input.removeAttribute("aria-activedescendant");
        }
    }

    function show() {
        const typed = input.value.replace(/[{}]/g, "");
        const named = input.value.endsWith("}}") && fields.find(field => field.name === typed);
        if (named) {
            pick(named);
            return;
        }
        shown = matching(fields, typed);
        list.replaceChildren(...shown.map(field => element("li", {
            id: newId(),
            role: "option",
            "data-name": field.name,
            onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: () => pick(field),
        },
        element("span", { class: "label" }, field.label),
        element("span", { class: "example" }, field.example),
        ...remarks(field, word).map(remark => element("span", { class: "remark" }, remark)))));
        list.hidden = !shown.length;
        none.textContent = shown.length ? "" : word("field.none-found");
        mark(0);
    }

    show();
    return element("div", { class: "fields" }, input, list, none);
}

/** A field in the line: a chip with its label. */
export function chip(/** @type {import("../lib/prosemirror-model.js").Node} */ node, /** @type {Field | undefined} */ field, /** @type {(key: string) => string} */ word) {
    const { name, fallback } = node.attrs;
    const label = name === "." ? word("field.each-value") : field?.label ?? name;
    const hint = field ? [field.example, ...remarks(field, word)].join(" – ") : name;
    return element("span", { class: "chip", title: hint, "data-name": name },
        label, fallback === null ? null : element("span", { class: "fallback" }, ` ${word("field.or")} ${fallback}`));
}
