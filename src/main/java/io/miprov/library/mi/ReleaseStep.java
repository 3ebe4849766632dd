package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import io.miprov.module.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@code mi_release} on one host, whose releases are known. */
final class ReleaseStep {
    private static final int MOST_DONORS = 2;

    private final MiReleaseModule.Params params;
    private final Releases there;
    private final CarryOver carried;
    private final Optional<Pack> pack;

    /** What the zip is called at its top; of a release that is there, its name. */
    private final String top;

    private final String name;
    private final Optional<Product> product;
    private final JdkGate jdk;

    ReleaseStep(MiReleaseModule.Params params, Releases there, CarryOver carried) {
        this.params = params;
        this.there = there;
        this.carried = carried;
        this.pack = params.pack();
        pack.ifPresent(
                zip -> MiReleaseModule.checkVersion(params, zip, params.url().orElse("src")));
        this.top = pack.map(Pack::top).orElse(params.release().orElse(""));
        this.name = pack.map(zip -> there.nameFor(zip.top(), zip.digest())).orElse(top);
        this.product = Product.of(top);
        this.jdk = new JdkGate(top, product, params.javaHome(), there);
    }

    /** Throws {@link IllegalArgumentException} with what is wrong before anything was touched. */
    Change change() {
        return switch (params.state()) {
            case PRESENT, CURRENT -> ready();
            case ROLLED_BACK -> rolledBack();
            case ABSENT -> absent();
            case PRUNED -> all(pruned(current(), Releases.name(there.previous())));
        };
    }

