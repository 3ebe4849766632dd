package io.miprov.inventory;

import io.miprov.vault.Vault;
import java.util.List;
import java.util.Map;

/**
 * How inventories are read.
 *
 * @param vault opens files that are encrypted
 * @param extra variables of the command line, which inventory plugins may use
 * @param wrong what becomes of a source that can not be read
 * @param plugins the kinds of sources that are read; empty: all usual ones
 * @param merges whether mappings of several levels are put into each other, those of plays too
 */
public record Reading(
        Vault vault, Map<String, Object> extra, Wrong wrong, List<String> plugins, boolean merges) {

    /** What becomes of a source that can not be read. */
    public enum Wrong {
        /** It is an error. */
        ENDS_ALL,
        /** It is passed over with a warning, as Ansible does. */
        IS_TOLD,
        /** The same, but there must be one that can be read. */
        ENDS_ALL_IF_NONE_IS_GOOD
    }

    /** Everything must be right. */
    public static Reading strictly(Vault vault) {
        return new Reading(vault, Map.of(), Wrong.ENDS_ALL, List.of(), false);
    }

    /** The same with other variables of the command line. */
    public Reading with(Map<String, Object> variables) {
        return new Reading(vault, variables, wrong, plugins, merges);
    }

    /** The same, which puts mappings of several levels into each other. */
    public Reading merging() {
        return new Reading(vault, extra, wrong, plugins, true);
    }
}
