package io.miprov.module;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.miprov.diag.Secret;
import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change that nobody waits for ({@code async} with {@code poll: 0}). A command goes on by itself
 * on the host, for at most so many seconds, and tells in a file of {@code ~/.ansible_async} how it
 * ended. Any other change is short: it is done at once, and its file says that it is finished.
 */
public record Detached(Change change, int limit) implements Change {
    private static final Gson GSON =
            new GsonBuilder()
                    .disableHtmlEscaping()
                    .registerTypeAdapter(
                            Secret.class,
                            (JsonSerializer<Secret>)
                                    (secret, type, context) -> new JsonPrimitive(secret.toString()))
                    .create();

    @Override
    public Outcome on(Host host, Mode mode) {
        if (mode.check()) {
            return change.on(host, mode);
        }
        Reply reply =
                change instanceof Run run
                        ? host.run(
                                Sh.of(
                                        "start_job {} {} {} {} {} {}",
                                        limit,
                                        GSON.toJson(run.says()),
                                        run.creates().orElse(""),
                                        run.removes().orElse(""),
                                        run.command(),
                                        run.folder().orElse("")))
                        : host.run(Sh.of("store_job {}", GSON.toJson(result(host, mode))));
        String file = reply.out().strip();
        return reply.ok() ? Outcome.changed(started(file)) : Failures.of(reply);
    }

    private Map<String, Object> result(Host host, Mode mode) {
        Outcome outcome = change.on(host, mode);
        Map<String, Object> result = new LinkedHashMap<>(outcome.values());
        result.put("changed", outcome.status() == Outcome.Status.CHANGED);
        if (outcome.status() == Outcome.Status.FAILED) {
            result.put("failed", true);
            result.put("msg", outcome.message());
        }
        return result;
    }

    private static Map<String, Object> started(String file) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ansible_job_id", file.substring(file.lastIndexOf('/') + 1));
        values.put("results_file", file);
        values.put("started", 1L);
        values.put("finished", 0L);
        return values;
    }
}
