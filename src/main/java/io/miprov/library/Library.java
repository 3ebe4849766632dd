package io.miprov.library;

import io.miprov.library.balancer.BalancerMemberModule;
import io.miprov.library.core.AptModule;
import io.miprov.library.core.ArchiveModule;
import io.miprov.library.core.AssembleModule;
import io.miprov.library.core.AssertModule;
import io.miprov.library.core.AsyncStatusModule;
import io.miprov.library.core.AuthorizedKeyModule;
import io.miprov.library.core.BlockinfileModule;
import io.miprov.library.core.CommandModule;
import io.miprov.library.core.CopyModule;
import io.miprov.library.core.DebugModule;
import io.miprov.library.core.DnfModule;
import io.miprov.library.core.FailModule;
import io.miprov.library.core.FetchModule;
import io.miprov.library.core.FileModule;
import io.miprov.library.core.FindModule;
import io.miprov.library.core.GetUrlModule;
import io.miprov.library.core.GetentModule;
import io.miprov.library.core.GitModule;
import io.miprov.library.core.GroupModule;
import io.miprov.library.core.IniFileModule;
import io.miprov.library.core.KnownHostsModule;
import io.miprov.library.core.LineinfileModule;
import io.miprov.library.core.PackageModule;
import io.miprov.library.core.PauseModule;
import io.miprov.library.core.PingModule;
import io.miprov.library.core.RawModule;
import io.miprov.library.core.ReplaceModule;
import io.miprov.library.core.ScriptModule;
import io.miprov.library.core.ServiceModule;
import io.miprov.library.core.SetFactModule;
import io.miprov.library.core.SetStatsModule;
import io.miprov.library.core.ShellModule;
import io.miprov.library.core.SlurpModule;
import io.miprov.library.core.StatModule;
import io.miprov.library.core.SynchronizeModule;
import io.miprov.library.core.SystemdModule;
import io.miprov.library.core.TempfileModule;
import io.miprov.library.core.TemplateModule;
import io.miprov.library.core.UnarchiveModule;
import io.miprov.library.core.UriModule;
import io.miprov.library.core.UserModule;
import io.miprov.library.core.WaitForModule;
import io.miprov.library.core.XmlModule;
import io.miprov.library.core.YumModule;
import io.miprov.library.core.ZypperModule;
import io.miprov.library.crypto.HtpasswdModule;
import io.miprov.library.crypto.JavaCertModule;
import io.miprov.library.crypto.JavaKeystoreModule;
import io.miprov.library.crypto.OpensslCsrModule;
import io.miprov.library.crypto.OpensslPkcs12Module;
import io.miprov.library.crypto.OpensslPrivatekeyModule;
import io.miprov.library.crypto.X509CertificateModule;
import io.miprov.library.database.MysqlDbModule;
import io.miprov.library.database.MysqlQueryModule;
import io.miprov.library.database.MysqlUserModule;
import io.miprov.library.database.PostgresqlDbModule;
import io.miprov.library.database.PostgresqlExtModule;
import io.miprov.library.database.PostgresqlPingModule;
import io.miprov.library.database.PostgresqlPrivsModule;
import io.miprov.library.database.PostgresqlQueryModule;
import io.miprov.library.database.PostgresqlUserModule;
import io.miprov.library.facts.SetupModule;
import io.miprov.library.mi.CarbonAppModule;
import io.miprov.library.mi.CertificateModule;
import io.miprov.library.mi.DeploymentTomlModule;
import io.miprov.library.mi.KeystoreModule;
import io.miprov.library.mi.MiCheckModule;
import io.miprov.library.mi.MiReleaseModule;
import io.miprov.library.mi.MiSecretModule;
import io.miprov.library.mi.MiServiceModule;
import io.miprov.library.mi.RegistryModule;
import io.miprov.library.mi.RollLockModule;
import io.miprov.library.mi.RollbackPointModule;
import io.miprov.library.mi.TruststoreModule;
import io.miprov.library.mi.WaitForHealthModule;
import io.miprov.library.network.FirewalldModule;
import io.miprov.library.network.HaproxyModule;
import io.miprov.library.network.IptablesModule;
import io.miprov.library.network.UfwModule;
import io.miprov.library.nginx.NginxCheckModule;
import io.miprov.library.nginx.NginxModule;
import io.miprov.library.nginx.NginxSiteModule;
import io.miprov.library.nginx.NginxUpstreamModule;
import io.miprov.library.packages.AptKeyModule;
import io.miprov.library.packages.AptRepositoryModule;
import io.miprov.library.packages.PackageFactsModule;
import io.miprov.library.packages.RpmKeyModule;
import io.miprov.library.packages.YumRepositoryModule;
import io.miprov.library.system.AlternativesModule;
import io.miprov.library.system.CronModule;
import io.miprov.library.system.HostnameModule;
import io.miprov.library.system.LocaleGenModule;
import io.miprov.library.system.ModprobeModule;
import io.miprov.library.system.MountModule;
import io.miprov.library.system.RebootModule;
import io.miprov.library.system.SebooleanModule;
import io.miprov.library.system.SelinuxModule;
import io.miprov.library.system.ServiceFactsModule;
import io.miprov.library.system.SysctlModule;
import io.miprov.library.system.TimezoneModule;
import io.miprov.library.system.WaitForConnectionModule;
import io.miprov.module.Module;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every module there is, by the name that playbooks use. To add a module, add its line here. A
 * module's class is loaded when somebody first asks for it.
 */
