/** An ERP on Spring Boot; the same source for 3.5 and for 4. */
@org.jspecify.annotations.NullMarked
package com.example.boot;
