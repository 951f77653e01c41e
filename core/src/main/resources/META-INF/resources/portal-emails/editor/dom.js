// Elements and popovers.

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes] those that begin with `on` are listeners; `false`, `null` and `undefined` are left out
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith("on")) {
            made.addEventListener(key.slice(2), value);
        } else if (value === true) {
            made.setAttribute(key, "");
        } else if (value !== false && value !== null && value !== undefined) {
            made.setAttribute(key, String(value));
        }
    }
    made.append(...children.filter(child => child !== null));
    return made;
}

let ids = 0;

/** An id that no other element has. */
export function newId() {
    return `pe-editor-${++ids}`;
}

/** A small dialog beside what it is about. There is one at a time. */
export class Popover {
    constructor(/** @type {HTMLElement} */ around, /** @type {() => void} */ whenClosed) {
        this.around = around;
        this.whenClosed = whenClosed;
        /** @type {HTMLElement | null} */
        this.box = null;
        /** Whether the pointer went down in it: what is within a shadow root, the document does not say. */
        this.inside = false;
        this.outside = () => {
            if (!this.inside) {
                this.close(false);
            }
            this.inside = false;
        };
    }

    /**
     * @param {string} label
     * @param {{left: number, bottom: number}} anchor in the coordinates of the window
     * @param {HTMLElement} content
     */
    open(label, anchor, content) {
        this.close(false);
        this.box = element("div", {
            class: "popover",
            role: "dialog",
            "aria-label": label,
            onpointerdown: () => {
                this.inside = true;
            },
            onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
        }, content);
        this.around.append(this.box);
        const place = this.around.getBoundingClientRect();
        const left = Math.max(0, Math.min(anchor.left - place.left, place.width - this.box.offsetWidth));
        this.box.style.left = `${left}px`;
        this.box.style.top = `${anchor.bottom - place.top + 4}px`;
        document.addEventListener("pointerdown", this.outside);
        const first = /** @type {any} */ (content.querySelector("input:not([type=checkbox]), select, button"));
        first?.focus();
        first?.select?.();
        this.box.scrollIntoView({ block: "nearest" });
    }

    key(/** @type {KeyboardEvent} */ event) {
        if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            this.close(true);
        } else if (event.key === "Tab" && this.box) {
            const stops = [...this.box.querySelectorAll("input, select, button")].filter(stop => /** @type {HTMLElement} */ (stop).offsetParent);
            const root = /** @type {ShadowRoot | Document} */ (this.box.getRootNode());
            const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
            if (root.activeElement === edge) {
                event.preventDefault();
                /** @type {HTMLElement} */ (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
            }
        }
    }

    close(/** @type {boolean} */ back) {
        if (this.box) {
            document.removeEventListener("pointerdown", this.outside);
            this.box.remove();
            this.box = null;
            if (back) {
                this.whenClosed();
            }
        }
    }
}