public final class Library {
    private static final Set<String> COLLECTIONS =
            Set.of(
                    "ansible.builtin",
                    "ansible.legacy",
                    "ansible.posix",
                    "community.general",
                    "community.crypto",
                    "community.mysql",
                    "community.postgresql",
                    "miprov");

    private Library() {}

    /** All modules; names with a collection before them are found too, and not listed. */
    public static Map<String, Module<?>> modules() {
        Map<String, Supplier<Module<?>>> made = new LinkedHashMap<>();
        made.put("alternatives", AlternativesModule::new);
        made.put("apt", AptModule::new);
        made.put("apt_key", AptKeyModule::new);
        made.put("apt_repository", AptRepositoryModule::new);
        made.put("archive", ArchiveModule::new);
        made.put("assemble", AssembleModule::new);
        made.put("assert", AssertModule::new);
        made.put("async_status", AsyncStatusModule::new);
        made.put("authorized_key", AuthorizedKeyModule::new);
        made.put("balancer_member", BalancerMemberModule::new);
        made.put("blockinfile", BlockinfileModule::new);
        made.put("carbon_app", CarbonAppModule::new);
        made.put("certificate", () -> new CertificateModule(Clock.systemUTC()));
        made.put("command", CommandModule::new);
        made.put("copy", CopyModule::new);
        made.put("cron", CronModule::new);
        made.put("debug", DebugModule::new);
        made.put("deployment_toml", DeploymentTomlModule::new);
        made.put("dnf", DnfModule::new);
        made.put("fail", FailModule::new);
        made.put("fetch", FetchModule::new);
        made.put("file", FileModule::new);
        made.put("find", FindModule::new);
        made.put("firewalld", FirewalldModule::new);
        made.put("gather_facts", SetupModule::new);
        made.put("get_url", GetUrlModule::new);
        made.put("getent", GetentModule::new);
        made.put("git", GitModule::new);
        made.put("group", GroupModule::new);
        made.put("haproxy", HaproxyModule::new);
        made.put("hostname", HostnameModule::new);
        made.put("htpasswd", HtpasswdModule::new);
        made.put("ini_file", IniFileModule::new);
        made.put("iptables", IptablesModule::new);
        made.put("java_cert", JavaCertModule::new);
        made.put("java_keystore", JavaKeystoreModule::new);
        made.put("keystore", () -> new KeystoreModule(Clock.systemUTC()));
        made.put("known_hosts", KnownHostsModule::new);
        made.put("lineinfile", LineinfileModule::new);
        made.put("locale_gen", LocaleGenModule::new);
        made.put("mi_check", MiCheckModule::new);
        made.put("mi_release", MiReleaseModule::new);
        made.put("mi_secret", MiSecretModule::new);
        made.put("mi_service", MiServiceModule::new);
        made.put("modprobe", ModprobeModule::new);
        made.put("mount", MountModule::new);
        made.put("mysql_db", MysqlDbModule::new);
        made.put("mysql_query", MysqlQueryModule::new);
        made.put("mysql_user", MysqlUserModule::new);
        made.put("nginx", NginxModule::new);
        made.put("nginx_check", NginxCheckModule::new);
        made.put("nginx_site", NginxSiteModule::new);
        made.put("nginx_upstream", NginxUpstreamModule::new);
        made.put("openssl_csr", OpensslCsrModule::new);
        made.put("openssl_pkcs12", OpensslPkcs12Module::new);
        made.put("openssl_privatekey", OpensslPrivatekeyModule::new);
        made.put("package", PackageModule::new);
        made.put("package_facts", PackageFactsModule::new);
        made.put("pause", PauseModule::new);
        made.put("ping", PingModule::new);
        made.put("postgresql_db", PostgresqlDbModule::new);
        made.put("postgresql_ext", PostgresqlExtModule::new);
        made.put("postgresql_ping", PostgresqlPingModule::new);
        made.put("postgresql_privs", PostgresqlPrivsModule::new);
        made.put("postgresql_query", PostgresqlQueryModule::new);
        made.put("postgresql_user", PostgresqlUserModule::new);
        made.put("raw", RawModule::new);
        made.put("reboot", RebootModule::new);
        made.put("registry", RegistryModule::new);
        made.put("roll_lock", RollLockModule::new);
        made.put("replace", ReplaceModule::new);
        made.put("rpm_key", RpmKeyModule::new);
        made.put("rollback_point", RollbackPointModule::new);
        made.put("script", ScriptModule::new);
        made.put("seboolean", SebooleanModule::new);
        made.put("selinux", SelinuxModule::new);
        made.put("service", ServiceModule::new);
        made.put("service_facts", ServiceFactsModule::new);
        made.put("set_fact", SetFactModule::new);
        made.put("set_stats", SetStatsModule::new);
        made.put("setup", SetupModule::new);
        made.put("shell", ShellModule::new);
        made.put("slurp", SlurpModule::new);
        made.put("stat", StatModule::new);
        made.put("synchronize", SynchronizeModule::new);
        made.put("sysctl", SysctlModule::new);
        made.put("systemd", SystemdModule::new);
        made.put("systemd_service", SystemdModule::new);
        made.put("tempfile", TempfileModule::new);
        made.put("template", TemplateModule::new);
        made.put("timezone", TimezoneModule::new);
        made.put("truststore", () -> new TruststoreModule(Clock.systemUTC()));
        made.put("ufw", UfwModule::new);
        made.put("unarchive", UnarchiveModule::new);
        made.put("uri", UriModule::new);
        made.put("user", UserModule::new);
        made.put("wait_for", WaitForModule::new);
        made.put("wait_for_connection", WaitForConnectionModule::new);
        made.put("wait_for_health", WaitForHealthModule::new);
        made.put("x509_certificate", () -> new X509CertificateModule(Clock.systemUTC()));
        made.put("xml", XmlModule::new);
        made.put("yum", YumModule::new);
        made.put("yum_repository", YumRepositoryModule::new);
        made.put("zypper", ZypperModule::new);
        return new Shelf(made);
    }

