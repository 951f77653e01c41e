/**
 * What hosts show and send as JSON: records of text, numbers, {@code boolean}, lists, maps with text as keys, and other such records.
 *
 * <p>Every JSON library that knows records writes them alike, without annotations, modules or settings: moments are text as in ISO 8601 (UTC), languages
 * are tags, constants are their stable codes, with what people call them beside it under {@code …Label}, in the reader's language. No
 * field is ever {@code null}: an empty text, list or map says that there is nothing, and a number counted from 1 is 0. Fields may be
 * added; none changes its meaning. JSON Schema and OpenAPI of all of them stand in the jar, in {@code META-INF/portal-emails}.
 *
 * <p>Immutable. No bodies of mails, no secrets; personal data only where a method says so.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.view;

import org.jspecify.annotations.NullMarked;
