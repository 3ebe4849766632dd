package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Origin;
import io.miprov.module.Outcome;
import io.miprov.module.Put;
import io.miprov.module.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Asks a URL from the host, with its curl, and checks the status of the answer. A host without curl can do what
                is a plain GET, with bash, nc, openssl or wget.

                - uri:
                    url: http://127.0.0.1:9201/healthz
                    status_code: 200
                    return_content: true
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
            "use_gssapi",
            "use_netrc"
        })
public final class UriModule implements Module<UriModule.Params> {
    private static final String NOT_ASKED = "not asked in check mode";

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
                    boolean useProxy,
            @Doc("the file to send; of the controller, unless `remote_src`") Optional<Origin> src,
            @Doc(value = "whether `src` is on the host", orElse = "no") boolean remoteSrc,
            @Doc(value = "the file or folder of the host that the answer goes to", path = true)
                    Optional<String> dest,
            @Doc(value = "taken for Ansible's sake; `dest` is always asked for anew", orElse = "no")
                    boolean force,
            @Doc(value = "a path of the host: when it is there, nothing is asked", path = true)
                    Optional<String> creates,
            @Doc(value = "a path of the host: when it is not there, nothing is asked", path = true)
                    Optional<String> removes,
            @Doc("the permissions of `dest`, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns `dest`") Optional<String> owner,
            @Doc("the group that owns `dest`") Optional<String> group) {}

    /** How a body is written. */
    public enum Format {
        RAW,
        JSON,
        FORM_URLENCODED,
        FORM_MULTIPART
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
                        "ask_unless {} {} {} {}",
                        params.creates().orElse(""),
                        params.removes().orElse(""),
                        new Secret(new CurlConfig(UriRequest.of(params)).text()),
                        UriRequest.file(params));
        Sh shown = Sh.of("ask_url {} {}", params.method(), params.url());
        Sh script = Scripts.resource("uri.sh").then(new Sh(ask.text(), shown.shown()));
        return params.dest().isEmpty()
                ? new Ask(script, reply -> UriAnswer.of(params, reply.out(), reply.err()).outcome())
                        .notInCheckMode()
                : new Work(Sh.of("echo {}", NOT_ASKED), script, out -> kept(params, out), Map.of());
    }

    /** Puts what was answered into a file of the host. */
    private static Change kept(Params params, String out) {
        if (out.strip().equals(NOT_ASKED)) {
            return new Answer(Outcome.skipped(NOT_ASKED));
        }
        UriAnswer answer = UriAnswer.of(params, out, "");
        Outcome outcome = answer.outcome();
        if (outcome.status() != Outcome.Status.OK || answer.skipped()) {
            return new Answer(outcome);
        }
        String path = params.url().replaceFirst("[?#].*", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = answer.body();
        Map<String, Object> says = new LinkedHashMap<>(outcome.values());
        says.put("path", params.dest().orElseThrow());
        return new Put(
                params.dest().get(),
                name.isEmpty() ? "index.html" : name,
                Digests.of(body).content(),
                Placed.of(params.mode(), params.owner(), params.group()),
                Put.Options.PLAIN,
                true,
                says);
    }
}
