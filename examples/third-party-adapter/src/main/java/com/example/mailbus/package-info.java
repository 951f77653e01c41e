/** Mails handed to a message bus that the house has already. */
@org.jspecify.annotations.NullMarked
package com.example.mailbus;
