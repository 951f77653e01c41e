// What stands there only if a field has a value, or only if it has none: how it is shown, made, changed and undone.

import { Fragment, Slice } from "../lib/prosemirror-model.js";
import { NodeSelection, Plugin } from "../lib/prosemirror-state.js";
import { findWrapping } from "../lib/prosemirror-transform.js";
import { element } from "./dom.js";
import { blockAround } from "./links.js";
import { schema } from "./schema.js";

/** @typedef {import("../lib/prosemirror-state.js").EditorState} EditorState */
/** @typedef {import("../lib/prosemirror-state.js").Transaction} Transaction */

const TYPES = [schema.nodes.condition, schema.nodes.itemCondition, schema.nodes.words];

/** The innermost condition around the selection, with its place. */
export function conditionAround(/** @type {EditorState} */ state) {
    const { selection } = state;
    if (selection instanceof NodeSelection && TYPES.includes(selection.node.type)) {
        return { node: selection.node, pos: selection.from };
    }
    const { $from } = selection;
    const end = selection.to;
    for (let depth = $from.depth; depth > 0; depth--) {
        const node = $from.node(depth);
        if (TYPES.includes(node.type) && $from.end(depth) >= end) {
            return { node, pos: $from.before(depth) };
        }
    }
    return null;
}

/** Whether what stands at a place is there only if a field has a value. */
export function isWithin(/** @type {EditorState} */ state, /** @type {number} */ pos, /** @type {string} */ field) {
    const $pos = state.doc.resolve(pos);
    for (let depth = $pos.depth; depth > 0; depth--) {
        const { type, attrs } = $pos.node(depth);
        if (TYPES.includes(type) && attrs.field === field && !attrs.inverted) {
            return true;
        }
    }
    return false;
}

/**
 * Makes what is selected depend on a field: some words of a line, or else whole blocks, or items of a list.
 *
 * @param {EditorState} state
 * @param {{field: string, inverted: boolean}} attributes
 * @returns {Transaction | null}
 */
export function makeConditional(state, attributes) {
    const { $from, $to, from, to, empty } = state.selection;
    const textblock = $from.sameParent($to) && $from.parent.inlineContent;
    if (!empty && textblock && (from > $from.start() || to < $from.end() || $from.parent.type === schema.nodes.words)) {
        const words = schema.node("words", attributes, $from.parent.slice(from - $from.start(), to - $from.start()).content);
        return state.tr.replaceRangeWith(from, to, words);
    }
    const [first, last] = [blockAround($from), blockAround($to)];
    const $start = first ? state.doc.resolve(first.pos + 1) : $from;
    const $end = last ? state.doc.resolve(last.pos + last.node.nodeSize - 1) : $to;
    const blocks = $start.blockRange($end);
    const around = blocks && findWrapping(blocks, schema.nodes.condition, attributes);
    if (around) {
        return state.tr.wrap(blocks, around);
    }
    const items = $start.blockRange($end, node => node.type.contentMatch.matchType(schema.nodes.listItem) !== null);
    const aroundItems = items && findWrapping(items, schema.nodes.itemCondition, attributes);
    return aroundItems ? state.tr.wrap(items, aroundItems) : null;
}

/** Leaves what stands in a condition, whatever the field. */
export function unwrap(/** @type {EditorState} */ state, /** @type {number} */ pos) {
    const node = state.doc.nodeAt(pos);
    return node ? state.tr.replace(pos, pos + node.nodeSize, new Slice(Fragment.from(node.content), 0, 0)) : state.tr;
}

/** Conditional words of which none is left are no longer there. */
export const withoutEmptyWords = new Plugin({
    appendTransaction(transactions, before, state) {
        if (!transactions.some(transaction => transaction.docChanged)) {
            return null;
        }
        /** @type {number[]} */
        const empty = [];
        state.doc.descendants((node, pos) => {
            if (node.type === schema.nodes.words && !node.childCount) {
                empty.push(pos);
            }
        });
        const change = state.tr;
        empty.reverse().forEach(pos => change.delete(pos, pos + 2));
        return empty.length ? change : null;
    },
});

/**
 * How a condition is shown: a box with a title.
 *
 * @param {import("../lib/prosemirror-model.js").Node} node
 * @param {string} title
 * @param {string} changeWord
 * @param {() => void} change asks for another condition, or none
 */
export function conditionView(node, title, changeWord, change) {
    const items = node.type === schema.nodes.itemCondition;
    const contentDOM = element(items ? "ul" : "div", { class: "inside" });
    const button = element("button", { type: "button", "aria-label": `${changeWord} – ${title}`, onclick: change }, changeWord);
    const head = element("div", { class: "head", contenteditable: "false" }, element("span", {}, title), button);
    const dom = element(items ? "li" : "div", { class: "condition" + (node.attrs.inverted ? " inverted" : "") }, head, contentDOM);
    return {
        dom,
        contentDOM,
        stopEvent: (/** @type {Event} */ event) => head.contains(/** @type {Node} */ (event.target)),
        ignoreMutation: (/** @type {any} */ mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
    };
}

/** How conditional words are shown: within the line, marked. */
export function wordsView(/** @type {import("../lib/prosemirror-model.js").Node} */ node, /** @type {string} */ title) {
    const contentDOM = element("span", { class: "inside" });
    const label = element("span", { class: "head", contenteditable: "false" }, title);
    const dom = element("span", { class: "words" + (node.attrs.inverted ? " inverted" : ""), title }, label, contentDOM);
    return {
        dom,
        contentDOM,
        ignoreMutation: (/** @type {any} */ mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
    };
}
