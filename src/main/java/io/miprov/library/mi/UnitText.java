package io.miprov.library.mi;

import java.util.List;
import java.util.StringJoiner;

/**
 * The text of a Micro Integrator's unit of systemd.
 *
 * <p>The start script ends with 0 whatever became of the server, so systemd runs it in the
 * foreground and takes its end for a failure; its shell does not pass signals on, so all processes
 * get them; a stop may take as long as requests may (bin/micro-integrator.sh; mi's "graceful
 * shutdown").
 */
final class UnitText {
    private final MiServiceModule.Params params;
    private final String home;

    UnitText(MiServiceModule.Params params) {
        this.params = params;
        this.home = params.home().orElseThrow();
    }

    /**
     * @param note the folder below /run that lives as long as the server does
     * @param now the script that prints what a start reads, for the note
     */
    String text(String note, String now) {
        StringJoiner unit = new StringJoiner("\n", "", "\n");
        unit.add(
                "# Made by miprov (mi_service); changes belong into "
                        + params.name()
                        + ".service.d");
        unit.add("[Unit]");
        unit.add("Description=WSO2 Micro Integrator in " + plain(home));
        unit.add("After=network-online.target");
        unit.add("Wants=network-online.target");
        unit.add("# A configuration that MI refuses ends it at once: do not try for ever.");
        unit.add("StartLimitIntervalSec=300");
        unit.add("StartLimitBurst=5");
        unit.add("");
        unit.add("[Service]");
        unit.add("Type=simple");
        params.user().ifPresent(user -> unit.add("User=" + user));
        params.group().ifPresent(group -> unit.add("Group=" + group));
        for (String each : environment()) {
            unit.add("Environment=" + quoted(each));
        }
        unit.add(
                "# The script finds its own home; a CARBON_HOME from elsewhere would override it.");
        unit.add("UnsetEnvironment=CARBON_HOME");
        unit.add(
                "# What this start reads is noted, so that it can be told when that has changed since.");
        unit.add("RuntimeDirectory=" + note);
        unit.add("ExecStartPre=-/bin/sh -c " + quoted(now + " >/run/" + note + "/started"));
        unit.add("# The pid file of an earlier run may name a process of somebody else by now.");
        unit.add("ExecStartPre=-/bin/rm -f " + quoted(home + "/wso2carbon.pid"));
        unit.add(
                "ExecStart=/bin/sh "
                        + quoted(home + "/bin/micro-integrator.sh")
                        + params.offset().map(offset -> " -DportOffset=" + offset).orElse(""));
        unit.add("# All processes get the signal: the script's shell does not pass it on to Java.");
        unit.add("KillMode=control-group");
        unit.add("TimeoutStopSec=" + Math.max(1, params.stopTimeout().toSeconds()));
        unit.add("SuccessExitStatus=143");
        unit.add(
                "# The script ends with 0 even when Java failed, so only \"always\" brings it back.");
        unit.add("Restart=always");
        unit.add("RestartSec=5");
        unit.add("UMask=0027");
        unit.add("LimitNOFILE=" + params.nofile());
        unit.add("LimitNPROC=" + params.nproc());
        unit.add("");
        unit.add("[Install]");
        unit.add("WantedBy=multi-user.target");
        return unit.toString();
    }

    private List<String> environment() {
        return params.environment().stream().map(plain -> plain.replace("\n", " ")).toList();
    }

    /** One word for systemd, with nothing in it that systemd or its environment would fill in. */
    private static String quoted(String text) {
        return "\""
                + plain(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$")
                + "\"";
    }

    private static String plain(String text) {
        return text.replace("%", "%%");
    }
}
