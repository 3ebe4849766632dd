package io.miprov.library.core;

import com.google.gson.JsonParseException;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

@Doc(
        """
        Tells how a task goes that was started with `async` and `poll: 0`.

        - async_status:
            jid: "{{ started.ansible_job_id }}"
        """)
public final class AsyncStatusModule implements Module<AsyncStatusModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the task's `ansible_job_id`") String jid,
            @Doc(
                            value = "`status` tells how it goes, `cleanup` removes its file",
                            orElse = "status")
                    What mode) {}

    /** What is asked. */
    public enum What {
        STATUS,
        CLEANUP
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.jid().matches("[A-Za-z0-9._-]+")) {
            throw new BadParams("jid", "`" + params.jid() + "` is no job's id");
        }
        String word = params.mode() == What.STATUS ? "tell_job {}" : "forget_job {}";
        return new Ask(Sh.of(word, params.jid()), reply -> read(params, reply));
    }

    private static Outcome read(Params params, Reply reply) {
        int eol = reply.out().indexOf('\n');
        if (!reply.ok() || eol < 0) {
            return Outcome.failed(reply.err().strip());
        }
        String file = reply.out().substring(0, eol);
        String told = reply.out().substring(eol + 1).strip();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ansible_job_id", params.jid());
        if (params.mode() == What.CLEANUP) {
            values.put("erased", file);
            values.put("started", 0L);
            values.put("finished", 0L);
            return Outcome.ok(values);
        }
        values.put("results_file", file);
        values.put("started", 1L);
        values.put("finished", 1L);
        values.put("stdout", "");
        values.put("stderr", "");
        return told.isEmpty()
                ? Outcome.failed("could not find job").with(values)
                : result(told, values);
    }

    private static Outcome result(String told, Map<String, Object> values) {
        try {
            if (Json.read(told) instanceof Map<?, ?> result) {
                result.forEach((name, value) -> values.put(String.valueOf(name), value));
            }
        } catch (JsonParseException e) {
            return Outcome.failed("its file is no JSON: " + told).with(values);
        }
        Object message = values.getOrDefault("msg", "");
        if (Boolean.TRUE.equals(values.get("failed"))) {
            return Outcome.failed(String.valueOf(message)).with(values);
        }
        return Boolean.TRUE.equals(values.get("changed"))
                ? Outcome.changed(values)
                : Outcome.ok(values);
    }
}