    private Change ready() {
        jdk.check();
        List<Change> changes = new ArrayList<>();
        if (!there.has(name) || pack.isPresent() && !there.ready().containsKey(name)) {
            Pack zip =
                    pack.orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "there is no release "
                                                    + name
                                                    + " in "
                                                    + params.base()
                                                    + "/releases; there is: "
                                                    + listed()));
            changes.add(unpack(zip));
            changes.add(finish(zip));
        }
        if (params.state() == MiReleaseModule.State.CURRENT) {
            makeCurrent(changes);
        }
        return all(changes);
    }

    private String listed() {
        List<String> all = new ArrayList<>(there.ready().keySet());
        all.addAll(there.foreign());
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    private Change all(List<Change> changes) {
        return changes.isEmpty() ? new Answer(Outcome.ok(says())) : new All(changes);
    }

    private Change unpack(Pack zip) {
        List<Tree.Entry> entries = new Distribution(params.owner(), params.group()).entries(zip);
        List<String> donors =
                there.ready().keySet().stream()
                        .limit(MOST_DONORS)
                        .map(other -> params.base() + "/releases/" + other)
                        .toList();
        Tree.Fresh folder =
                new Tree.Fresh(
                        path -> params.hardLinks() && Distribution.shared(path),
                        there.carriesKb() * 1024);
        return new Tree(unready(), entries, Tree.Strays.DELETE, donors, says()).in(folder);
    }

    private Change finish(Pack zip) {
        Sh carry =
                there.current().isEmpty()
                        ? Sh.NOTHING
                        : carried.from(
                                absolute(there.current()),
                                params.base() + "/releases/" + current(),
                                unready() + suffix(),
                                unready());
        return new Act(
                        Releases.words()
                                .then(carry.and(movedRegistry(zip)))
                                .and(Sh.of("mv {} {}", unready(), release()))
                                .and(Sh.of("forget_unready {}", params.base() + "/releases")),
                        says())
                .reading(this::told);
    }

    /** A registry that is elsewhere stays there, however the new version wants to be told so. */
    private Sh movedRegistry(Pack zip) {
        Optional<Product.RegistryRoot> before = Product.of(current()).map(Product::registry);
        Optional<Product.RegistryRoot> now = product.map(Product::registry);
        if (before.isEmpty() || now.isEmpty() || before.equals(now) || there.registry().isEmpty()) {
            return Sh.NOTHING;
        }
        Optional<String> root = RegistryXml.rootIn(there.registry(), before.get());
        Optional<String> shipped = zip.text(RegistryXml.BELOW);
        if (root.isEmpty() || shipped.isEmpty()) {
            return Sh.NOTHING;
        }
        String text = new RegistryXml(shipped.get()).with(now.get(), root.get());
        return Sh.of(
                "(put {} '' '' '' '' '' {}) && printf 'carried %s\\n' {}",
                unready() + suffix() + "/" + RegistryXml.BELOW,
                Bytes.of(text.getBytes(ISO_8859_1)),
                RegistryXml.BELOW);
    }

    private Map<String, Object> told(String out) {
        Map<String, Object> told = new LinkedHashMap<>(CarryOver.told(out));
        List<Object> warnings = new ArrayList<>(warnings());
        if (told.get("warnings") instanceof List<?> more) {
            warnings.addAll(more);
        }
        if (!warnings.isEmpty()) {
            told.put("warnings", warnings);
        }
        return told;
    }

    private void makeCurrent(List<Change> changes) {
        String now = "releases/" + name + suffix();
        boolean switches = !there.current().equals(now);
        String before = switches ? there.current() : there.previous();
        if (switches) {
            changes.add(switchTo(now, before));
        }
        changes.addAll(pruned(name, Releases.name(before)));
    }

    /** Two links, of which the one that counts comes last, by one rename. */
    private Change switchTo(String now, String before) {
        Sh previous =
                before.isEmpty()
                        ? Sh.NOTHING
                        : Sh.of("link_to {} {}", before, params.base() + "/previous");
        return new Act(
                previous.and(Sh.of("link_to {} {}", now, params.base() + "/current")),
                says(),
                new Outcome.TextDiff(
                        params.base() + "/current", there.current() + "\n", now + "\n"));
    }

    private List<Change> pruned(String now, String before) {
        List<String> outdated = there.outdated(now, before, params.keep());
        return outdated.isEmpty() ? List.of() : List.of(drop(outdated));
    }

    private Change drop(List<String> names) {
        return new Act(
                Releases.words().then(Sh.of("drop_releases {} {}", params.base(), names)),
                says(),
                new Outcome.TextDiff(
                        params.base() + "/releases", String.join("\n", names) + "\n", ""));
    }

    private Change rolledBack() {
        if (!current().equals(name)) {
            return new Answer(Outcome.ok(says()));
        }
        String before = there.previous();
        if (before.isEmpty()
                || !there.has(Releases.name(before))
                || before.equals(there.current())) {
            throw new IllegalArgumentException(
                    name
                            + " is current, and there is no release before it to go back to; nothing"
                            + " was changed. There is: "
                            + listed());
        }
        return switchTo(before, there.current());
    }

    private Change absent() {
        String used =
                name.equals(current())
                        ? "current"
                        : name.equals(Releases.name(there.previous()))
                                ? "previous, to go back to"
                                : there.kept().contains(name) ? "what a rollback point needs" : "";
        if (!used.isEmpty()) {
            throw new IllegalArgumentException(
                    name
                            + " is "
                            + used
                            + ", so it was not deleted. Make another one current first");
        }
        if (there.foreign().contains(name)) {
            throw new IllegalArgumentException(
                    name + " was unpacked by somebody else, so it was not deleted");
        }
        return there.ready().containsKey(name)
                ? drop(List.of(name))
                : new Answer(Outcome.ok(says()));
    }

    private String absolute(String link) {
        return link.startsWith("/") ? link : params.base() + "/" + link;
    }

    private String current() {
        return Releases.name(there.current());
    }

    private String suffix() {
        return product.map(Product::home)
                .filter(home -> !home.isEmpty())
                .map(home -> "/" + home)
                .orElse("");
    }

    private String release() {
        return params.base() + "/releases/" + name;
    }

    private String unready() {
        return params.base() + "/releases/." + name + ".new";
    }

    private List<Object> warnings() {
        boolean unpacks =
                params.state() == MiReleaseModule.State.PRESENT
                        || params.state() == MiReleaseModule.State.CURRENT;
        return unpacks ? List.copyOf(jdk.warnings()) : List.of();
    }

    /** What {@code register} gets; links are told as they will be. */
    private Map<String, Object> says() {
        boolean isCurrent = !name.isEmpty() && current().equals(name);
        boolean switches =
                params.state() == MiReleaseModule.State.CURRENT && !isCurrent
                        || params.state() == MiReleaseModule.State.ROLLED_BACK && isCurrent;
        String now = !switches ? current() : isCurrent ? Releases.name(there.previous()) : name;
        String before = switches ? there.current() : there.previous();
        Map<String, Object> says = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            says.put("path", release() + suffix());
            says.put("version", Product.number(top));
            says.put("release", name);
        }
        says.put("home", params.base() + "/current");
        says.put("current", now);
        says.put("previous", before.isEmpty() ? "" : absolute(before));
        if (!warnings().isEmpty()) {
            says.put("warnings", warnings());
        }
        return says;
    }
}
