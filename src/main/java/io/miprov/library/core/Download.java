package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.List;

/** What the word {@code download} takes, to bring what a request gives to a file of the host. */
final class Download {
    private Download() {}

    /**
     * A word of that name, which takes the file to write, that for the headers, and more headers.
     */
    static Sh word(String name, HttpRequest request) {
        boolean login = request.login().user().isPresent();
        List<String> headers = new ArrayList<>();
        request.headers().forEach((key, value) -> headers.add(key + ": " + CopyModule.text(value)));
        Sh download =
                Sh.of(
                        "download \"$@\" -- {} {} {} {} {} {} {} {}",
                        new Secret(new CurlConfig(request).text()),
                        new Secret(WgetConfig.text(request)),
                        request.url(),
                        request.timeout(),
                        request.agent(),
                        request.trust().checked() ? "" : "insecure",
                        login ? "login" : "",
                        headers.stream().map(Secret::new).toList());
        return new Sh(
                name + "() { " + download.text() + "; }",
                name + "() { " + download.shown() + "; }");
    }
}
