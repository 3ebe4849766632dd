package io.miprov.library.mi;

import io.miprov.host.Sh;
import io.miprov.library.archive.ZipSummary;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Unpacks a distribution of the Micro Integrator beside those that are there, and can make it
        the current one. Files that another release on the host has already are copied there and
        not sent. A release is made ready completely under another name, so a run that is cut off
        leaves nothing that looks ready. What people added to the current release (registry,
        applications, keystores, drivers) is carried over into a new one. Registers `path` (the
        release), `home` (the link to the current one), `version` and `previous`.

        - mi_release:
            src: files/packs/wso2mi-4.4.0.zip
            base: /opt/wso2mi
            owner: wso2carbon
            group: wso2
            java_home: /usr/lib/jvm/java-17-openjdk-amd64
        """)
public final class MiReleaseModule implements Module<MiReleaseModule.Params> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
    private static final int MOST_DONORS = 2;

    /** What the release is to be. */
    public enum State {
        PRESENT,
        CURRENT
    }

    /** What it takes. */
    public record Params(
            @Doc("the distribution, a zip on the controller") LocalFile src,
            @Doc("the folder of all releases on the host, such as /opt/wso2mi") String base,
            @Doc(
                            value = "present: beside the others; current: also the one that runs",
                            orElse = "present")
                    State state,
            @Doc("the user who owns the files") Optional<String> owner,
            @Doc("the group that owns the files") Optional<String> group,
            @Doc(value = "how many releases stay when one becomes current", orElse = "3") int keep,
            @Doc("the JDK on the host; refused when this version does not run on it")
                    Optional<String> javaHome,
            @Doc(
                            "paths, relative to the home, whose added or changed files a new"
                                    + " release gets from the current one")
                    Optional<List<String>> carryOver) {}

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.base().startsWith("/")) {
            throw new BadParams("base", "needs an absolute path");
        }
        if (params.keep() < 1) {
            throw new BadParams("keep", "needs at least 1");
        }
        return new Decide(
                Releases.question(params.base(), params.javaHome()),
                answer -> new Step(params, Releases.read(answer)).change(),
                Map.of());
    }

    /** One run on one host, whose releases are known. */
    private static final class Step {
        private final Params params;
        private final Releases there;
        private final ZipSummary zip;
        private final String top;
        private final Optional<MiVersion> facts;
        private final String name;

        Step(Params params, Releases there) {
            this.params = params;
            this.there = there;
            this.zip = ZipSummary.read(params.src());
            this.top =
                    zip.topFolder()
                            .filter(folder -> NAME.matcher(folder).matches())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    params.src().path()
                                                            + " is no distribution of the Micro"
                                                            + " Integrator: it should have one"
                                                            + " folder at the top, such as"
                                                            + " wso2mi-4.4.0"));
            this.facts = MiVersion.of(top);
            this.name = there.nameFor(top, zip.digest());
        }

        Change change() {
            checkJava();
            List<Change> changes = new ArrayList<>();
            if (!there.ready().containsKey(name)) {
                changes.add(unpack());
                changes.add(finish());
            }
            if (params.state() == State.CURRENT) {
                makeCurrent(changes);
            }
            return changes.isEmpty() ? new Answer(Outcome.ok(says())) : new All(changes);
        }

        private void checkJava() {
            if (params.javaHome().isEmpty() || facts.isEmpty()) {
                return;
            }
            String javaHome = params.javaHome().get();
            if (there.java().isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no JDK at " + javaHome + "; nothing was unpacked");
            }
            MiVersion version = facts.get();
            if (!version.runsOn(there.jdk())) {
                throw new IllegalArgumentException(
                        top
                                + " runs on JDK "
                                + version.oldestJdk()
                                + " to "
                                + version.newestJdk()
                                + ", and "
                                + javaHome
                                + " is "
                                + there.java()
                                + "; nothing was unpacked. Install such a JDK and give it as"
                                + " java_home");
            }
        }

        private Change unpack() {
            List<Tree.Entry> entries =
                    new Distribution(params.owner(), params.group())
                            .entries(params.src(), zip.digest(), top, inside());
            List<String> donors =
                    there.ready().keySet().stream()
                            .limit(MOST_DONORS)
                            .map(other -> params.base() + "/releases/" + other)
                            .toList();
            return new Tree(unready(), entries, Tree.Strays.DELETE, donors, says());
        }

        private Change finish() {
            List<String> lasting = params.carryOver().orElse(MiVersion.LASTING);
            Sh carry =
                    there.current().isEmpty()
                            ? Sh.NOTHING
                            : Sh.of(
                                    "carry_over {} {} {} {}",
                                    absolute(there.current()),
                                    unready() + suffix(),
                                    params.base()
                                            + "/releases/"
                                            + Releases.name(there.current())
                                            + "/"
                                            + Distribution.MARKER,
                                    lasting);
            return new Act(
                    carry.and(Sh.of("mv {} {}", unready(), release()))
                            .and(Sh.of("forget_unready {}", params.base() + "/releases")),
                    says());
        }

        private void makeCurrent(List<Change> changes) {
            String now = "releases/" + name + suffix();
            boolean switches = !there.current().equals(now);
            String before = switches ? there.current() : there.previous();
            if (switches && !before.isEmpty()) {
                changes.add(link(before, "previous"));
            }
            if (switches) {
                changes.add(link(now, "current"));
            }
            List<String> outdated = there.outdated(name, Releases.name(before), params.keep());
            if (!outdated.isEmpty()) {
                List<String> paths =
                        outdated.stream().map(o -> params.base() + "/releases/" + o).toList();
                changes.add(new Act(Sh.of("rm -rf {}", paths), says()));
            }
        }

        private Change link(String target, String name) {
            return new Act(Sh.of("link_to {} {}", target, params.base() + "/" + name), says());
        }

        private String absolute(String link) {
            return link.startsWith("/") ? link : params.base() + "/" + link;
        }

        private String inside() {
            return facts.map(MiVersion::home).orElse("");
        }

        private String suffix() {
            return inside().isEmpty() ? "" : "/" + inside();
        }

        private String release() {
            return params.base() + "/releases/" + name;
        }

        private String unready() {
            return params.base() + "/releases/." + name + ".new";
        }

        private Map<String, Object> says() {
            boolean isCurrent = Releases.name(there.current()).equals(name);
            String last =
                    isCurrent || params.state() == State.PRESENT
                            ? there.previous()
                            : there.current();
            Map<String, Object> says = new LinkedHashMap<>();
            says.put("path", release() + suffix());
            says.put("home", params.base() + "/current");
            says.put("version", MiVersion.number(top));
            says.put("release", name);
            says.put("previous", last.isEmpty() ? "" : absolute(last));
            if (facts.isEmpty()) {
                says.put(
                        "warnings",
                        List.of(
                                "nothing is known of "
                                        + top
                                        + ", so it was not checked which JDK it needs"));
            }
            return says;
        }
    }
}
