/** A host with Jakarta Transactions. */
@NullMarked
package com.example.jta;

import org.jspecify.annotations.NullMarked;
