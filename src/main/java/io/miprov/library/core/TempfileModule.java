package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileState;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

@Doc(
        """
        Makes a file or folder with a new name, which only its owner may use; `register` gets its path.

        - tempfile:
            state: directory
            suffix: build
        """)
public final class TempfileModule implements Module<TempfileModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the folder to make it in; the system's for such when it is empty",
                            path = true,
                            orElse = "")
                    String path,
            @Doc(value = "what its name begins with", orElse = "ansible.") String prefix,
            @Doc(value = "what its name ends with", orElse = "") String suffix,
            @Doc(value = "what to make", orElse = "file") State state) {}

    /** What to make. */
    public enum State {
        FILE,
        DIRECTORY
    }

    @Override
    public Change plan(Params params, Facts facts) {
        String state = params.state().name().toLowerCase(Locale.ROOT);
        String folder = params.path().isEmpty() ? "/tmp" : params.path();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("state", state);
        says.put("path", folder + "/" + params.prefix() + "XXXXXXXX" + params.suffix());
        Sh make =
                Sh.of(
                        "make_temporary {} {} {} {}",
                        state,
                        params.path(),
                        params.prefix(),
                        params.suffix());
        return new Act(Scripts.resource("tempfile.sh").then(make), says)
                .reading(TempfileModule::read);
    }

    private static Map<String, Object> read(String out) {
        FileState made = FileState.read(out);
        Map<String, Object> values = new LinkedHashMap<>(made.values());
        values.put("path", made.path());
        return values;
    }
}
