package io.miprov.library.core;

/**
 * A request as a configuration of curl ({@code curl -K -}): on its standard input, where no list of
 * processes shows a password.
 */
final class CurlConfig {
    private final HttpRequest request;
    private final StringBuilder text = new StringBuilder();

    CurlConfig(HttpRequest request) {
        this.request = request;
    }

    String text() {
        text.append("silent\nshow-error\ngloboff\n");
        say("url", request.url());
        String seconds = Integer.toString(request.timeout());
        say("connect-timeout", seconds);
        say("speed-time", seconds);
        say("speed-limit", "1");
        say("user-agent", request.agent());
        if (request.method().equals("HEAD")) {
            text.append("head\n");
        } else {
            say("request", request.method());
        }
        if (request.follow()) {
            text.append("location\n");
            say("max-redirs", "10");
        }
        if (request.netrc()) {
            text.append("netrc-optional\n");
        }
        trust();
        request.login()
                .user()
                .ifPresent(user -> say("user", user + ":" + request.login().secret()));
        request.unixSocket().ifPresent(path -> say("unix-socket", path));
        if (!request.useProxy()) {
            say("noproxy", "*");
        }
        request.headers().forEach(this::header);
        request.body().ifPresent(body -> say("data-raw", body));
        return text.toString();
    }

    /** A header without a value is one that curl shall not send of itself. */
    private void header(String name, Object value) {
        String said = CopyModule.text(value);
        say("header", name + (said.isEmpty() ? ":" : ": " + said));
    }

    private void trust() {
        if (!request.trust().checked()) {
            text.append("insecure\n");
        }
        request.trust().ca().ifPresent(path -> say("cacert", path));
        request.trust().certificate().ifPresent(path -> say("cert", path));
        request.trust().key().ifPresent(path -> say("key", path));
    }

    private void say(String option, String value) {
        text.append(option).append(" = \"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append("\"\n");
    }
}
