package io.miprov.proof;

import java.io.IOException;

/**
 * Where a fault happens.
 *
 * @param cluster the cluster; its first node is the one in trouble
 * @param run the roll; null before it is started
 * @param again starts the same roll once more, as another operator does
 */
record Scene(Cluster cluster, Miprov run, Again again) {

    /** Starts a run. */
    interface Again {
        Miprov start(String what) throws IOException;
    }

    String node() {
        return cluster.nodes().get(0);
    }

    void onNode(String script) throws IOException, InterruptedException {
        cluster.root(node(), script);
    }

    void onBalancer(String script) throws IOException, InterruptedException {
        cluster.root(Cluster.BALANCER, script);
    }
}
