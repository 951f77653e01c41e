/** What a host writes to answer requests of its own screens as JSON. */
@NullMarked
package com.example.rest;

import org.jspecify.annotations.NullMarked;
