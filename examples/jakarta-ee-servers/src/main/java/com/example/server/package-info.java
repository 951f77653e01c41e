/** An ERP in one WAR, for any Jakarta EE server. */
package com.example.server;
