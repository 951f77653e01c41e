/** A piece of an ERP whose tests look at the mails that it causes. */
@NullMarked
package com.example.erp;

import org.jspecify.annotations.NullMarked;
