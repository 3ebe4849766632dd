package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages, their sources and keys, with Debian's own apt, dpkg and gpg. */
@Timeout(240)
final class PackagesIT {
    @TempDir private static Path folder;
    private static LabHost host;
    private static Playing play;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("packages");
        play = new Playing(folder, host);
        host.root("apt-get update -q && apt-get install -q -y gnupg </dev/null");
        host.root(
                """
                mkdir -p /srv/pkg/DEBIAN && cd /srv &&
                printf 'Package: mine\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: me\\nDescription: x\\n' >pkg/DEBIAN/control &&
                dpkg-deb -b pkg mine-1.0.deb &&
                sed -i s/1.0/1.1/ pkg/DEBIAN/control && mkdir repo && dpkg-deb -b pkg repo/mine-1.1.deb &&
                cd repo && { dpkg-deb -f mine-1.1.deb; echo Filename: ./mine-1.1.deb;
                  echo Size: $(stat -c %s mine-1.1.deb); echo SHA256: $(sha256sum <mine-1.1.deb | cut -d ' ' -f 1); } >Packages
                """);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void installsAPackageFileAndUpgradesItFromASource() throws Exception {
        play.changesOnce("- apt: {deb: /srv/mine-1.0.deb}");
        play.changesOnce(
                """
                - apt_repository: {repo: "deb [trusted=yes] file:/srv/repo ./", filename: mine}
                - apt: {name: mine, state: latest}
                """);
        assertEquals("1.1", host.root("dpkg-query -W -f '${Version}' mine"));
        play.apply(
                """
                - package_facts:
                - assert: {that: "ansible_facts.packages.mine[0].version == '1.1'"}
                """,
                0);
        play.changesOnce(
                """
                - apt_repository: {repo: "deb [trusted=yes] file:/srv/repo ./", state: absent}
                - apt: {name: mine, state: absent, purge: true}
                """);
        assertEquals("", host.root("ls /etc/apt/sources.list.d"));
    }

    @Test
    void takesBackASourceThatAptCanNotRead() throws Exception {
        String said =
                play.apply(
                        "- apt_repository: {repo: 'deb file:/srv/none ./', update_cache_retries: 1}",
                        1);
        assertTrue(said.contains("/srv/none"), said);
        assertEquals("", host.root("grep -r /srv/none /etc/apt || true"));
    }

    @Test
    void trustsAKeyAndNoLonger() throws Exception {
        host.root(
                "export GNUPGHOME=$(mktemp -d) && gpg --batch --quiet --passphrase ''"
                        + " --quick-gen-key me@example.org rsa2048 sign never && gpg --armor --export >/srv/k.asc");
        play.changesOnce("- apt_key: {file: /srv/k.asc, keyring: /etc/apt/trusted.gpg.d/mine.gpg}");
        String id =
                host.root(
                        "gpg --with-colons /srv/k.asc 2>/dev/null | awk -F: '/^pub/ { print $5 }'");
        play.changesOnce(
                "- apt_key: {id: \"0x%s\", state: absent, keyring: /etc/apt/trusted.gpg.d/mine.gpg}"
                        .formatted(id));
        assertTrue(play.apply("- apt_key: {data: no key}", 1).contains("there is no key in it"));
    }

    @Test
    void keepsServicesFromBeingStartedByTheirPackages() throws Exception {
        play.changesOnce("- apt: {name: nginx-light, policy_rc_d: 101}");
        assertEquals("inactive", host.root("systemctl is-active nginx || true"));
        assertEquals("gone", host.root("[ -e /usr/sbin/policy-rc.d ] || echo gone"));
        play.changesOnce("- apt: {name: nginx-light, state: absent, autoremove: true}");
        play.apply("- apt: {clean: true}", 0);
    }

    @Test
    void trustsAKeyOfRpmAndReadsARepository() throws Exception {
        host.root(
                "DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends rpm dnf createrepo-c </dev/null"
                        + " && mkdir -p /srv/rpms /etc/yum.repos.d && createrepo_c -q /srv/rpms && export GNUPGHOME=$(mktemp -d)"
                        + " && gpg --batch --quiet --passphrase '' --quick-gen-key rpm@example.org rsa2048 sign never"
                        + " && gpg --armor --export >/srv/rpm.asc");
        play.changesOnce("- rpm_key: {key: /srv/rpm.asc}");
        assertTrue(host.root("rpm -q gpg-pubkey").startsWith("gpg-pubkey-"));
        String said = play.apply("- rpm_key: {key: /srv/rpm.asc, fingerprint: AA BB}", 1);
        assertTrue(said.contains("does not match any key fingerprints"), said);
        play.changesOnce("- rpm_key: {key: /srv/rpm.asc, state: absent}");
        play.changesOnce(
                "- yum_repository: {name: mine, description: Mine, baseurl: 'file:///srv/rpms', gpgcheck: false}");
        assertTrue(host.root("dnf -q repolist").contains("Mine"));
        rpm("1.0");
        play.changesOnce(
                "- dnf: {name: mine, update_cache: true, disable_gpg_check: true, exclude: [other]}");
        rpm("1.1");
        play.changesOnce(
                "- dnf: {name: mine, state: latest, update_cache: true, install_weak_deps: false}");
        assertEquals("1.1", host.root("rpm -q mine --qf '%{version}'"));
        play.changesOnce("- yum: {name: mine, state: absent}".replace("yum", "dnf"));
        play.changesOnce("- dnf: {name: /srv/rpms/mine-1.0-1.noarch.rpm, disable_gpg_check: true}");
        play.apply("- dnf: {autoremove: true}", 0);
        play.changesOnce("- yum_repository: {name: mine, state: absent}");
    }

    /** Makes a package and puts it into the repository. */
    private static void rpm(String version) throws Exception {
        host.root(
                "cd /srv && printf 'Name: mine\\nVersion: %s\\nRelease: 1\\nSummary: x\\nLicense: x\\nBuildArch: noarch\\n"
                                .formatted(version)
                        + "%%description\\nx\\n%%files\\n' >mine.spec && rpmbuild -bb --quiet --define '_rpmdir /srv/rpms'"
                        + " --define '_build_name_fmt %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm' mine.spec && createrepo_c -q /srv/rpms");
    }
}
