/** What all pages share: language, navigation, errors. */
@NullMarked
package org.portalemails.demo.web;

import org.jspecify.annotations.NullMarked;
