package com.example.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** What answers requests; everything beside it is files, those of the library's jar among them. */
@ApplicationPath("api")
public class PortalPages extends Application {}
