package io.miprov.library.core;

/**
 * A request as a start-up file of GNU wget (wget's manual, "Wgetrc Commands"), which no list of
 * processes shows.
 */
final class WgetConfig {
    private final StringBuilder text = new StringBuilder();

    private WgetConfig() {}

    /** Its lines. */
    static String text(HttpRequest request) {
        WgetConfig config = new WgetConfig();
        config.say("timeout", Integer.toString(request.timeout()));
        config.say("tries", "1");
        config.say("user_agent", request.agent());
        config.say("max_redirect", request.follow() ? "10" : "0");
        config.say("use_proxy", request.useProxy() ? "on" : "off");
        config.say("netrc", request.netrc() ? "on" : "off");
        config.say("check_certificate", request.trust().checked() ? "on" : "off");
        request.trust().ca().ifPresent(path -> config.say("ca_certificate", path));
        request.trust().certificate().ifPresent(path -> config.say("certificate", path));
        request.trust().key().ifPresent(path -> config.say("private_key", path));
        request.login()
                .user()
                .ifPresent(
                        user -> {
                            config.say("http_user", user);
                            config.say("http_password", request.login().secret());
                            config.say("auth_no_challenge", "on");
                        });
        request.headers()
                .forEach(
                        (name, value) ->
                                config.say("header", name + ": " + CopyModule.text(value)));
        return config.text.toString();
    }

    private void say(String command, String value) {
        text.append(command).append(" = ").append(value.replace('\n', ' ')).append('\n');
    }
}
