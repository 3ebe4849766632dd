package io.miprov.playbook;

import java.nio.file.Path;
import java.util.List;

/** A file of plays; what it imports is already in it. */
public record Playbook(Path file, List<Play> plays) {}
