/** A host that is a module itself. */
@NullMarked
package com.example.modular;

import org.jspecify.annotations.NullMarked;
