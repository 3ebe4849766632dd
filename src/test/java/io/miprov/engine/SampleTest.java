package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Problems;
import io.miprov.inventory.Inventory;
import io.miprov.inventory.InventoryReader;
import io.miprov.inventory.Reading;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
    @TempDir Path dir;

    @Test
    void isEverybodyWhereThatIsQuick() throws IOException {
        Inventory inventory = inventory("[all]\nh[1:100]\n");
        assertEquals(100, Sample.of(inventory.hosts(), inventory, 40).size());
    }

    @Test
    void isOneOfAKindWhereThereAreMany() throws IOException {
        Inventory inventory =
                inventory(
                        """
                        [web]
                        h[1:4000] node=1
                        odd node=2 more=3
                        [db]
                        d[1:5]
                        l keys='["a"]'
                        m keys='["a", "b"]'
                        """);
        assertEquals(
                List.of("h1", "odd", "d1", "l", "m"), Sample.of(inventory.hosts(), inventory, 10));
    }

    private Inventory inventory(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("hosts"), text);
        Problems problems = new Problems();
        Inventory inventory =
                InventoryReader.read(
                        List.of(file.toString()), Reading.strictly(Vault.NONE), problems);
        problems.throwIfAny();
        return inventory;
    }
}
