package io.miprov.library.nginx;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes the configuration of a site that balances over servers. It is good for NGINX 1.14 and
 * newer, the open-source one.
 */
final class SiteText {
    private static final Pattern PLAIN = Pattern.compile("[^\\s;{}\"'\\\\#$]+");

    private final NginxSiteModule.Params site;
    private final StringBuilder text = new StringBuilder();

    private SiteText(NginxSiteModule.Params site) {
        this.site = site;
    }

    static String of(NginxSiteModule.Params site) {
        SiteText text = new SiteText(site);
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
        if (site.httpPort() > 0) {
            upstream(httpName(), site.balanced().servers());
        }
        if (site.httpsPort() > 0) {
            upstream(httpsName(), httpsServers());
        }
        if (site.httpPort() > 0) {
            line("");
            line("server {");
            listen(site.httpPort(), "");
            location("http", httpName());
            line("}");
        }
        if (site.httpsPort() > 0) {
            line("");
            line("server {");
            listen(site.httpsPort(), " ssl");
            tls();
            location(backendTls() ? "https" : "http", httpsName());
            line("}");
        }
    }

    private boolean backendTls() {
        return !site.balanced().httpsServers().isEmpty();
    }

    private List<NginxSiteModule.Server> httpsServers() {
        return backendTls() ? site.balanced().httpsServers() : site.balanced().servers();
    }

    private String variable() {
        return site.name().replaceAll("[^A-Za-z0-9_]", "_");
    }

    private String httpName() {
        return site.balanced().name();
    }

    private String httpsName() {
        return site.balanced().name() + "_https";
    }

    private void upstream(String name, List<NginxSiteModule.Server> servers) {
        line("");
        line("upstream %s {", word(name));
        line("    zone %s 64k;", word(name));
        if (site.balanced().strategy() != NginxSiteModule.Strategy.ROUND_ROBIN) {
            line("    %s;", site.balanced().strategy().directive());
        }
        for (NginxSiteModule.Server server : servers) {
            line("    server %s;", server(server));
        }
        line("    keepalive 32;");
        line("}");
    }

    private static String server(NginxSiteModule.Server server) {
        String address = server.address();
        boolean ipv6 = address.indexOf(':') >= 0 && !address.startsWith("[");
        StringBuilder text =
                new StringBuilder(word(ipv6 ? "[" + address + "]" : address))
                        .append(':')
                        .append(server.port())
                        .append(" max_fails=2 fail_timeout=10s");
        if (server.weight() != 1) {
            text.append(" weight=").append(server.weight());
        }
        return text + (server.backup() ? " backup" : "") + (server.down() ? " down" : "");
    }

    private void listen(int port, String tls) {
        line("    listen %d%s;", port, tls);
        line("    listen [::]:%d%s;", port, tls);
        StringBuilder names = new StringBuilder();
        site.serverNames().forEach(name -> names.append(' ').append(word(name)));
        line("    server_name%s;", names.isEmpty() ? " _" : names);
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

    private void location(String scheme, String upstream) {
        line("    client_max_body_size %s;", word(site.maxBody()));
        if (site.showUpstream()) {
            line("    add_header X-Upstream $upstream_addr always;");
        }
        line("");
        line("    location / {");
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
        line("    }");
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

    /** A value as NGINX takes it: plain, or in quotes. */
    private static String word(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        if (value.isEmpty() || value.indexOf('\n') >= 0 || value.indexOf('$') >= 0) {
            throw new IllegalArgumentException("`" + value + "` can not stand in a configuration");
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
