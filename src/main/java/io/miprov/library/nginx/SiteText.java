package io.miprov.library.nginx;

import java.util.List;

/** Writes the configuration of a site that balances over servers, for NGINX 1.14 and newer. */
final class SiteText {
    private final NginxSiteModule.Params site;
    private final NginxVersion version;
    private final StringBuilder text = new StringBuilder();

    private SiteText(NginxSiteModule.Params site, NginxVersion version) {
        this.site = site;
        this.version = version;
    }

    static String of(NginxSiteModule.Params site, NginxVersion version) {
        SiteText text = new SiteText(site, version);
        text.write();
        return text.text.toString();
    }

    private void write() {
        line(
                "# Made by miprov for the site %s. What is changed here by hand is lost.",
                site.name());
        line("");
        line("# Keeps connections to the servers open, and lets WebSocket through.");
        line("map $http_upgrade $%s_connection {", variable());
        line("    default upgrade;");
        line("    ''      '';");
        line("}");
        if (!site.balanced().servers().isEmpty()) {
            upstream(httpName(), site.balanced().servers());
        }
        if (backendTls() && !site.balanced().httpsServers().isEmpty()) {
            upstream(UpstreamText.httpsName(site.balanced()), site.balanced().httpsServers());
        }
        if (site.httpPort() > 0) {
            line("");
            line("server {");
            listen(site.httpPort(), "");
            if (site.redirect()) {
                line("    return 308 https://$host%s$request_uri;", httpsSuffix());
            } else {
                locations("http", httpName());
            }
            line("}");
        }
        if (site.httpsPort() > 0) {
            line("");
            line("server {");
            listen(site.httpsPort(), " ssl");
            tls();
            String upstream = backendTls() ? UpstreamText.httpsName(site.balanced()) : httpName();
            locations(backendTls() ? "https" : "http", upstream);
            line("}");
        }
    }

    private String httpsSuffix() {
        return site.httpsPort() == 443 ? "" : ":" + site.httpsPort();
    }

    private boolean backendTls() {
        return site.backendTls();
    }

    private String variable() {
        return site.name().replaceAll("[^A-Za-z0-9_]", "_");
    }

    private String httpName() {
        return site.balanced().name();
    }

    private void upstream(String name, List<Upstream.Server> servers) {
        line("");
        text.append(UpstreamText.of(name, site.balanced().strategy(), servers, version));
    }

    private void listen(int port, String tls) {
        boolean http2 = site.http2() && !tls.isEmpty();
        String word = tls + (http2 && !version.http2Directive() ? " http2" : "");
        line("    listen %d%s;", port, word);
        line("    listen [::]:%d%s;", port, word);
        if (http2 && version.http2Directive()) {
            line("    http2 on;");
        }
        StringBuilder names = new StringBuilder();
        site.serverNames().forEach(name -> names.append(' ').append(word(name)));
        line("    server_name%s;", names.isEmpty() ? " _" : names);
        line("    server_tokens off;");
        line("");
    }

    private void tls() {
        line("    ssl_certificate %s;", word(site.certificate().orElseThrow()));
        line("    ssl_certificate_key %s;", word(site.certificateKey().orElseThrow()));
        line("    ssl_protocols TLSv1.2 TLSv1.3;");
        line("    ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL;");
        line("    ssl_session_cache shared:%s_tls:10m;", variable());
        line("    ssl_session_timeout 1h;");
        line("    ssl_session_tickets off;");
        if (site.hsts()) {
            line("    add_header Strict-Transport-Security \"max-age=31536000\" always;");
        }
        line("");
    }

    private void locations(String scheme, String upstream) {
        line("    client_max_body_size %s;", word(site.maxBody()));
        if (site.showUpstream()) {
            line("    add_header X-Upstream $upstream_addr always;");
        }
        List<String> published = site.paths().isEmpty() ? List.of("/") : site.paths();
        for (int i = 0; i < published.size(); i++) {
            location(published.get(i), "@closing_" + i, scheme, upstream);
        }
        if (!published.contains("/")) {
            line("");
            line("    # only what is published");
            line("    location / {");
            line("        return 404;");
            line("    }");
        }
    }

    /**
     * A path, and the same for the time before a reload: then clients are told to end their
     * connections, since NGINX cuts off idle ones while a request may be on its way.
     */
    private void location(String path, String closing, String scheme, String upstream) {
        line("");
        line("    location %s {", word(path));
        line("        # while this file is there, each answer ends its connection");
        line("        error_page 418 = %s;", closing);
        line("        if (-f /run/%s.closing) { return 418; }", site.name());
        proxy(scheme, upstream);
        if (site.balanced().strategy() == Strategy.ACTIVE_ACTIVE_HEALTH_CHECKS) {
            line("        health_check uri=%s;", word(site.healthPath()));
        }
        line("    }");
        line("");
        line("    location %s {", closing);
        line("        keepalive_timeout 0;");
        proxy(scheme, upstream);
        line("    }");
    }

    private void proxy(String scheme, String upstream) {
        line("        proxy_pass %s://%s;", scheme, word(upstream));
        line("        proxy_http_version 1.1;");
        line("        proxy_set_header Host $http_host;");
        line("        proxy_set_header Upgrade $http_upgrade;");
        line("        proxy_set_header Connection $%s_connection;", variable());
        line("        proxy_set_header X-Real-IP $remote_addr;");
        line("        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
        line("        proxy_set_header X-Forwarded-Proto $scheme;");
        line("        proxy_set_header X-Forwarded-Host $http_host;");
        line("        proxy_connect_timeout %ds;", site.connectTimeout());
        line("        proxy_read_timeout %ds;", site.readTimeout());
        line("        proxy_send_timeout %ds;", site.readTimeout());
        line("        # what changes something is never sent twice");
        line("        proxy_next_upstream error timeout;");
        line("        proxy_next_upstream_tries 2;");
        if (scheme.equals("https")) {
            backendTrust();
        }
    }

    private void backendTrust() {
        line("        proxy_ssl_protocols TLSv1.2 TLSv1.3;");
        line("        proxy_ssl_server_name on;");
        site.backendName().ifPresent(name -> line("        proxy_ssl_name %s;", word(name)));
        if (site.backendCa().isPresent()) {
            line("        proxy_ssl_trusted_certificate %s;", word(site.backendCa().get()));
            line("        proxy_ssl_verify on;");
            line("        proxy_ssl_verify_depth 3;");
        }
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(format, values)).append('\n');
    }

    private static String word(String value) {
        return UpstreamText.word(value);
    }
}
