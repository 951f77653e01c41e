package com.example.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the pages are. */
@ApplicationPath("/")
public class PortalPages extends Application {}
