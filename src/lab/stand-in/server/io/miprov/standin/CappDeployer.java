package io.miprov.standin;

import java.util.Set;
import java.util.TreeSet;

/** Tells the log of the applications that are there at the start, and of those that come later. */
final class CappDeployer {
    /** The real one looks every 15 s. */
    private static final long PAUSE_MILLIS = 3_000;

    private final CarbonApps apps;
    private final Log log;
    private final Set<String> known = new TreeSet<>();

    CappDeployer(CarbonApps apps, Log log) {
        this.apps = apps;
        this.log = log;
    }

    void deploy() {
        log.info("CappDeployer", "Deploying Carbon Applications");
        look();
    }

    /** Looks again and again, beside all else. */
    void watch() {
        Thread thread = new Thread(this::repeat, "deployer");
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Set<String> now = new TreeSet<>();
        for (String app : apps.active()) {
            if (now.add(app) && !known.contains(app)) {
                log.info("CappDeployer", "Successfully Deployed Carbon Application : " + app);
            }
        }
        for (String app : apps.faulty()) {
            if (now.add(app) && !known.contains(app)) {
                log.error(
                        "CappDeployer",
                        "Error occurred while deploying Carbon Application: " + app);
            }
        }
        known.clear();
        known.addAll(now);
    }
}