    /** Makes each module once, when it is asked for. */
    private static final class Shelf extends AbstractMap<String, Module<?>> {
        private final Map<String, Supplier<Module<?>>> makers;
        private final Map<String, Module<?>> made = new LinkedHashMap<>();

        Shelf(Map<String, Supplier<Module<?>>> makers) {
            this.makers = makers;
        }

        @Override
        public synchronized Module<?> get(Object name) {
            String plain = plain(name);
            Supplier<Module<?>> maker = makers.get(plain);
            return maker == null ? null : made.computeIfAbsent(plain, key -> maker.get());
        }

        @Override
        public boolean containsKey(Object name) {
            return makers.containsKey(plain(name));
        }

        @Override
        public Set<String> keySet() {
            return Collections.unmodifiableSet(makers.keySet());
        }

        @Override
        public Set<Entry<String, Module<?>>> entrySet() {
            Map<String, Module<?>> all = new LinkedHashMap<>();
            makers.keySet().forEach(name -> all.put(name, get(name)));
            return Collections.unmodifiableSet(all.entrySet());
        }

        private static String plain(Object name) {
            String full = String.valueOf(name);
            int dot = full.lastIndexOf('.');
            return dot > 0 && COLLECTIONS.contains(full.substring(0, dot))
                    ? full.substring(dot + 1)
                    : full;
        }
    }
}
