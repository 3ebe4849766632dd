package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host said of the place that a registry is to be at: the answer of {@code registry_state}.
 */
final class RegistryPlace {
    private final RegistryModule.Params params;
    private final String root;
    private final Map<String, String> said = new HashMap<>();

    private RegistryPlace(RegistryModule.Params params, String root) {
        this.params = params;
        this.root = root;
    }

    static Sh question(RegistryModule.Params params, String root) {
        return Sh.resource(RegistryPlace.class, "registry.sh")
                .then(
                        Sh.of(
                                "registry_state {} {} {} {}",
                                params.home(),
                                root,
                                params.mount().orElse(""),
                                params.marker().map(name -> root + "/" + name).orElse("")));
    }

    static RegistryPlace read(RegistryModule.Params params, String root, String answer) {
        RegistryPlace place = new RegistryPlace(params, root);
        for (String line : answer.split("\n")) {
            String[] words = line.split(" ", 2);
            place.said.put(words[0], words.length > 1 ? words[1] : "");
        }
        return place;
    }

    private String said(String word) {
        return said.getOrDefault(word, "");
    }

    /** Whether {@code registry} in the home must be made, which the server watches in any case. */
    boolean lacksFolder() {
        return !said("folder").equals("home");
    }

    /**
     * Which parameter of registry.xml the server at the home reads.
     *
     * @throws IllegalArgumentException when nobody knows
     */
    Product.RegistryRoot style() {
        List<String> names = new ArrayList<>();
        params.product().ifPresent(names::add);
        names.add(said("product").strip());
        names.addAll(Arrays.asList(said("real").split("/")));
        return names.stream()
                .map(Product::of)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Product::registry)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "nothing tells which version is at "
                                                + params.home()
                                                + ", so not which parameter of registry.xml it reads;"
                                                + " give it as `product`, such as wso2mi-4.4.0"));
    }

    /** Whether registry.xml says something else. */
    boolean movesRegistry() {
        if (!said.containsKey("xml")) {
            throw new IllegalArgumentException(
                    params.home()
                            + "/"
                            + RegistryXml.BELOW
                            + " does not exist, so the registry can not be moved; nothing was"
                            + " touched");
        }
        String xml = new String(Base64.getDecoder().decode(said("xml")), ISO_8859_1);
        try {
            return !new RegistryXml(xml).with(style(), root).equals(xml);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    params.home()
                            + "/"
                            + RegistryXml.BELOW
                            + " can not be edited: "
                            + e.getMessage()
                            + "; nothing was touched",
                    e);
        }
    }

    /**
     * Checks that the root is on the mount that it should be on.
     *
     * @throws IllegalArgumentException when it is not, or is on another one
     */
    void check() {
        if (params.mount().isEmpty()) {
            return;
        }
        String mount = params.mount().get();
        String at = said("at");
        boolean within = (said("there") + "/").startsWith(slashed(at));
        if (!at.isEmpty() && !within) {
            throw new IllegalArgumentException(outside(mount));
        }
        if (!at.equals(mountPoint())) {
            throw new IllegalArgumentException(notMounted(mount));
        }
        if (params.marker().isPresent() && !said.containsKey("marker")) {
            throw new IllegalArgumentException(
                    "there is no "
                            + params.marker().get()
                            + " in "
                            + root
                            + ", so what is mounted at "
                            + mount
                            + " is not what it should be; nothing was touched");
        }
    }

    private String notMounted(String mount) {
        return "nothing is mounted at "
                + mount
                + " ("
                + root
                + " would be on "
                + mountPoint()
                + "), and a registry there would be this node's own; nothing was touched. Mount it"
                + " first";
    }

    private String outside(String mount) {
        return root
                + " is really "
                + said("there")
                + ", on "
                + mountPoint()
                + " and outside "
                + mount
                + "; nothing was touched";
    }

    private static String slashed(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private String mountPoint() {
        String[] words = said("on").split(" ", 3);
        return words.length < 3 ? "/" : words[2];
    }

    /** What is not wrong, and not as it should be. */
    List<String> warnings() {
        String[] words = said("on").split(" ", 3);
        String type = words[0];
        List<String> options = words.length < 2 ? List.of() : List.of(words[1].split(","));
        if (type.startsWith("nfs") && !options.contains("hard")) {
            return List.of(
                    mountPoint()
                            + " is mounted without `hard`, so writes are lost when its server does not"
                            + " answer; mount it with `hard`");
        }
        if (List.of("cifs", "smb3", "smbfs").contains(type)) {
            return List.of(
                    mountPoint()
                            + " is shared by SMB, which tells other nodes of changes too late; use NFS,"
                            + " or a registry on each node");
        }
        return List.of();
    }
}
