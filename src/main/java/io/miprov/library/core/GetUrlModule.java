package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import io.miprov.module.Work;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Brings what is at an address to a file of the host, with the host's curl or wget.

                - get_url:
                    url: https://example.org/wso2mi-4.4.0.zip
                    dest: /opt/packs/
                    checksum: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                """,
        without = {
            "attributes",
            "attr",
            "ciphers",
            "decompress",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unredirected_headers",
            "unsafe_writes",
            "use_gssapi"
        })
public final class GetUrlModule implements Module<GetUrlModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the address: http, https, ftp or file") String url,
            @Doc(
                            value =
                                    "the file to write; a folder means a file with the name that the server or the address tells",
                            path = true)
                    String dest,
            @Doc(
                            value =
                                    "the digest that it must have, as algorithm:digest; for the digest, the address of a list as sha256sum makes it",
                            orElse = "")
                    String checksum,
            @Doc(
                            value =
                                    "whether it is brought anew though the server says it is no newer",
                            aliases = "thirsty",
                            orElse = "no")
                    boolean force,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "headers of the request", orElse = "") Map<String, Object> headers,
            @Doc(value = "for how many seconds to wait", orElse = "10") int timeout,
            @Doc(value = "the folder on the host for what is on its way", path = true, orElse = "")
                    String tmpDest,
            @Doc(value = "the user to log in as", aliases = "username")
                    Optional<String> urlUsername,
            @Doc(value = "the password of that user", aliases = "password")
                    Optional<Secret> urlPassword,
            @Doc(value = "taken for Ansible's sake; the first request logs in", orElse = "no")
                    boolean forceBasicAuth,
            @Doc(value = "whether the certificate is checked", orElse = "yes")
                    boolean validateCerts,
            @Doc(value = "a file on the host with our certificate", path = true)
                    Optional<String> clientCert,
            @Doc(value = "a file on the host with our key", path = true) Optional<String> clientKey,
            @Doc(value = "who we say we are", orElse = "ansible-httpget") String httpAgent,
            @Doc(value = "whether a proxy of the environment is used", orElse = "yes")
                    boolean useProxy,
            @Doc(value = "whether the user's .netrc may know the password", orElse = "yes")
                    boolean useNetrc,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        Placement placement() {
            return Placed.of(mode, owner, group);
        }

        HttpRequest request() {
            return new HttpRequest(
                    url,
                    "GET",
                    headers,
                    Optional.empty(),
                    timeout,
                    httpAgent,
                    true,
                    useProxy,
                    useNetrc,
                    Optional.empty(),
                    new HttpRequest.Trust(validateCerts, Optional.empty(), clientCert, clientKey),
                    new HttpRequest.Login(urlUsername, urlPassword));
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.url().matches("(?i)(https?|ftp|file):.*")) {
            throw new BadParams(
                    "url", "`" + params.url() + "` is no http, https, ftp or file address");
        }
        WantedSum sum = WantedSum.of(params.checksum());
        Sh words =
                Scripts.resource("download.sh")
                        .then(Scripts.resource("get_url.sh"))
                        .then(Download.word("fetch_url", params.request()));
        if (sum.listed()) {
            words = words.then(Download.word("fetch_sums", params.request().to(sum.value())));
        }
        return new Work(
                words.then(call("check", params, sum)),
                words.then(call("apply", params, sum)),
                answer -> new Downloaded(params, answer).change(),
                Map.of("url", params.url(), "dest", params.dest()));
    }

    private static Sh call(String mode, Params params, WantedSum sum) {
        Placement placement = params.placement();
        return Sh.of(
                "get_url {} {} {} {} {} {} {} {} {} {} {}",
                mode,
                params.dest(),
                params.force() ? "force" : "",
                sum.algorithm(),
                sum.listed() ? "" : sum.value(),
                name(params.url()),
                params.backup() ? "backup" : "",
                params.tmpDest(),
                placement.mode().filter(FileMode::octal).map(FileMode::text).orElse(""),
                placement.owner().orElse(""),
                placement.group().orElse(""));
    }

    /** The file's name as the address has it. */
    private static String name(String url) {
        String path = url.replaceAll("[?#].*", "").replaceFirst("^[a-zA-Z]+:(//[^/]*)?", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? "index.html" : name;
    }
}
