package io.miprov.library.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Sh;
import io.miprov.library.system.SelinuxModule.Params;
import io.miprov.library.system.SelinuxModule.State;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.FileState;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must be done so that SELinux is as wanted, from what {@code selinux_state} tells. */
final class SelinuxPlan {
    private final Params params;
    private final String mode;
    private final List<String> kernels;
    private final FileState file;
    private final String before;
    private final String wanted;
    private final List<Sh> steps = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean reboot;

    SelinuxPlan(Params params, String answer) {
        this.params = params;
        String[] parts = answer.split("\036", 2);
        List<String> lines = parts[0].lines().toList();
        this.mode = lines.get(0);
        this.kernels = lines.subList(1, lines.size());
        String[] read = parts[1].split("\n", 2);
        this.file = FileState.read(read[0]);
        if (!file.file()) {
            throw new NotYet("Unable to find file " + params.configfile());
        }
        this.before = new String(Base64.getMimeDecoder().decode(read[1]), UTF_8);
        this.wanted = params.state().name().toLowerCase(Locale.ROOT);
    }

    Change change() {
        String policyBefore = setting(before, "SELINUXTYPE");
        String policy = params.policy().orElse(policyBefore);
        String after =
                set(
                        "SELINUXTYPE",
                        policyBefore,
                        policy,
                        before,
                        "SELinux policy configuration in '" + params.configfile() + "'");
        live();
        after = set("SELINUX", setting(before, "SELINUX"), wanted, after, "Config SELinux state");
        if (!after.equals(before)) {
            steps.add(file.replace(after.getBytes(UTF_8), Placement.AS_IT_IS, "", false));
        }
        kernel();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("msg", String.join(", ", messages));
        says.put("configfile", params.configfile());
        says.put("policy", policy);
        says.put("state", wanted);
        says.put("reboot_required", reboot);
        if (!warnings.isEmpty()) {
            says.put("warnings", warnings);
        }
        return steps.isEmpty()
                ? new Answer(Outcome.ok(says))
                : new Act(steps.stream().reduce(Sh::and).orElseThrow(), says)
                        .showing(
                                List.of(
                                        new Outcome.TextDiff(params.configfile(), before, after),
                                        new Outcome.TextDiff(
                                                "SELinux", mode + "\n", wanted + "\n")));
    }

    private static String setting(String text, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "=(.*)$").matcher(text);
        return line.find() ? line.group(1).strip() : "";
    }

    private String set(String name, String has, String value, String text, String what) {
        if (has.equals(value)) {
            return text;
        }
        messages.add(what + " changed from '" + has + "' to '" + value + "'");
        Matcher line = Pattern.compile("(?m)^" + name + "=.*$").matcher(text);
        String changed = name + "=" + value;
        return line.find()
                ? line.replaceAll(Matcher.quoteReplacement(changed))
                : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + changed + "\n";
    }

    /** What can be done before the next boot. */
    private void live() {
        if (mode.equals(wanted)) {
            return;
        }
        if (mode.equals("disabled")) {
            warnings.add("Reboot is required to set SELinux state to '" + wanted + "'");
            reboot = true;
        } else if (params.state() != State.DISABLED) {
            messages.add("SELinux state changed from '" + mode + "' to '" + wanted + "'");
            steps.add(Sh.of("setenforce {}", params.state() == State.ENFORCING ? "1" : "0"));
        } else {
            reboot = true;
            if (mode.equals("enforcing")) {
                warnings.add(
                        "SELinux state temporarily changed from 'enforcing' to 'permissive'."
                                + " State change will take effect next reboot.");
                steps.add(Sh.of("setenforce 0"));
            } else {
                warnings.add("SELinux state change will take effect next reboot");
            }
        }
    }

    private void kernel() {
        if (!params.updateKernelParam()) {
            return;
        }
        long off = kernels.stream().filter(line -> line.matches(".*[\" ]selinux=0[\" ].*")).count();
        boolean on = params.state() != State.DISABLED;
        if (off == (on ? 0 : kernels.size())) {
            return;
        }
        boolean mixed = off != 0 && off != kernels.size();
        messages.add(
                "Kernel SELinux state changed from '%s' to '%s'"
                        .formatted(
                                mixed ? "<inconsistent>" : on ? "disabled" : "enabled",
                                on ? "enabled" : "disabled"));
        steps.add(
                Sh.of(
                        "grubby --update-kernel=ALL {} selinux=0 >&2",
                        on ? "--remove-args" : "--args"));
    }
}
