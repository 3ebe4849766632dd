package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileState;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Lets somebody log in as a user with an SSH key, or no longer.

        - authorized_key:
            user: wso2carbon
            key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0m deploy@example.org
        """)
public final class AuthorizedKeyModule implements Module<AuthorizedKeyModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the user to log in as") String user,
            @Doc("public keys, each on a line of its own, or the address of such a list")
                    String key,
            @Doc(value = "the file; without it, ~/.ssh/authorized_keys of the user", path = true)
                    Optional<String> path,
            @Doc(value = "whether the file's folder is made, and given to the user", orElse = "yes")
                    boolean manageDir,
            @Doc(value = "whether the keys should be there", orElse = "present") State state,
            @Doc("what stands before the keys, such as no-pty,from=\"192.0.2.0/24\"")
                    Optional<String> keyOptions,
            @Doc(value = "whether all other keys go", orElse = "no") boolean exclusive,
            @Doc("the remark that stands after the keys") Optional<String> comment,
            @Doc(value = "whether the certificate of the key's address is checked", orElse = "yes")
                    boolean validateCerts,
            @Doc(value = "whether a link at the path is followed", orElse = "no") boolean follow) {

        boolean fromAddress() {
            return HttpRequest.isWeb(key) || key.startsWith("file:");
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Scripts.resource("authorized_key.sh");
        if (params.fromAddress()) {
            words = words.then(Scripts.resource("download.sh")).then(fetch(params));
        } else {
            AuthorizedKeys.of(params.key());
        }
        Sh question =
                Sh.of(
                        "authorized_keys_of {} {} {} {}",
                        params.user(),
                        params.path().orElse(""),
                        params.follow() ? "follow" : "",
                        params.fromAddress() ? "fetch_keys" : "");
        return new Decide(words.then(question), answer -> settle(params, answer), says(params));
    }

    private static Sh fetch(Params params) {
        HttpRequest.Trust trust =
                new HttpRequest.Trust(
                        params.validateCerts(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return Download.word(
                "fetch_keys",
                new HttpRequest(
                        params.key(),
                        "GET",
                        Map.of(),
                        Optional.empty(),
                        10,
                        "ansible-httpget",
                        true,
                        true,
                        false,
                        Optional.empty(),
                        trust,
                        new HttpRequest.Login(Optional.empty(), Optional.empty())));
    }

    private static Map<String, Object> says(Params params) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("user", params.user());
        says.put("key", params.key());
        says.put("key_options", params.keyOptions().orElse(null));
        says.put("path", params.path().orElse(null));
        says.put("manage_dir", params.manageDir());
        says.put("exclusive", params.exclusive());
        says.put("comment", params.comment().orElse(null));
        says.put("follow", params.follow());
        says.put("validate_certs", params.validateCerts());
        says.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return says;
    }

    /** Reads: the user's numbers, the state of the file, its bytes, and those of the address. */
    private static Change settle(Params params, String answer) {
        String[] part = answer.split("\n", 4);
        if (part[0].equals("nobody")) {
            throw new NotYet("there is no user `" + params.user() + "` on the host");
        }
        FileState there = FileState.read(part[1]);
        String before = new String(Base64.getMimeDecoder().decode(part[2]), UTF_8);
        String given =
                params.fromAddress()
                        ? new String(Base64.getMimeDecoder().decode(part[3]), UTF_8)
                        : params.key();
        AuthorizedKeys wanted =
                AuthorizedKeys.of(given).dressed(params.keyOptions(), params.comment());
        AuthorizedKeys old = AuthorizedKeys.existing(before);
        AuthorizedKeys made =
                params.state() == State.ABSENT
                        ? old.without(wanted)
                        : params.exclusive() ? wanted.keeping(old) : old.with(wanted);
        Map<String, Object> says = says(params);
        says.put("keyfile", there.path());
        if (made.text().equals(old.text())) {
            return new Answer(Outcome.ok(says));
        }
        Sh put =
                Sh.of(
                        "put_authorized_keys {} {} {} {} {}",
                        there.path(),
                        there.absent() ? "absent" : there.sha256(),
                        part[0],
                        params.manageDir() ? "manage" : "",
                        Bytes.of(made.text().getBytes(UTF_8)));
        return new Act(
                Scripts.resource("authorized_key.sh").then(put),
                says,
                new Outcome.TextDiff(there.path(), before, made.text()));
    }
}
