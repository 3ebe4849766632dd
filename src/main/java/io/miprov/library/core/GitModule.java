package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Brings a git repository to a version in a folder of the host, with the host's git.

                - git:
                    repo: https://git.example.org/mi-artifacts.git
                    dest: /opt/artifacts
                    version: v2.1
                """,
        without = {
            "archive",
            "archive_prefix",
            "gpg_allowlist",
            "gpg_whitelist",
            "reference",
            "separate_git_dir",
            "verify_commit"
        })
public final class GitModule implements Module<GitModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the address of the repository", aliases = "name", path = true)
                    String repo,
            @Doc(value = "the folder to check it out in", path = true) Optional<String> dest,
            @Doc(value = "a branch, a tag, a commit, or HEAD", orElse = "HEAD") String version,
            @Doc(value = "the name of the remote", orElse = "origin") String remote,
            @Doc("what to fetch besides") Optional<String> refspec,
            @Doc(value = "whether what was changed in the folder is thrown away", orElse = "no")
                    boolean force,
            @Doc("how many commits of the history to bring") Optional<Integer> depth,
            @Doc(value = "whether it is cloned when it is not there", orElse = "yes")
                    boolean clone_,
            @Doc(value = "whether it is updated when it is there", orElse = "yes") boolean update,
            @Doc(value = "whether the key of an unknown host is taken", orElse = "no")
                    boolean acceptHostkey,
            @Doc(
                            value =
                                    "whether the key of an unknown host is taken, and a changed one is not",
                            orElse = "no")
                    boolean acceptNewhostkey,
            @Doc(value = "the private key on the host to log in with", path = true)
                    Optional<String> keyFile,
            @Doc("more options for ssh") Optional<String> sshOpts,
            @Doc(value = "the git to use", path = true, orElse = "git") String executable,
            @Doc(value = "whether it is a repository without files checked out", orElse = "no")
                    boolean bare,
            @Doc(value = "whether submodules are brought too", orElse = "yes") boolean recursive,
            @Doc(value = "whether only the history of one branch is brought", orElse = "no")
                    boolean singleBranch,
            @Doc(value = "whether submodules follow their branches", orElse = "no")
                    boolean trackSubmodules,
            @Doc("the umask of what is made, octal in quotes") Optional<String> umask) {

        List<String> how() {
            List<String> how = new ArrayList<>();
            add(how, force, "force");
            add(how, clone_, "clone");
            add(how, update, "update");
            add(how, bare, "bare");
            add(how, recursive && !bare, "recursive");
            add(how, singleBranch, "single");
            add(how, trackSubmodules, "track");
            return how;
        }

        private static void add(List<String> how, boolean given, String word) {
            if (given) {
                how.add(word);
            }
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.dest().isEmpty() && params.clone_()) {
            throw new BadParams(
                    "dest", "the destination directory must be specified unless clone=no");
        }
        if (params.acceptHostkey() && params.acceptNewhostkey()) {
            throw new BadParams(
                    "accept_newhostkey",
                    "parameters are mutually exclusive: accept_hostkey|accept_newhostkey");
        }
        if (params.umask().filter(mask -> !mask.matches("[0-7]{1,4}")).isPresent()) {
            throw new BadParams("umask", "umask must be an octal integer");
        }
        return new Work(
                call("check", params),
                call("apply", params),
                answer -> new Answer(outcome(answer)),
                Map.of());
    }

    private static Sh call(String mode, Params params) {
        List<Object> words =
                List.of(
                        mode,
                        params.executable(),
                        params.dest().orElse(""),
                        params.repo(),
                        params.version(),
                        params.remote(),
                        params.refspec().orElse(""),
                        params.depth().map(String::valueOf).orElse(""),
                        String.join(" ", params.how()),
                        ssh(params),
                        params.umask().orElse(""));
        return Scripts.resource("git.sh").then(Sh.of("git_work {}", words));
    }

    private static String ssh(Params params) {
        StringBuilder ssh = new StringBuilder("ssh -o BatchMode=yes");
        params.sshOpts().ifPresent(options -> ssh.append(' ').append(options));
        String checking = "StrictHostKeyChecking=";
        if (ssh.indexOf(checking) < 0 && (params.acceptHostkey() || params.acceptNewhostkey())) {
            ssh.append(" -o ")
                    .append(checking)
                    .append(params.acceptHostkey() ? "no" : "accept-new");
        }
        params.keyFile()
                .ifPresent(
                        key ->
                                ssh.append(" -o IdentitiesOnly=yes ")
                                        .append(Sh.of("-i {}", key).text()));
        return ssh.toString();
    }

    /** Reads: changed or ok, the commit before, the commit after, whether the address changed. */
    private static Outcome outcome(String answer) {
        String[] line = answer.split("\n", -1);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("before", line[1].isEmpty() ? null : line[1]);
        says.put("after", line[2]);
        if (!line[3].isEmpty()) {
            says.put("remote_url_changed", line[3].equals("yes"));
        }
        if (line[4].equals("yes")) {
            says.put("submodules_changed", true);
        }
        return line[0].equals("changed") ? Outcome.changed(says) : Outcome.ok(says);
    }
}
