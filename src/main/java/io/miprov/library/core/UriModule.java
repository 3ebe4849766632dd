package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Asks a URL from the host, with its curl, and checks the status of the answer.

                - uri:
                    url: http://127.0.0.1:9201/healthz
                    status_code: 200
                    return_content: true
                """,
        without = {
            "attributes", "attr", "ciphers", "creates", "decompress", "dest", "force", "group",
            "mode", "owner", "remote_src", "removes", "selevel", "serole", "setype", "seuser",
            "src", "unredirected_headers", "unsafe_writes", "use_gssapi", "use_netrc"
        })
public final class UriModule implements Module<UriModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the address") String url,
            @Doc(value = "the method", orElse = "GET") String method,
            @Doc("the text to send; a mapping or list is written as body_format says")
                    Optional<Object> body,
            @Doc(value = "how the body is written", orElse = "raw") Format bodyFormat,
            @Doc(value = "headers of the request", orElse = "") Map<String, Object> headers,
            @Doc(value = "the statuses that are right", orElse = "200") List<Integer> statusCode,
            @Doc(value = "whether `register` gets the content", orElse = "no")
                    boolean returnContent,
            @Doc(value = "which redirections are followed", orElse = "safe") Follow followRedirects,
            @Doc(value = "for how many seconds to wait", orElse = "30") int timeout,
            @Doc(value = "whether the certificate is checked", orElse = "yes")
                    boolean validateCerts,
            @Doc("a file on the host with the certificates to trust") Optional<String> caPath,
            @Doc("a file on the host with our certificate") Optional<String> clientCert,
            @Doc("a file on the host with our key") Optional<String> clientKey,
            @Doc(value = "the user to log in as", aliases = "user") Optional<String> urlUsername,
            @Doc(value = "the password of that user", aliases = "password")
                    Optional<Secret> urlPassword,
            @Doc(value = "taken for Ansible's sake; the first request logs in", orElse = "no")
                    boolean forceBasicAuth,
            @Doc(value = "who we say we are", orElse = "miprov") String httpAgent,
            @Doc("a socket on the host to go through") Optional<String> unixSocket,
            @Doc(value = "whether a proxy of the environment is used", orElse = "yes")
                    boolean useProxy) {}

    /** How a body is written. */
    public enum Format {
        RAW,
        JSON,
        FORM_URLENCODED
    }

    /** Which redirections are followed. */
    public enum Follow {
        SAFE,
        ALL,
        YES,
        NO,
        NONE,
        URLLIB2;

        boolean any(String method) {
            boolean safe = method.equals("GET") || method.equals("HEAD");
            return this == ALL || this == YES || safe && (this == SAFE || this == URLLIB2);
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!HttpRequest.isWeb(params.url())) {
            throw new BadParams("url", "`" + params.url() + "` is no http or https address");
        }
        Sh ask =
                Sh.of(
                        "printf %s {} | ask_url",
                        new Secret(new CurlConfig(UriRequest.of(params)).text()));
        Sh shown = Sh.of("ask_url {} {}", params.method(), params.url());
        Sh script = new Sh(ask.text(), shown.shown());
        return new Ask(
                        Scripts.resource("uri.sh").then(script),
                        reply -> new UriAnswer(params, reply).outcome())
                .notInCheckMode();
    }
}
