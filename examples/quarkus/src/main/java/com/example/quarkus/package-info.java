/** An ERP on Quarkus. */
package com.example.quarkus;
