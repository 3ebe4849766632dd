package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.FileMode;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An archive that a host has, or gets from an address, unpacked there. */
final class ArchiveOnHost {
    private final UnarchiveModule.Params params;
    private final Placement placement;
    private final Map<String, Object> says;

    ArchiveOnHost(UnarchiveModule.Params params, Placement placement, Map<String, Object> says) {
        this.params = params;
        this.placement = placement;
        this.says = says;
    }

    Change change() {
        if (!params.include().isEmpty() && !params.exclude().isEmpty()) {
            throw new BadParams("include", "parameters are mutually exclusive: include|exclude");
        }
        Sh words = Scripts.resource("unarchive.sh").then(tar()).then(zip());
        if (params.src().path().contains("://")) {
            words = words.then(Scripts.resource("download.sh")).then(download());
        }
        return new Work(words.then(call("check")), words.then(call("apply")), this::settled, says);
    }

    private Sh call(String mode) {
        boolean plain =
                params.extraOpts().isEmpty()
                        && params.include().isEmpty()
                        && params.exclude().isEmpty();
        return Sh.of(
                "unarchive_work {} {} {} {} {} {}",
                mode,
                params.src().path(),
                params.dest(),
                params.creates().orElse(""),
                plain ? "plain" : "",
                params.listFiles() ? "list" : "");
    }

    private Sh tar() {
        List<String> more = new ArrayList<>(params.extraOpts());
        params.exclude().forEach(each -> more.add("--exclude=" + each));
        if (params.keepNewer()) {
            more.add("--keep-newer-files");
        }
        return Sh.of("tar_in() { tar \"$1\" \"$2\" -C \"$3\" {} {}; }", more, params.include());
    }

    private Sh zip() {
        List<String> not = new ArrayList<>(params.exclude());
        if (!not.isEmpty()) {
            not.add(0, "-x");
        }
        return Sh.of(
                "zip_in() { unzip {} {} \"$1\" {} {} -d \"$2\"; }",
                params.keepNewer() ? "-uoq" : "-oq",
                params.extraOpts(),
                params.include(),
                not);
    }

    private Sh download() {
        return Download.word(
                "fetch_url",
                new HttpRequest(
                        params.src().path(),
                        "GET",
                        Map.of(),
                        Optional.empty(),
                        30,
                        "ansible-httpget",
                        true,
                        true,
                        false,
                        Optional.empty(),
                        new HttpRequest.Trust(
                                params.validateCerts(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new HttpRequest.Login(Optional.empty(), Optional.empty())));
    }

    private Change settled(String answer) {
        List<String> lines = answer.lines().toList();
        Map<String, Object> told = new LinkedHashMap<>(says);
        if (params.listFiles()) {
            told.put("files", lines.subList(1, lines.size()));
        }
        if (!lines.get(0).equals("differs")) {
            return new Answer(Outcome.ok(told));
        }
        Outcome.TextDiff diff =
                new Outcome.TextDiff(
                        params.dest(), "", "unpacked from " + params.src().path() + "\n");
        Answer unpacked = new Answer(Outcome.changed(told).withDiffs(List.of(diff)));
        return placement.asItIs() ? unpacked : new All(unpacked, place());
    }

    private Change place() {
        return new Act(
                Sh.of(
                        "set_below {} {}",
                        params.dest(),
                        List.of(
                                placement.mode().map(FileMode::text).orElse(""),
                                placement.owner().orElse(""),
                                placement.group().orElse(""))),
                Map.of());
    }
}
