// Links and buttons.

import { TextSelection } from "../lib/prosemirror-state.js";
import { schema } from "./schema.js";
import { attribute, encodeAttribute } from "./syntax.js";

/** @typedef {import("../lib/prosemirror-state.js").EditorState} EditorState */

const ALLOWED = /^(?:https:\/\/[^\s\/?#]|mailto:[^\s@]+@[^\s@]|tel:\+?[\d(])/i;

/** An address as it is written in a text, of what somebody typed; `null` if a mail cannot lead there. */
export function addressOf(/** @type {string} */ typed) {
    const text = typed.trim();
    const whole = /^[^\s@:\/]+@[^\s@\/]+\.[^\s@\/]+$/.test(text) ? "mailto:" + text
        : /^(?:www\.|[\p{L}\p{N}-]+\.(?:[\p{L}\p{N}-]+\.)*\p{L}{2,}(?:[\/?#]|$))/iu.test(text) ? "https://" + text
        : /^\+?[\d\s().-]{7,}$/.test(text) ? "tel:" + text.replace(/[^\d+]/g, "") : text;
    return ALLOWED.test(whole) && !/[\s<>"{}]/.test(whole) ? whole : null;
}

/** The link around the cursor or the selection, with its whole extent. */
export function linkAround(/** @type {EditorState} */ state) {
    const { $from, to } = state.selection;
    const parent = $from.parent;
    let pos = $from.start();
    /** @type {{mark: any, from: number, to: number} | null} */
    let found = null;
    for (let i = 0; i < parent.childCount; i++) {
        const child = parent.child(i);
        const mark = schema.marks.link.isInSet(child.marks);
        const end = pos + child.nodeSize;
        if (mark && found && found.to === pos && found.mark.eq(mark)) {
            found.to = end;
        } else if (found && found.to >= to && found.from <= $from.pos) {
            break;
        } else {
            found = mark ? { mark, from: pos, to: end } : null;
        }
        pos = end;
    }
    return found && found.from <= $from.pos && found.to >= to ? found : null;
}

/** @returns {import("../lib/prosemirror-model.js").Mark} */
export function linkMark(/** @type {string} */ href, /** @type {boolean} */ button, before = "") {
    const others = before
        .replace(/\s+href\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/i, "")
        .replace(/\s+class\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/i, "")
        .trimEnd();
    const classes = (attribute(before, "class") ?? "").split(/\s+/).filter(name => name && name !== "button");
    const list = (button ? ["button", ...classes] : classes).join(" ");
    return schema.mark("link", {
        attributes: `${list ? ` class="${encodeAttribute(list)}"` : ""} href="${encodeAttribute(href)}"${others}`,
    });
}

/**
 * Makes a link of what is selected, changes the one around it, or inserts one. A button stands in a paragraph of its own.
 *
 * @param {EditorState} state
 * @param {{href: string, button: boolean, text: string}} wanted
 */
export function setLink(state, { href, button, text }) {
    const { tr } = state;
    const { $from, from, to, empty } = state.selection;
    const link = linkAround(state);
    if (link) {
        return tr.removeMark(link.from, link.to, schema.marks.link)
            .addMark(link.from, link.to, linkMark(href, button, link.mark.attrs.attributes));
    }
    if (!empty) {
        return tr.removeMark(from, to, schema.marks.link).addMark(from, to, linkMark(href, button));
    }
    const words = schema.text(text, [linkMark(href, button)]);
    const textblock = blockAround($from);
    if (!button || !textblock || !textblock.node.content.size) {
        return tr.replaceSelectionWith(words, false);
    }
    const paragraph = schema.node("paragraph", null, words);
    const after = textblock.pos + textblock.node.nodeSize;
    tr.insert(after, paragraph);
    return tr.setSelection(TextSelection.create(tr.doc, after + paragraph.nodeSize - 1));
}

/** Leaves the words of a link. */
export function removeLink(/** @type {EditorState} */ state) {
    const link = linkAround(state);
    return link ? state.tr.removeMark(link.from, link.to, schema.marks.link) : state.tr;
}

/** The paragraph or heading around a place. */
export function blockAround(/** @type {import("../lib/prosemirror-model.js").ResolvedPos} */ $pos) {
    for (let depth = $pos.depth; depth > 0; depth--) {
        if ($pos.node(depth).isTextblock && $pos.node(depth).isBlock) {
            return { node: $pos.node(depth), pos: $pos.before(depth) };
        }
    }
    return null;
}
