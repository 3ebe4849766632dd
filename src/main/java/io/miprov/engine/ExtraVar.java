package io.miprov.engine;

import io.miprov.diag.Problems;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Surroundings;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What one {@code -e} was given: {@code name=value …}, {@code @file}, or YAML or JSON. */
public record ExtraVar(String text) {

    /**
     * The variables that some of them set; later ones win.
     *
     * @param here the folder that names of files are relative to
     * @param vault opens files that are encrypted
     */
    public static Map<String, Object> values(
            List<ExtraVar> given, Path here, Vault vault, Problems problems) {
        PlaybookReader reader = new PlaybookReader(here, Surroundings.NONE, vault, problems);
        return new ExtraVars(reader, here, problems).read(given).values();
    }
}
