package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.LocalTarget;
import io.miprov.module.Module;
import io.miprov.module.Origin;
import java.util.List;
import java.util.Optional;

@Doc(
        value =
                """
                Brings a folder of the controller to the host, or one of the host to the controller, and sends what
                differs. No rsync is needed on either side; files are compared by what is in them, and times are not
                kept. It goes between controller and host, so `delegate_to` is refused: on one host, use `copy` with
                `remote_src`.

                - synchronize:
                    src: site/
                    dest: /var/www/site
                    delete: true
                    rsync_opts: ["--exclude=.git"]
                """,
        without = {"dest_port", "link_dest", "private_key", "rsync_path", "_substitute_controller"})
public final class SynchronizeModule implements Module<SynchronizeModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the folder or file to bring; with a slash at its end, what is in the folder")
                    Origin src,
            @Doc("the absolute path that it is brought to") LocalTarget dest,
            @Doc(value = "push: to the host; pull: from it", orElse = "push") Direction mode,
            @Doc(value = "whether what is in `dest` and not in `src` is deleted", orElse = "no")
                    boolean delete,
            @Doc(
                            value = "whether folders below are brought, permissions, and links",
                            orElse = "yes")
                    boolean archive,
            @Doc("whether folders below are brought; as `archive` says")
                    Optional<Boolean> recursive,
            @Doc("whether links are brought as links; as `archive` says") Optional<Boolean> links,
            @Doc(value = "whether links are followed", orElse = "no") boolean copyLinks,
            @Doc("whether permissions are brought; as `archive` says") Optional<Boolean> perms,
            @Doc("taken for Ansible's sake; files belong to who writes them")
                    Optional<Boolean> owner,
            @Doc("taken for Ansible's sake; files belong to who writes them")
                    Optional<Boolean> group,
            @Doc("taken for Ansible's sake; times are not kept") Optional<Boolean> times,
            @Doc(value = "whether files that `dest` lacks are left out", orElse = "no")
                    boolean existingOnly,
            @Doc(value = "options of rsync, of which only --exclude means anything", orElse = "")
                    List<String> rsyncOpts,
            @Doc(value = "taken for Ansible's sake; content is what is compared", orElse = "no")
                    boolean checksum,
            @Doc(value = "taken for Ansible's sake", orElse = "yes") boolean compress,
            @Doc(
                            value = "taken for Ansible's sake; a file is there as a whole or not",
                            orElse = "yes")
                    boolean delayUpdates,
            @Doc(value = "taken for Ansible's sake", orElse = "no") boolean dirs,
            @Doc(value = "taken for Ansible's sake", orElse = "no") boolean partial,
            @Doc(value = "taken for Ansible's sake", orElse = "0") int rsyncTimeout,
            @Doc(value = "taken for Ansible's sake; the task's connection is used", orElse = "yes")
                    boolean setRemoteUser,
            @Doc(value = "taken for Ansible's sake", orElse = "no")
                    boolean sshConnectionMultiplexing,
            @Doc(value = "taken for Ansible's sake", orElse = "no") boolean useSshArgs,
            @Doc(value = "taken for Ansible's sake; keys of hosts are checked", orElse = "no")
                    boolean verifyHost) {

        boolean deep() {
            return recursive.orElse(archive);
        }
    }

    /** From where to where. */
    public enum Direction {
        PUSH,
        PULL
    }

    @Override
    public boolean delegates() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.dest().written().startsWith("/")) {
            throw new BadParams("dest", "needs an absolute path");
        }
        Excluded excluded = Excluded.of(params.rsyncOpts());
        if (params.mode() == Direction.PUSH) {
            return new PushedFolder(params, excluded).change();
        }
        if (params.delete()) {
            throw new BadParams("delete", "is not done on the controller (`mode: pull`)");
        }
        return new PulledFolder(params, excluded).change();
    }
}
