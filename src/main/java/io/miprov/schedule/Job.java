package io.miprov.schedule;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line of miprov that is started at its times.
 *
 * @param name its unit files are {@code miprov-NAME.service} and {@code .timer}
 * @param words the command with its options, after {@code miprov}
 * @param folder where it runs, and where its runs are kept
 * @param launcher the path of the program
 * @param user who runs it; empty: whose systemd it is
 * @param onFailure a unit that is started when it fails; may be empty
 * @param environment more variables
 * @param credentials files that systemd hands over, by their names; see {@link Credential}
 */
public record Job(
        String name,
        Timing timing,
        List<String> words,
        String folder,
        String launcher,
        String user,
        String onFailure,
        Map<String, String> environment,
        Map<String, String> credentials) {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static final String PREFIX = "miprov-";

    /** What a name may be: it is part of the names of files and units. */
    public static final String NAMES = "[A-Za-z0-9][A-Za-z0-9_-]{0,59}";

    public String service() {
        return PREFIX + name + ".service";
    }

    public String timer() {
        return PREFIX + name + ".timer";
    }

    /** On one line, to be read again by {@link #read}. */
    String written() {
        return GSON.toJson(this);
    }

    /** Empty when it is none, or one of another version that can not be read. */
    static Optional<Job> read(String line) {
        try {
            Job job = GSON.fromJson(line, Job.class);
            boolean whole =
                    job != null
                            && job.name != null
                            && job.timing != null
                            && job.words != null
                            && job.folder != null;
            return whole ? Optional.of(job) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
