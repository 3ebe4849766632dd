package io.miprov.proof;

import java.io.IOException;

/** Puts what the node has installed on a file system of its own that is full, or not. */
final class Disk {
    private static final String OWN =
            "mountpoint -q /opt/wso2mi || { systemctl stop micro-integrator; cp -a /opt/wso2mi /opt/kept;"
                    + " mount -t tmpfs -o size=400m none /opt/wso2mi; cp -a /opt/kept/. /opt/wso2mi; rm -rf /opt/kept;"
                    + " systemctl start micro-integrator;"
                    + " until curl -sf http://127.0.0.1:9201/healthz; do sleep 0.2; done; }; ";

    private static final String DISOWN =
            "mountpoint -q /opt/wso2mi || exit 0; systemctl stop micro-integrator; cp -a /opt/wso2mi /opt/kept;"
                    + " umount /opt/wso2mi; rm -rf /opt/wso2mi; mv /opt/kept /opt/wso2mi;"
                    + " systemctl start micro-integrator;"
                    + " until curl -sf http://127.0.0.1:9201/healthz; do sleep 0.2; done";

    private Disk() {}

    /** A file system of its own, with room, and without the other release. */
    static void own(Cluster cluster, String other) throws IOException, InterruptedException {
        cluster.root(cluster.nodes().get(0), OWN + "rm -rf /opt/wso2mi/releases/wso2mi-" + other);
    }

    /** Back to the disk that it was on. */
    static void disown(Cluster cluster) throws IOException, InterruptedException {
        cluster.root(cluster.nodes().get(0), DISOWN);
    }

    /** From now on there is no room. */
    static void fill(Scene scene) throws IOException, InterruptedException {
        scene.onNode("head -c 400M /dev/zero >/opt/wso2mi/fill 2>/dev/null; true");
    }

    static void free(Scene scene) throws IOException, InterruptedException {
        scene.onNode("rm -f /opt/wso2mi/fill");
    }
}
