package io.miprov.library.packages;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Has yum and dnf take packages from a repository, or no longer. Other repositories of the file stay as
                they are written.

                - yum_repository:
                    name: example
                    description: Packages of ours
                    baseurl: https://example.org/el9/
                    gpgkey: https://example.org/RPM-GPG-KEY
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class YumRepositoryModule implements Module<YumRepositoryModule.Params> {

    /** What it takes; all but the first and last few stand in the file under their names. */
    public record Params(
            @Doc("the repository's name, in brackets in the file") String name,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc("the file, without .repo; without it, it is named after the repository")
                    Optional<String> file,
            @Doc(value = "the folder of the file", orElse = "/etc/yum.repos.d", path = true)
                    String reposdir,
            @Doc("what people call the repository; needed when it should be there")
                    Optional<String> description,
            @Doc("where its folder `repodata` is; several mean the same")
                    Optional<List<String>> baseurl,
            @Doc("a list of such places") Optional<String> mirrorlist,
            @Doc("a list of such places with digests") Optional<String> metalink,
            @Doc("whether it counts") Optional<Boolean> enabled,
            @Doc("whether packages must be signed") Optional<Boolean> gpgcheck,
            @Doc("whether the repository itself must be signed") Optional<Boolean> repoGpgcheck,
            @Doc("the keys that sign") Optional<List<String>> gpgkey,
            @Doc("the key that signs keys") Optional<String> gpgcakey,
            @Doc("taken for Ansible's sake") Optional<Boolean> async,
            @Doc("how many bytes a second may be loaded in all") Optional<String> bandwidth,
            @Doc("how dear it is against others, from 1000") Optional<String> cost,
            @Doc("whether it may count machines") Optional<Boolean> countme,
            @Doc("when the list of differences is worth its size")
                    Optional<String> deltarpmMetadataPercentage,
            @Doc("when a difference is worth its size") Optional<String> deltarpmPercentage,
            @Doc("whether groups of packages count") Optional<Boolean> enablegroups,
            @Doc(value = "packages that are left out", aliases = "excludepkgs")
                    Optional<List<String>> exclude,
            @Doc("roundrobin or priority") Optional<Failover> failovermethod,
            @Doc("all, packages or none") Optional<Caching> httpCaching,
            @Doc("a file with more") Optional<String> include,
            @Doc("packages that alone count") Optional<List<String>> includepkgs,
            @Doc("4, 6, IPv4, IPv6 or whatever") Optional<String> ipResolve,
            @Doc("whether connections are kept") Optional<Boolean> keepalive,
            @Doc("whether packages are kept: 0 or 1") Optional<String> keepcache,
            @Doc("how long its lists are good") Optional<String> metadataExpire,
            @Doc("which commands may live with old lists") Optional<String> metadataExpireFilter,
            @Doc("how long the list of mirrors is good") Optional<String> mirrorlistExpire,
            @Doc("whether packages of modules that are not enabled count")
                    Optional<Boolean> moduleHotfixes,
            @Doc("the password for it") Optional<Secret> password,
            @Doc("its rank among others") Optional<String> priority,
            @Doc("whether others may not replace its packages") Optional<Boolean> protect,
            @Doc("a proxy") Optional<String> proxy,
            @Doc("the password for the proxy") Optional<Secret> proxyPassword,
            @Doc("the name for the proxy") Optional<String> proxyUsername,
            @Doc("how often a download is tried") Optional<String> retries,
            @Doc("whether it is in S3") Optional<Boolean> s3Enabled,
            @Doc("whether it may be away") Optional<Boolean> skipIfUnavailable,
            @Doc("whether permissions of certificates are checked")
                    Optional<Boolean> sslCheckCertPermissions,
            @Doc(value = "the authorities of certificates", aliases = "ca_cert")
                    Optional<String> sslcacert,
            @Doc(value = "the certificate to show", aliases = "client_cert")
                    Optional<String> sslclientcert,
            @Doc(value = "its key", aliases = "client_key") Optional<String> sslclientkey,
            @Doc(value = "whether certificates are checked", aliases = "validate_certs")
                    Optional<Boolean> sslverify,
            @Doc("how many bytes a second may be loaded") Optional<String> throttle,
            @Doc("how many seconds a connection may take") Optional<String> timeout,
            @Doc("variables of the name that count") Optional<String> uiRepoidVars,
            @Doc("the name for it") Optional<String> username,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        String path() {
            return reposdir + "/" + file.orElse(name) + ".repo";
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Which place is taken first. */
    public enum Failover {
        ROUNDROBIN,
        PRIORITY
    }

    /** What proxies may keep. */
    public enum Caching {
        ALL,
        PACKAGES,
        NONE
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("repo", params.name());
        says.put("state", params.state() == State.PRESENT ? "present" : "absent");
        YumRepositoryFile file = new YumRepositoryFile(params);
        if (params.state() == State.ABSENT) {
            return file.absent(says);
        }
        if (params.baseurl().isEmpty()
                && params.mirrorlist().isEmpty()
                && params.metalink().isEmpty()) {
            throw new BadParams(
                    "state",
                    "state is present but any of the following are missing: baseurl, mirrorlist, metalink");
        }
        if (params.description().isEmpty()) {
            throw new BadParams(
                    "state", "state is present but all of the following are missing: description");
        }
        return file.present(says);
    }
}
