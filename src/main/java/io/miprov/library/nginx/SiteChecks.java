package io.miprov.library.nginx;

import static io.miprov.library.check.Finding.advice;
import static io.miprov.library.check.Finding.error;

import io.miprov.library.check.CertificateChecks;
import io.miprov.library.check.Finding;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks of the sites of an NGINX: what they speak, show and publish. */
final class SiteChecks {
    private static final Set<String> OLD = Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.1");

    private final NginxReport nginx;
    private final ConfTree tree;
    private final NginxCheckModule.Params params;
    private final Set<Finding> found = new LinkedHashSet<>();

    SiteChecks(NginxReport nginx, ConfTree tree, NginxCheckModule.Params params) {
        this.nginx = nginx;
        this.tree = tree;
        this.params = params;
    }

    List<Finding> found() {
        boolean tokens = false;
        for (Site site : Site.all(tree.whole())) {
            if (site.tls()) {
                protocols(site);
                certificates(site);
            }
            if (!site.local()) {
                published(site);
            }
            tokens |=
                    site.http()
                            && !site.says("server_tokens", "off")
                            && !site.says("server_tokens", "build");
        }
        if (tokens) {
            found.add(
                    advice(
                            "server_tokens",
                            "answers tell the version of NGINX",
                            "put `server_tokens off;` into http"));
        }
        return new ArrayList<>(found);
    }

    private void protocols(Site site) {
        if (site.says("ssl", "on")) {
            found.add(
                    error(
                            "ssl_on",
                            site.called() + " has `ssl on;`, which NGINX 1.25.1 refuses",
                            "write `listen 443 ssl;` instead"));
        }
        List<List<String>> protocols = site.says("ssl_protocols");
        if (protocols.isEmpty()) {
            nginx.version()
                    .filter(version -> !version.newTlsOnly())
                    .ifPresent(
                            version ->
                                    found.add(
                                            advice(
                                                    "tls",
                                                    site.called()
                                                            + " has no ssl_protocols, and "
                                                            + version.text()
                                                            + " takes TLS 1.0 and 1.1 then",
                                                    "write `ssl_protocols TLSv1.2 TLSv1.3;`")));
        } else {
            Set<String> old = new TreeSet<>(protocols.get(0));
            old.retainAll(OLD);
            if (!old.isEmpty()) {
                found.add(
                        error(
                                "tls",
                                site.called() + " allows " + String.join(", ", old),
                                "write `ssl_protocols TLSv1.2 TLSv1.3;`"));
            }
        }
        boolean hsts =
                site.says("add_header").stream()
                        .anyMatch(
                                words ->
                                        words.get(0).equalsIgnoreCase("Strict-Transport-Security"));
        if (site.http() && !hsts) {
            found.add(
                    advice(
                            "hsts",
                            site.called() + " does not tell browsers to come by HTTPS only",
                            "set `hsts` of nginx_site, or nginx_hsts, when all of it is HTTPS"));
        }
    }

    private void certificates(Site site) {
        for (List<String> words : site.says("ssl_certificate")) {
            X509Certificate certificate = nginx.certificates().get(words.get(0));
            if (certificate != null) {
                found.addAll(
                        new CertificateChecks(words.get(0), certificate, nginx.now(), params.days())
                                .found(site.names()));
            }
        }
    }

    private void published(Site site) {
        for (String target : site.targets()) {
            List<String> reached =
                    tree.upstreams().contains(target)
                            ? tree.servers().stream()
                                    .map(ConfTree.Placed::line)
                                    .filter(line -> line.upstream().equals(target))
                                    .map(ServerLine::address)
                                    .toList()
                            : List.of(target);
            for (String address : reached) {
                if (params.managementPorts().stream().anyMatch(p -> address.endsWith(":" + p))) {
                    found.add(
                            error(
                                    "published",
                                    site.called()
                                            + " leads to "
                                            + address
                                            + ", where a Micro Integrator is managed",
                                    "take it out, or let it listen on 127.0.0.1 only"));
                }
            }
        }
    }
}
