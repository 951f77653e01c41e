package com.example.server;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page of the ERP with the screen in it, under a policy that permits no inline script or style. */
@WebServlet("/settings")
public class SettingsPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>ERP</title>
            <script type="module" src="portal-emails/portal-emails.js"></script></head>
            <body><main>
            <portal-emails-settings group="RETAIL" api="api/portal-emails"></portal-emails-settings>
            <portal-emails-outbox api="api/portal-emails"></portal-emails-outbox>
            </main></body>
            </html>
            """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                        + "frame-src 'self'; form-action 'self'; base-uri 'none'");
        response.setHeader("X-Frame-Options", "DENY");
        response.getWriter().print(PAGE);
    }
}
