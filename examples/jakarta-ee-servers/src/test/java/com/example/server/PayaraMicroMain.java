package com.example.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** In the process of the server: starts Payara Micro, and does what standard input says. Its classes are there only. */
final class PayaraMicroMain {
    private PayaraMicroMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        File war = new File(arguments[1]);
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
        Object builder = micro.getMethod("getInstance").invoke(null);
        micro.getMethod("setHttpPort", int.class).invoke(builder, port);
        micro.getMethod("setNoCluster", boolean.class).invoke(builder, true);
        micro.getMethod("setNoHazelcast", boolean.class).invoke(builder, true);
        Object runtime = micro.getMethod("bootStrap").invoke(builder);
        Class<?> running = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals("deploy")) {
                    running.getMethod("deploy", String.class, String.class, File.class)
                            .invoke(runtime, "portal", "portal", war);
                } else {
                    running.getMethod("undeploy", String.class).invoke(runtime, "portal");
                }
            }
        }
        System.exit(0);
    }
}
