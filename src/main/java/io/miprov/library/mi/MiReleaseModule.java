package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Unpacks a distribution of the Micro Integrator beside those that are there, and can make it
        the current one. Files that another release on the host has already are taken from there
        and not sent; a transfer that was cut off goes on with the files that are missing. A release
        is made ready completely under another name, so a run that is cut off leaves nothing that
        looks ready. What people added to the current release (registry, applications, keystores,
        drivers, settings) is carried over into a new one. Registers `path` (the release), `home`
        (the link to the current one), `version`, `release`, the `current` one by its name, the
        `previous` one by its path, and of a new one what was `carried` and what stayed `unmerged`.

        - mi_release:
            src: files/packs/wso2mi-4.4.0.zip
            base: /opt/wso2mi
            owner: wso2carbon
            group: wso2
            java_home: /usr/lib/jvm/java-17-openjdk-amd64
        """)
public final class MiReleaseModule implements Module<MiReleaseModule.Params> {
    private static final Pattern SUM = Pattern.compile("sha256:([0-9a-fA-F]{64})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    /** What the release is to be. */
    public enum State {
        PRESENT,
        CURRENT,
        ROLLED_BACK,
        ABSENT,
        PRUNED
    }

    /** What it takes. */
    public record Params(
            @Doc("the distribution, a zip on the controller") Optional<LocalFile> src,
            @Doc(
                            "instead of src, where the distribution is: http, https or file. The"
                                    + " controller brings it, once")
                    Optional<String> url,
            @Doc("the digest of the distribution, as sha256:digest; needed with url")
                    Optional<String> checksum,
            @Doc("the user to log in as at the url") Optional<String> urlUsername,
            @Doc("the password of that user") Optional<Secret> urlPassword,
            @Doc(
                            value = "the folder on the controller for what urls gave",
                            orElse = "~/.cache/miprov/packs")
                    String cache,
            @Doc(
                            "instead of src and url, the name of a release that is there, such as"
                                    + " wso2mi-4.4.0")
                    Optional<String> release,
            @Doc("the version that the distribution must be, such as 4.4.0")
                    Optional<String> version,
            @Doc("the folder of all releases on the host, such as /opt/wso2mi") String base,
            @Doc(
                            value =
                                    "present: beside the others; current: also the one that runs;"
                                            + " rolled_back: the one before it is current again, if"
                                            + " this one is; absent: not there; pruned: all but the"
                                            + " newest `keep` are deleted, and never the current"
                                            + " one, the previous one, or what a rollback point goes"
                                            + " back to",
                            orElse = "present")
                    State state,
            @Doc("the user who owns the files") Optional<String> owner,
            @Doc("the group that owns the files") Optional<String> group,
            @Doc(value = "how many releases stay when one becomes current", orElse = "3") int keep,
            @Doc("the JDK on the host; refused when this version does not run on it")
                    Optional<String> javaHome,
            @Doc(
                            "paths, relative to the home, whose added or changed files a new"
                                    + " release gets from the current one whatever it ships")
                    Optional<List<String>> carryOver,
            @Doc(
                            value =
                                    "whether releases have the product's own jars in common, by hard"
                                            + " links; nothing else ever is",
                            orElse = "yes")
                    boolean hardLinks) {

        /** The zip; brought to the controller if it is at an address. */
        Optional<Pack> pack() {
            if (src.isPresent()) {
                return src.map(Pack::of);
            }
            return download().map(Download::file).map(LocalFile::new).map(Pack::of);
        }

        private Optional<Download> download() {
            return url.map(
                    address ->
                            new Download(
                                    uri(address),
                                    sum().orElseThrow(),
                                    folder(cache),
                                    urlUsername.map(
                                            user ->
                                                    new Download.Login(
                                                            user,
                                                            urlPassword.orElse(new Secret(""))))));
        }

        Optional<String> sum() {
            return checksum.map(SUM::matcher)
                    .filter(match -> match.matches())
                    .map(match -> match.group(1).toLowerCase(Locale.ROOT));
        }

        private static Path folder(String path) {
            return path.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), path.substring(2))
                    : Path.of(path);
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.base().startsWith("/")) {
            throw new BadParams("base", "needs an absolute path");
        }
        if (params.keep() < 1) {
            throw new BadParams("keep", "needs at least 1");
        }
        checkWhich(params);
        checkUrl(params);
        params.src().ifPresent(src -> checkPack(params, src));
        CarryOver carried = new CarryOver(params.carryOver());
        return new Decide(
                Releases.question(params.base(), params.javaHome(), carried.folders()),
                answer -> new ReleaseStep(params, Releases.read(answer), carried).change(),
                Map.of());
    }

    /** Exactly one of the ways to say which release is meant. */
    private static void checkWhich(Params params) {
        long ways =
                List.of(params.src(), params.url(), params.release()).stream()
                        .filter(Optional::isPresent)
                        .count();
        if (ways > 1) {
            throw new BadParams(
                    "src",
                    "`src`, `url` and `release` are different ways to say the same; give one");
        }
        if (params.state() == State.PRUNED) {
            return;
        }
        if (ways == 0) {
            throw new BadParams("", "needs `src` or `url`, or the name of a `release`");
        }
        if (params.release().isPresent() && params.state() == State.PRESENT) {
            throw new BadParams("release", "is one that is there already; give `src` or `url`");
        }
        if (!params.release().map(name -> NAME.matcher(name).matches()).orElse(true)) {
            throw new BadParams("release", "needs a name such as wso2mi-4.4.0");
        }
    }

    private static void checkUrl(Params params) {
        if (params.checksum().isPresent() && params.sum().isEmpty()) {
            throw new BadParams("checksum", "needs sha256: and 64 hexadecimal digits");
        }
        if (params.url().isEmpty()) {
            return;
        }
        if (params.checksum().isEmpty()) {
            throw new BadParams(
                    "url", "needs `checksum` beside it, so that what comes is what you mean");
        }
        uri(params.url().get());
    }

    private static URI uri(String address) {
        try {
            URI uri = new URI(address);
            boolean file = "file".equalsIgnoreCase(uri.getScheme()) && uri.getPath() != null;
            if (file || uri.getHost() != null && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new BadParams("url", "is no address: " + e.getMessage());
        }
        throw new BadParams("url", "`" + address + "` is no http, https or file address");
    }

    /** What is wrong with a zip here is told before any host is touched. */
    private static void checkPack(Params params, LocalFile src) {
        if (params.sum().isPresent() && !src.sha256().equals(params.sum().get())) {
            throw new BadParams(
                    "checksum",
                    src.path() + " has the SHA-256 " + src.sha256() + ", and should have this one");
        }
        try {
            checkVersion(params, Pack.of(src), src.path().toString());
        } catch (IllegalArgumentException e) {
            throw new BadParams("src", e.getMessage());
        }
    }

    /** Throws {@link IllegalArgumentException}. */
    static void checkVersion(Params params, Pack pack, String where) {
        String is = Product.number(pack.top());
        if (params.version().isPresent() && !params.version().get().equals(is)) {
            throw new IllegalArgumentException(
                    where + " is version " + is + ", and not " + params.version().get());
        }
    }
}
