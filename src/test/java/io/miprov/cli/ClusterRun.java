package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of miprov on a lab's cluster said, and how it ended.
 *
 * @param status the exit status
 * @param text all that it printed, on both streams
 */
record ClusterRun(int status, String text) {
    /** The distribution that clusters of tests get. */
    static final Path ZIP = Path.of("target/lab/wso2mi-4.4.0.zip").toAbsolutePath();

    /**
     * Runs a command to its end.
     *
     * @param folder where the cluster's keys and certificates are
     * @param overlay the inventory that says how to reach the hosts of the other one
     */
    static ClusterRun of(Path folder, String inventory, Path overlay, String... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("./miprov"));
        words.addAll(List.of(command));
        words.addAll(List.of("-i", inventory, "-i", overlay.toString()));
        words.addAll(List.of("-e", "mi_distribution=" + ZIP));
        words.addAll(List.of("-e", "pki_folder=" + folder.resolve("pki")));
        Process run = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(run.getInputStream().readAllBytes(), UTF_8);
        return new ClusterRun(run.waitFor(), text);
    }
}
